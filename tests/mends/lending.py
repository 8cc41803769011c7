"""As many copies of the checkout as there are processors, lent to what works side by side."""

import os
import queue
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from tests.mends.tree import Tree

COUNT = os.cpu_count() or 1
Given = TypeVar("Given")
Returned = TypeVar("Returned")


class Trees:
    """Copies that nobody uses now."""

    def __init__(self, pool: ThreadPoolExecutor, made: Sequence[Tree]) -> None:
        """Take copies that are filled already."""
        self._pool = pool
        self._free: queue.SimpleQueue[Tree] = queue.SimpleQueue()
        for tree in made:
            self._free.put(tree)

    def over(
        self, act: Callable[[Tree, Given], Returned], things: Sequence[Given]
    ) -> Iterator[Returned]:
        """Do something with a copy and each of these; yield what comes of it, in their order."""

        def lend(thing: Given) -> Returned:
            tree = self._free.get()
            try:
                return act(tree, thing)
            finally:
                self._free.put(tree)

        return self._pool.map(lend, things)


@contextmanager
def lent_trees() -> Iterator[Trees]:
    """Give copies, made now and gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="mends-") as folder, ThreadPoolExecutor(COUNT) as pool:
        made = [Tree(Path(folder) / str(n)) for n in range(COUNT)]
        list(pool.map(Tree.fill, made))
        yield Trees(pool, made)
