"""300 slow clients hold heads, bodies, answers and idle connections: nobody else notices."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from tests.load.comparing import compare
from tests.load.holding import Holders
from tests.load.targets import Target

CLIENTS = 300


def run(target: Target) -> bool:
    """Measure with them and without."""

    @asynccontextmanager
    async def hold(target: Target) -> AsyncIterator[None]:
        holders = Holders(target, CLIENTS)
        async with holders.holding():
            print(f"   held: {dict(holders.held)}, memory {target.memory() / 1e6:.0f} MB")
            yield
            print(f"   held: {dict(holders.held)}, memory {target.memory() / 1e6:.0f} MB")
            print(f"   ended by the server: {dict(holders.lost)}")

    print(f"   {CLIENTS} slow clients; memory before {target.memory() / 1e6:.0f} MB")
    return compare(target, hold)
