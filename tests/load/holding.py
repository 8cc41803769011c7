"""Slow clients: each holds a connection by hardly doing anything, and comes back when it is lost.

- ``head`` sends the head of a request, some bytes a second, and never ends it
- ``body`` sends a whole head and then the body like that
- ``reader`` asks for a page many times at once and reads like that, into a small buffer
- ``idle`` gets one page, keeps the connection and says nothing more
"""

import asyncio
import socket
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from tests.load.targets import Target

BYTES_A_SECOND = 50
PIPELINED = 200
SMALL_BUFFER = 4_096
SPREAD_SECONDS = 2  # They do not come all in one instant.
FORM_POST = "Content-Type: application/x-www-form-urlencoded"


class Holders:
    """Slow clients in equal parts, and how many of each hold a connection now."""

    def __init__(self, target: Target, count: int) -> None:
        self._target, self._count = target, count
        self.held: Counter[str] = Counter()
        self.lost: Counter[str] = Counter()  # Connections that the server ended.

    @asynccontextmanager
    async def holding(self) -> AsyncIterator[None]:
        """Hold them while the block runs."""
        tasks = [asyncio.ensure_future(self._keep(number)) for number in range(self._count)]
        await asyncio.sleep(SPREAD_SECONDS + 3)
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _keep(self, number: int) -> None:
        kind = KINDS[number % len(KINDS)]
        await asyncio.sleep(SPREAD_SECONDS * number / self._count)
        name = kind.__name__.strip("_")
        while True:
            with suppress(OSError):
                reader, writer = await _connect(self._target, small=name == "reader")
                self.held[name] += 1
                try:
                    await kind(self._target, reader, writer)
                finally:
                    self.held[name] -= 1
                    writer.transport.abort()
            self.lost[name] += 1
            await asyncio.sleep(1)


async def _connect(
    target: Target, *, small: bool
) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    wire = socket.socket()
    if small:
        wire.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, SMALL_BUFFER)
    wire.setblocking(False)
    try:
        async with asyncio.timeout(10):
            await asyncio.get_running_loop().sock_connect(wire, ("127.0.0.1", target.port))
        return await asyncio.open_connection(sock=wire, limit=SMALL_BUFFER)
    except BaseException:
        wire.close()
        raise


async def _head(target: Target, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    lines = ["X-Slow: " + "a" * 100] * 60
    await _drip(reader, writer, target.request("GET", "/en/help", *lines)[:-2])


async def _body(target: Target, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    body = b"plain=1&story=" + b"a" * 40_000
    request = target.request("POST", "/en/form", FORM_POST, body=body)
    writer.write(request[: -len(body)])
    await _drip(reader, writer, body)


async def _reader(
    target: Target, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> None:
    writer.write(target.request("GET", "/en/form") * PIPELINED)
    while await reader.read(BYTES_A_SECOND):
        await asyncio.sleep(1)


async def _idle(target: Target, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(target.request("GET", "/en/help"))
    while await reader.read(65_536):
        pass


async def _drip(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, data: bytes) -> None:
    """Send some bytes a second until they are out or the server answers."""
    answer = asyncio.ensure_future(reader.read(200))
    try:
        for at in range(0, len(data), BYTES_A_SECOND):
            writer.write(data[at : at + BYTES_A_SECOND])
            await writer.drain()
            if (await asyncio.wait([answer], timeout=1))[0]:
                return
    finally:
        answer.cancel()


KINDS = (_head, _body, _reader, _idle)
