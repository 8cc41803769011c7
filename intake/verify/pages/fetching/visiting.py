"""Somebody who opens a page: it and what it asks for come over one connection, then that ends.

What tells an auditor from a reporter would let a server show one of them something else.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from http.client import HTTPException
from typing import Protocol
from urllib.parse import SplitResult, urlsplit

from intake.verify.mirror.http import Connect, Line, connect_directly, require_safe
from intake.verify.mirror.limits import SECONDS
from intake.verify.mirror.sources import SourceError
from intake.verify.pages.fetching.unpacking import MOST_BYTES, unpack


@dataclass(frozen=True)
class Served:
    """What came: headers by their name in small letters, the body without its encoding."""

    headers: Mapping[str, str]
    body: bytes
    status: int = 200


Ask = Callable[[str, Mapping[str, str]], Served]
"""(path, headers after ``Host``) to what is served, whatever its status."""


class Visits(Protocol):
    """``Visitor``, or what a test puts in its place."""

    def sit(self) -> AbstractContextManager[Ask]:
        """Begin as somebody new; raises SourceError while asking."""


class Visitor:
    """A server as it is visited by one person after another."""

    def __init__(
        self,
        base_url: str,
        *,
        seconds: float = SECONDS,
        connect: Connect = connect_directly,
    ) -> None:
        """Take the address of a server, without a path, and how it is reached.

        Raises:
            SourceError: Not https, and not http to this machine or an onion.
        """
        self._address, self._seconds = urlsplit(base_url), seconds
        self._connect = connect
        require_safe(self._address)

    @contextmanager
    def sit(self) -> Iterator[Ask]:
        """Begin as somebody new: what is asked for goes over one connection, as long as it holds.

        Raises:
            SourceError: There is no whole answer, it is too long, or not packed as it says.
        """
        sitting = _Sitting(self._address, self._seconds, self._connect)
        try:
            yield sitting.ask
        finally:
            sitting.hang_up()


class _Sitting:
    """A connection, made anew when the server ended it."""

    def __init__(self, address: SplitResult, seconds: float, connect: Connect) -> None:
        self._address, self._seconds, self._connect = address, seconds, connect
        self._line: Line | None = None

    def ask(self, path: str, headers: Mapping[str, str]) -> Served:
        was_idle = self._line is not None
        try:
            return self._ask(path, headers)
        except (OSError, HTTPException) as error:
            was_cut = self._line is not None and self._line.was_cut
            self.hang_up()
            if was_cut or not was_idle:
                raise SourceError(f"{path}: {type(error).__name__}") from None
        return self.ask(path, headers)  # The server had ended a connection that was idle.

    def _ask(self, path: str, headers: Mapping[str, str]) -> Served:
        line = self._line = self._line or Line(self._address, self._seconds, self._connect)
        with line.within(self._seconds):
            line.http.request("GET", path, headers=headers)
            response = line.http.getresponse()
            data = response.read(MOST_BYTES + 1)
        if line.was_cut or len(data) > MOST_BYTES or response.length:
            raise SourceError(f"{path}: no whole answer")
        if response.will_close:
            self.hang_up()
        found = {name.lower(): value for name, value in response.getheaders()}
        body = unpack(path, data, found.get("content-encoding", ""))
        return Served(found, body, response.status)

    def hang_up(self) -> None:
        line, self._line = self._line, None
        if line is not None:
            line.close()
