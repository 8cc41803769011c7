"""A log on a server, asked over one connection that never waits for ever.

No redirect is followed, no cookie is kept, nothing is unpacked, no proxy of the environment is
asked.
"""

import os
import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from types import MappingProxyType
from urllib.parse import SplitResult, urlsplit

from intake.verify.mirror.limits import SECONDS
from intake.verify.mirror.sources import AnsweredError, SourceError, TooLongError

Connect = Callable[[str, int, float], socket.socket]
"""(host, port, seconds) to a connection."""


def connect_directly(host: str, port: int, seconds: float) -> socket.socket:
    """Connect without a proxy.

    Raises:
        SourceError: To an onion service: whoever answers for its name here is not that service.
    """
    if host.endswith(".onion") and "torsocks" not in os.environ.get("LD_PRELOAD", ""):
        raise SourceError("an onion address is asked through --proxy, or under torsocks")
    return socket.create_connection((host, port), timeout=seconds)


class Line:
    """A connection that somebody else can cut at any moment, in the middle of a handshake too."""

    def __init__(
        self, address: SplitResult, seconds: float, connect: Connect = connect_directly
    ) -> None:
        host, is_tls = address.hostname or "", address.scheme == "https"
        port = address.port or (443 if is_tls else 80)
        plain = connect(host, port, seconds)
        self._handle = plain.dup()
        self.was_cut = False
        self.http = HTTPSConnection(host, port) if is_tls else HTTPConnection(host, port)
        self.http.auto_open = 0
        with self.within(seconds):
            context = ssl.create_default_context()
            self.http.sock = context.wrap_socket(plain, server_hostname=host) if is_tls else plain

    @contextmanager
    def within(self, seconds: float) -> Iterator[None]:
        """Cut the connection if what is done here takes longer."""
        watch = threading.Timer(seconds, self._cut)
        watch.daemon = True
        watch.start()
        try:
            yield
        finally:
            watch.cancel()

    def _cut(self) -> None:
        self.was_cut = True
        with self._handle:
            self._handle.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """End the connection."""
        self.http.close()
        self._handle.close()


def require_safe(address: SplitResult) -> None:
    """Refuse an address on whose way somebody could put other bytes.

    Raises:
        SourceError: Not https, and not http to this machine or an onion.
    """
    host = address.hostname or ""
    is_near = host in {"localhost", "127.0.0.1", "::1"} or host.endswith(".onion")
    if not (address.scheme == "https" or (address.scheme == "http" and is_near)):
        raise SourceError("only https is asked, or http on this machine or an onion")


class HttpSource:
    """A server; https, or http on this machine or to an onion service."""

    def __init__(
        self,
        base_url: str,
        *,
        seconds: float = SECONDS,
        headers: Mapping[str, str] = MappingProxyType({}),
        connect: Connect = connect_directly,
    ) -> None:
        """Take the address under which ``/log/access/checkpoint`` is found.

        Args:
            base_url: Without ``/log/``.
            seconds: In which each answer must be whole, however steadily it drips.
            headers: Sent with every request.
            connect: How the server is reached.

        Raises:
            SourceError: Not https, and not http to this machine or an onion service.
        """
        self._address, self._seconds = urlsplit(base_url), seconds
        require_safe(self._address)
        self._headers, self._connect = {"Accept-Encoding": "identity", **headers}, connect
        self._base = self._address.path.rstrip("/") + "/log/"
        self._line: Line | None = None

    def read(self, path: str, most: int, /) -> bytes | None:
        """Fetch a path; None if the server says 404."""
        was_idle = self._line is not None
        try:
            return self._fetch(path, most)
        except (OSError, HTTPException) as error:
            is_late = self._hang_up()
            if is_late:
                text = f"{path}: no whole answer within {self._seconds:g} s"
                raise SourceError(text) from None
            if not was_idle:
                raise SourceError(f"{path}: {type(error).__name__}") from None
        return self.read(path, most)  # The server had ended a connection that was idle.

    def post(self, path: str, body: bytes, /) -> None:
        """Send something, once, over a connection of its own.

        Raises:
            SourceError: It was not taken, or nobody can tell.
        """
        self._hang_up()
        try:
            status, _ = self._ask("POST", path, body, 0)
        except (OSError, HTTPException) as error:
            self._hang_up()
            text = f"{path}: {type(error).__name__}: nobody can tell whether it arrived"
            raise SourceError(text) from None
        if status not in {200, 201, 204}:
            raise AnsweredError(path, status)

    def _fetch(self, path: str, most: int) -> bytes | None:
        status, data = self._ask("GET", path, None, most)
        if status == 404:
            return None
        if status != 200:
            raise AnsweredError(path, status)
        if len(data) > most:
            raise TooLongError(path, most)
        return data

    def _ask(self, method: str, path: str, body: bytes | None, most: int) -> tuple[int, bytes]:
        line = self._line or Line(self._address, self._seconds, self._connect)
        self._line = line
        with line.within(self._seconds):
            line.http.request(method, self._base + path, body, self._headers)
            response = line.http.getresponse()
            data = response.read(most + 1)
        if line.was_cut or (len(data) <= most and response.length):
            raise ConnectionError
        if not response.isclosed() or response.will_close:
            self._hang_up()
        return response.status, data

    def close(self) -> None:
        """End the connection."""
        self._hang_up()

    def _hang_up(self) -> bool:
        """End the connection; tell whether it was cut for taking too long."""
        line, self._line = self._line, None
        if line is not None:
            line.close()
        return line is not None and line.was_cut

    def details(self, _log: str, _n: int, /) -> bytes | None:
        """Return None: details are not served below ``/log/``."""
        return None
