"""120 connections sign in and 20 try invented codes, without a pause: nobody else notices.

Meanwhile reports are sent without a script, one after the other: none is refused for it.
"""

import asyncio
import json
import sys
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import urlencode

from intake.crypto.case.receipts import new_receipt
from tests.load.comparing import compare
from tests.load.flooding import FORM_POST
from tests.load.targets import Target
from tests.load.visits import Timings, visit

SIGN_INS, CODES = 120, 20
PLAIN_REPORTS = 0.5  # A second.
SETTLE_SECONDS = 2
SECONDS = 30.0  # Each phase: enough reports for a p99 that is not the slowest one.


def run(target: Target) -> bool:
    """Measure with the flood and without."""
    plain = Timings()

    @asynccontextmanager
    async def flood(target: Target) -> AsyncIterator[None]:
        command = [sys.executable, "-m", "tests.load.flooding"]
        counts = [str(each) for each in (target.port, SIGN_INS, CODES)]
        flooding = await asyncio.create_subprocess_exec(*command, *counts, stdin=PIPE, stdout=PIPE)
        await asyncio.sleep(SETTLE_SECONDS)
        sending = asyncio.ensure_future(_send_plain(target, plain))
        yield
        sending.cancel()
        said, _ = await flooding.communicate(b"\n")
        print(f"   the flood was answered: {json.loads(said)}")

    print(f"   {SIGN_INS} connections of sign-in, {CODES} of invented codes")
    held = compare(target, flood, SECONDS)
    print(f"   plain reports meanwhile: {dict(plain.statuses)} (goal: every one 200)")
    return held & plain.all_answered & bool(plain.statuses)


async def _send_plain(target: Target, into: Timings) -> None:
    while True:
        await asyncio.sleep(1 / PLAIN_REPORTS)
        await visit(target, [_plain_report(target)], 1, into)


def _plain_report(target: Target) -> bytes:
    fields = {"plain": "1", "form_version": "3", "code": new_receipt(), "danger_now": "no"}
    body = urlencode(fields | {"story": "words"}).encode()
    return target.request("POST", "/en/plain", FORM_POST, "Connection: close", body=body)
