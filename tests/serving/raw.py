"""Speaks HTTP by hand, so that what no client would send can be sent."""

import socket
from dataclasses import dataclass

PATIENCE_SECONDS = 60


@dataclass(frozen=True)
class Reply:
    """An answer; its headers by their names in lower case."""

    status: int
    headers: dict[str, str]
    body: bytes

    @classmethod
    def parse(cls, data: bytes) -> "Reply":
        head, _, body = data.partition(b"\r\n\r\n")
        first, *lines = head.decode("latin-1").split("\r\n")
        named = (line.split(": ", 1) for line in lines)
        return cls(int(first.split()[1]), {name.lower(): value for name, value in named}, body)


def connect(port: int, *, buffer: int = 0) -> socket.socket:
    """Return a connection; ``buffer`` is what it takes in without being read, bytes."""
    wire = socket.socket()
    if buffer:
        wire.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, buffer)
    wire.settimeout(PATIENCE_SECONDS)
    wire.connect(("127.0.0.1", port))
    return wire


def read_all(wire: socket.socket) -> bytes:
    """Return everything until the server ends the connection."""
    received = b""
    while block := wire.recv(65_536):
        received += block
    return received


def read_reply(wire: socket.socket) -> Reply:
    """Return one answer with a Content-Length; the connection stays open."""
    received = b""
    while b"\r\n\r\n" not in received:
        received += _more(wire)
    reply = Reply.parse(received)
    body = reply.body
    while len(body) < int(reply.headers["content-length"]):
        body += _more(wire)
    return Reply(reply.status, reply.headers, body)


def _more(wire: socket.socket) -> bytes:
    block = wire.recv(65_536)
    if not block:
        raise ConnectionError("the server ended the connection")
    return block


def ask(port: int, data: bytes) -> Reply:
    """Send bytes and no more, return the answer."""
    with connect(port) as wire:
        wire.sendall(data)
        wire.shutdown(socket.SHUT_WR)
        return Reply.parse(read_all(wire))
