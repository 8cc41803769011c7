"""Asking for a page as a browser does that nobody knows: a connection each, Tor Browser's headers.

What tells an auditor from a reporter would let a server show one of them something else.
"""

import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPException
from urllib.parse import urlsplit

from intake.verify.mirror.http import Connect, Line, connect_directly, require_safe
from intake.verify.mirror.limits import SECONDS
from intake.verify.mirror.sources import SourceError

MOST_BYTES = 4_000_000  # Of one page or file, unpacked; our largest has some 150,000.
_BROWSER = "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0"
WECHAT = f"{_BROWSER} MicroMessenger/8.0.50"
_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "en-US,en;q=0.5",
    "Accept-Encoding": "gzip, deflate",
    "Upgrade-Insecure-Requests": "1",
    "Connection": "close",
}


@dataclass(frozen=True)
class Served:
    """What came: headers by their name in small letters, the body without its encoding."""

    headers: Mapping[str, str]
    body: bytes
    status: int = 200


class Visitor:
    """Somebody who opens one page after another."""

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

    def fetch(self, path: str, *, wechat: bool = False) -> Served:
        """Return what is served under a path, whatever its status.

        Raises:
            SourceError: There is no whole answer, it is too long, or not packed as it says.
        """
        try:
            return self._fetch(path, WECHAT if wechat else _BROWSER)
        except (OSError, HTTPException, zlib.error) as error:
            raise SourceError(f"{path}: {type(error).__name__}") from None

    def _fetch(self, path: str, agent: str) -> Served:
        line = Line(self._address, self._seconds, self._connect)
        try:
            with line.within(self._seconds):
                line.http.request("GET", path, headers={**_HEADERS, "User-Agent": agent})
                response = line.http.getresponse()
                data = response.read(MOST_BYTES + 1)
        finally:
            line.close()
        if line.was_cut or len(data) > MOST_BYTES or response.length:
            raise SourceError(f"{path}: no whole answer")
        headers = {name.lower(): value for name, value in response.getheaders()}
        body = _unpack(path, data, headers.get("content-encoding", ""))
        return Served(headers, body, response.status)


def _unpack(path: str, data: bytes, encoding: str) -> bytes:
    if not encoding:
        return data
    unpacking = zlib.decompressobj(wbits=31)
    body = unpacking.decompress(data, MOST_BYTES)
    if encoding != "gzip" or not unpacking.eof or unpacking.unused_data:
        raise SourceError(f"{path}: not packed as it says")
    return body
