"""Sends hostile requests, some at a time, and keeps every answer that is not right."""

import asyncio
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import islice
from random import Random

from tests.fuzz import bodies, framing, paths, sealed, staff
from tests.fuzz.cases import Case, Subject
from tests.load.targets import Target

MAKERS = (framing, paths, bodies, sealed, staff)
AT_ONCE = 6  # Fewer than the server's threads: a refusal for want of room would prove nothing.
TIMEOUT_SECONDS = 30
KEPT = 20


@dataclass
class Found:
    """What came back: per kind and status, and what should not have come."""

    answers: Counter[tuple[str, str]] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)
    memory: list[int] = field(default_factory=list)  # Bytes, after each twentieth part.

    @property
    def count(self) -> int:
        """How many requests were sent."""
        return self.answers.total()


def make_cases(subject: Subject, seed: int) -> Iterator[Case]:
    """Return cases without end; the same seed and server make the same ones."""
    random = Random(seed)
    while True:
        yield random.choice(MAKERS).make(random, subject)


def send_all(target: Target, seed: int, count: int, seconds: float) -> Found:
    """Send that many, or what can be sent in that time."""
    # In a thread of its own: the process of a test may have a loop already, of its browser.
    with ThreadPoolExecutor(1) as alone:
        sending = _send_all(target, seed, count, seconds)
        return alone.submit(asyncio.run, sending).result()


def lines_about(target: Target) -> list[str]:
    """Return what the server wrote to its log, but for full rooms, which it tells in any flood."""
    lines = target.errors.read_text(encoding="utf-8").splitlines() if target.errors else []
    return [line for line in lines if "every place is taken" not in line]


async def _send_all(target: Target, seed: int, count: int, seconds: float) -> Found:
    found, until = Found(), time.monotonic() + seconds
    cases = islice(make_cases(Subject.of(target), seed), count)
    while (some := [*islice(cases, AT_ONCE)]) and time.monotonic() < until:
        before = found.count * 20 // count
        statuses = await asyncio.gather(*[_send(target, case) for case in some])
        for case, status in zip(some, statuses, strict=True):
            _judge(found, case, status)
        if found.count * 20 // count > before:
            found.memory.append(target.memory())
    return found


async def _send(target: Target, case: Case) -> str:
    """Return the status of the answer, `closed` or `timeout`."""
    try:
        async with asyncio.timeout(TIMEOUT_SECONDS):
            return await _exchange(target, case.data)
    except TimeoutError:
        return "timeout"
    except OSError:
        return "closed"


async def _exchange(target: Target, data: bytes) -> str:
    reader, writer = await asyncio.open_connection("127.0.0.1", target.port)
    try:
        writer.write(data)
        writer.write_eof()
        answer = await reader.read(-1)
    finally:
        writer.transport.abort()
    while answer.startswith(b"HTTP/1.1 100 "):
        answer = answer.partition(b"\r\n\r\n")[2]
    if answer.startswith(b"HTTP/1.1 503 ") and b"\r\nRetry-After: " in answer:
        return "busy"  # Refused at once, because of others: an answer like any.
    return answer[9:12].decode("latin-1") if answer.startswith(b"HTTP/1.") else "closed"


def _judge(found: Found, case: Case, status: str) -> None:
    found.answers[case.kind, status] += 1
    if status == "closed" and not case.is_whole:
        return
    right = ("4", "busy") if case.is_wrong else ("2", "3", "4", "busy")
    if not status.startswith(right) and len(found.problems) < KEPT:
        found.problems.append(f"{status}: {case.data[:300]!r}")
