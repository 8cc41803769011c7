"""One measure for every load: help page and sealed report with it and without, in one run.

Without it is measured before and after: what else the machine does changes meanwhile.
"""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import AbstractAsyncContextManager

from tests.load.bodies import posts
from tests.load.targets import Target
from tests.load.visits import Timings, visit

SECONDS = 15.0  # Of each of the three phases.
SETTLE_SECONDS = 3  # What the load left behind is no part of "without it".
PAGES, REPORTS = 15.0, 4.0  # A second.
FACTOR = 2.0  # What the load may cost, issue 6.
HELP = "/en/help"

Load = Callable[[Target], AbstractAsyncContextManager[None]]
"""Puts load on a server while it is entered; returns once all of it is there."""


def compare(target: Target, load: Load, seconds: float = SECONDS) -> bool:
    """Print what the load costs; tell whether it was at most FACTOR and everybody was answered."""
    alone, loaded = asyncio.run(_measure(target, load, seconds))
    held = True
    for name in alone:
        ratio = loaded[name].percentile(0.99) / alone[name].percentile(0.99)
        held &= ratio <= FACTOR and loaded[name].all_answered and alone[name].all_answered
        for state, timings in (("unloaded", alone[name]), ("loaded", loaded[name])):
            print(f"   {name:<14} {state:<9} {say_timings(timings)}")
        print(f"   {name:<14} p99 ratio {ratio:5.2f} (goal: at most {FACTOR:g})", flush=True)
    return held


Found = dict[str, Timings]


async def _measure(target: Target, load: Load, seconds: float) -> tuple[Found, Found]:
    each = int(REPORTS * seconds)
    sealed = iter(posts(target, 3 * each + 1))
    alone, loaded = _nothing_yet(), _nothing_yet()
    await visit(target, [next(sealed)], REPORTS, Timings())  # The first one warms up.
    await _phase(target, alone, sealed, seconds)
    async with load(target):
        await _phase(target, loaded, sealed, seconds)
    await asyncio.sleep(SETTLE_SECONDS)
    await _phase(target, alone, sealed, seconds)
    return alone, loaded


async def _phase(target: Target, into: Found, sealed: Iterator[bytes], seconds: float) -> None:
    page = target.request("GET", HELP, "Connection: close")
    reports = [next(sealed) for _ in range(int(REPORTS * seconds))]
    await asyncio.gather(
        visit(target, [page] * int(PAGES * seconds), PAGES, into["help page"]),
        visit(target, reports, REPORTS, into["sealed report"]),
    )


def _nothing_yet() -> Found:
    return {"help page": Timings(), "sealed report": Timings()}


def say_timings(timings: Timings) -> str:
    """Return the median, the p99 and the statuses of some visits, as a line."""
    said = " ".join(f"{status}: {count}" for status, count in sorted(timings.statuses.items()))
    p50, p99 = timings.percentile(0.5), timings.percentile(0.99)
    return f"p50 {p50:8.1f} ms  p99 {p99:8.1f} ms  {said}"
