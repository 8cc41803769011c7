"""Ordinary visitors: each a connection of its own, at a steady pace, timed to the last byte."""

import asyncio
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from tests.load.targets import Target

TIMEOUT_SECONDS = 15


@dataclass
class Timings:
    """What some visitors met: milliseconds and statuses; `timeout`, `closed` are no status."""

    milliseconds: list[float] = field(default_factory=list)
    statuses: Counter[str] = field(default_factory=Counter)

    def percentile(self, share: float) -> float:
        """Return the time that this share of all visits stayed within."""
        ordered = sorted(self.milliseconds)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))]

    @property
    def all_answered(self) -> bool:
        """Whether each visit got what it came for."""
        return all(status.startswith("2") for status in self.statuses)


async def visit(target: Target, requests: Sequence[bytes], rate: float, into: Timings) -> None:
    """Send requests one after the other at ``rate`` a second, whether answered yet or not."""
    began = time.monotonic()
    under_way = []
    for number, request in enumerate(requests):
        await asyncio.sleep(max(0.0, began + number / rate - time.monotonic()))
        under_way.append(asyncio.ensure_future(_one(target, request, into)))
    await asyncio.gather(*under_way)


async def _one(target: Target, request: bytes, into: Timings) -> None:
    began = time.monotonic()
    try:
        async with asyncio.timeout(TIMEOUT_SECONDS):
            status = await exchange(target, request)
    except TimeoutError:
        status = "timeout"
    except OSError:
        status = "closed"
    into.milliseconds.append(1000 * (time.monotonic() - began))
    into.statuses[status] += 1


async def exchange(target: Target, request: bytes) -> str:
    """Send one request that ends with its connection; return the status, or `closed`."""
    reader, writer = await asyncio.open_connection("127.0.0.1", target.port)
    try:
        writer.write(request)
        answer = await reader.read(-1)
    finally:
        writer.transport.abort()
    return answer[9:12].decode("latin-1") if answer.startswith(b"HTTP/") else "closed"
