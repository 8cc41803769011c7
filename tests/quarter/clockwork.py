"""What happens one after another: what is planned for a time is done then, and may plan more."""

from collections.abc import Callable
from dataclasses import dataclass, field
from heapq import heappop, heappush

Deed = Callable[[int], object]
"""(when, in seconds after START): does something."""


@dataclass
class Clockwork:
    """Everything that is still to happen."""

    waiting: list[tuple[int, int, Deed]] = field(default_factory=list)
    planned: int = 0

    def at(self, when: int, deed: Deed) -> None:
        """Plan something."""
        self.planned += 1
        heappush(self.waiting, (when, self.planned, deed))

    def run(self, until: int) -> None:
        """Do what is planned before a time, in order."""
        while self.waiting and self.waiting[0][0] < until:
            when, _, deed = heappop(self.waiting)
            deed(when)
