"""Fifty times as many junk posts arrive as honest ones: help comes, and who writes is heard.

Honest people ask for the help page and send sealed reports and emergencies; each is sent once, and
must be taken in at once. Without the junk it is measured before and after.
"""

import asyncio
import json
import sys
from asyncio.subprocess import PIPE
from collections.abc import Iterator

from tests.load.bodies import report_posts
from tests.load.comparing import FACTOR, HELP, PAGES, SETTLE_SECONDS, say_timings
from tests.load.targets import Target
from tests.load.visits import Timings, visit

TIMES = 50
A_SECOND = 1.0  # Honest reports, and as many emergencies.
SECONDS = 25.0  # Each of the three phases.
STARTED_SECONDS = 3  # Until the junk comes at its pace.
NAMES = ("help page", "sealed report", "emergency")

Found = dict[str, Timings]


def run(target: Target) -> bool:
    """Measure with the junk and without."""
    pace = TIMES * 2 * A_SECOND
    print(f"   {pace:g} junk posts a second, {TIMES} for each honest one")
    alone, loaded, answered = asyncio.run(_measure(target, pace))
    held = True
    for name in NAMES:
        ratio = loaded[name].percentile(0.99) / alone[name].percentile(0.99)
        held &= loaded[name].all_answered and alone[name].all_answered
        print(f"   {name:<14} unloaded  {say_timings(alone[name])}")
        print(f"   {name:<14} loaded    {say_timings(loaded[name])}")
        goal = f" (goal: at most {FACTOR:g})" if name == "help page" else ""
        print(f"   {name:<14} p99 ratio {ratio:5.2f}{goal}", flush=True)
        held &= ratio <= FACTOR or not goal
    print(f"   the junk was answered: {answered}")
    return held


async def _measure(target: Target, pace: float) -> tuple[Found, Found, object]:
    count = int(A_SECOND * SECONDS)
    sealed = {
        "sealed report": iter(report_posts(target, "urgent", 3 * count + 1)),
        "emergency": iter(report_posts(target, "emergency", 3 * count + 1)),
    }
    alone, loaded = ({name: Timings() for name in NAMES} for _ in range(2))
    for each in sealed.values():
        await visit(target, [next(each)], 1, Timings())  # The first ones warm up.
    await _phase(target, alone, sealed, count)
    command = [sys.executable, "-m", "tests.load.junking", str(target.port), str(pace)]
    junking = await asyncio.create_subprocess_exec(*command, stdin=PIPE, stdout=PIPE)
    await asyncio.sleep(STARTED_SECONDS)
    await _phase(target, loaded, sealed, count)
    said, _ = await junking.communicate(b"\n")
    await asyncio.sleep(SETTLE_SECONDS)
    await _phase(target, alone, sealed, count)
    return alone, loaded, json.loads(said)


async def _phase(
    target: Target, into: Found, sealed: dict[str, Iterator[bytes]], count: int
) -> None:
    page = target.request("GET", HELP, "Connection: close")
    await asyncio.gather(
        visit(target, [page] * int(PAGES * SECONDS), PAGES, into["help page"]),
        *(
            visit(target, [next(each) for _ in range(count)], A_SECOND, into[name])
            for name, each in sealed.items()
        ),
    )
