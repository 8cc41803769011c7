"""Things that are done at the same moment."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Came = TypeVar("Came")


def at_once(acts: Sequence[Callable[[], Came]]) -> list[Came]:
    """Do all of them at once, each in a thread of its own; return what came of each, in order."""
    gate = threading.Barrier(len(acts))

    def run(act: Callable[[], Came]) -> Came:
        gate.wait()
        return act()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))
