"""Reaching a server through a SOCKS 5 proxy (RFC 1928), which finds the host by its name: Tor."""

import re
import socket

from intake.verify.mirror.http import Connect, connect_directly
from intake.verify.mirror.sources import SourceError

_PROXY = re.compile(r"socks5h://([0-9A-Za-z.-]+|\[[0-9A-Fa-f:.]+\]):([0-9]{1,5})")
_REST = {1: 4, 4: 16}  # Bytes of an address by its type; type 3 begins with its length.


def reach(proxy: str | None) -> Connect:
    """Return how a server is reached: through a proxy where one is named; raises as below."""
    return connect_through(proxy) if proxy else connect_directly


def connect_through(proxy: str) -> Connect:
    """Return how a server is reached through ``socks5h://host:port``.

    Raises:
        SourceError: Not such an address.
    """
    host, port = _parse(proxy)

    def connect(name: str, to: int, seconds: float) -> socket.socket:
        line = socket.create_connection((host, port), timeout=seconds)
        try:
            _ask(line, name, to)
        except (OSError, UnicodeError, OverflowError):
            line.close()
            raise ConnectionError("the proxy does not connect") from None
        return line

    return connect


def _parse(proxy: str) -> tuple[str, int]:
    found = _PROXY.fullmatch(proxy)
    if found is None:
        raise SourceError("a proxy is written socks5h://host:port")
    return found[1].strip("[]"), int(found[2])


def _ask(line: socket.socket, name: str, port: int) -> None:
    line.sendall(b"\5\1\0")  # Version, one method, without a password.
    if _read(line, 2) != b"\5\0":
        raise ConnectionError
    host = name.encode("ascii")
    line.sendall(b"\5\1\0\3" + bytes([len(host)]) + host + port.to_bytes(2, "big"))
    version, reply, _, kind = _read(line, 4)
    if (version, reply) != (5, 0):
        raise ConnectionError
    _read(line, (_read(line, 1)[0] if kind == 3 else _REST.get(kind, 0)) + 2)


def _read(line: socket.socket, count: int) -> bytes:
    data = b""
    while len(data) < count:
        more = line.recv(count - len(data))
        if not more:
            raise ConnectionError
        data += more
    return data
