"""Every connection holds the largest body there may be: memory stays within what is written.

Each is a byte short, so none is ever answered; visitors who come now make the oldest of them go.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from intake.serving.http.bounds import CONNECTIONS, memory_bound
from intake.web.wire import MAX_BODY_BYTES
from tests.load.comparing import HELP
from tests.load.targets import Target
from tests.load.visits import Timings, visit

VISITORS, A_SECOND = 60, 10.0


def run(target: Target) -> bool:
    """Fill every connection; print memory before and then, and what visitors got."""
    before = target.memory()
    full, met = asyncio.run(_fill(target))
    added, bound = full - before, memory_bound()
    print(f"   {CONNECTIONS} bodies of {MAX_BODY_BYTES - 1:,} bytes: {added / 1e6:.0f} MB")
    print(f"   written bound {bound / 1e6:.0f} MB, beside {before / 1e6:.0f} MB of the program")
    print(f"   help page meanwhile: {dict(met.statuses)}, p99 {met.percentile(0.99):.0f} ms")
    return added <= bound and met.all_answered


async def _fill(target: Target) -> tuple[int, Timings]:
    met = Timings()
    page = target.request("GET", HELP, "Connection: close")
    async with AsyncExitStack() as stack:
        for _ in range(CONNECTIONS):
            await stack.enter_async_context(_short_of_a_byte(target))
        await visit(target, [page] * VISITORS, A_SECOND, met)
        return target.memory(), met


@asynccontextmanager
async def _short_of_a_byte(target: Target) -> AsyncIterator[None]:
    kind = "Content-Type: application/x-www-form-urlencoded"
    request = target.request("POST", "/en/form", kind, body=b"a" * MAX_BODY_BYTES)
    _, writer = await asyncio.open_connection("127.0.0.1", target.port)
    try:
        writer.write(request[:-1])
        await writer.drain()
        yield
    finally:
        writer.transport.abort()
