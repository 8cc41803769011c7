"""Reaching a server through a SOCKS 5 proxy (RFC 1928), which finds the host by its name: Tor."""

import re
import secrets
import socket

from intake.verify.mirror.http import Connect, connect_directly
from intake.verify.mirror.sources import SourceError

_PROXY = re.compile(r"socks5h://([0-9A-Za-z.-]+|\[[0-9A-Fa-f:.]+\]):([0-9]{1,5})")
_REST = {1: 4, 4: 16}  # Bytes of an address by its type; type 3 begins with its length.


def reach(proxy: str | None, *, apart: bool = False) -> Connect:
    """Return how a server is reached: through a proxy where one is named; raises as below."""
    return connect_through(proxy, apart=apart) if proxy else connect_directly


def connect_through(proxy: str, *, apart: bool = False) -> Connect:
    """Return how a server is reached through ``socks5h://host:port``.

    Args:
        proxy: Its address.
        apart: Whether each connection is somebody else's: Tor takes another circuit for each name
            that it is given (RFC 1929). A proxy that wants no name gets none.

    Raises:
        SourceError: Not such an address.
    """
    host, port = _parse(proxy)

    def connect(name: str, to: int, seconds: float) -> socket.socket:
        line = socket.create_connection((host, port), timeout=seconds)
        try:
            _greet(line, secrets.token_hex(8).encode() if apart else b"")
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


def _greet(line: socket.socket, stranger: bytes) -> None:
    line.sendall(b"\5\2\0\2" if stranger else b"\5\1\0")  # Version, methods: none, a password.
    chosen = _read(line, 2)
    if chosen == b"\5\2" and stranger:
        named = bytes([len(stranger)]) + stranger
        line.sendall(b"\1" + named + named)
        chosen = b"\5" + _read(line, 2)[1:]
    if chosen != b"\5\0":
        raise ConnectionError


def _ask(line: socket.socket, name: str, port: int) -> None:
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
