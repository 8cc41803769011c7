"""What a benchmark gives: ours beside a floor measured in the same run, and the goal.

Both are measured alternately, call by call, over several rounds: what else the machine does falls
on both alike. A round gives one value of each (the median of its calls) and so one ratio; a figure
is the median of its rounds, with the smallest and the largest.
"""

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

Step = Callable[[], object]


@dataclass(frozen=True)
class Goal:
    """What a figure must reach: a bound on the ratio, or on our own value in its unit."""

    bound: float
    is_least: bool = False  # At least the bound; otherwise at most.
    of: str = "ratio"  # Or "ours".

    def is_met(self, value: float) -> bool:
        """Tell whether a value reaches the bound."""
        return value >= self.bound if self.is_least else value <= self.bound

    def __str__(self) -> str:
        """Return it as the table shows it."""
        return f"{'≥' if self.is_least else '≤'} {self.bound:,g}"


@dataclass(frozen=True)
class Figure:
    """One line of the table.

    Attributes:
        group: Which benchmark.
        name: What was measured.
        unit: Of `ours` and `floor`: "bytes", "ms", "/s" or "requests".
        ours: One value per round.
        floor: As many values of the floor; empty if there is none.
        goal: If the project has set one.
        note: What the floor is, and whatever else a reader must know.
    """

    group: str
    name: str
    unit: str
    ours: Sequence[float]
    floor: Sequence[float] = ()
    goal: Goal | None = None
    note: str = ""

    @property
    def ratios(self) -> list[float]:
        """Ours to the floor, round by round."""
        return [mine / bare for mine, bare in zip(self.ours, self.floor, strict=False)]

    @property
    def is_met(self) -> bool | None:
        """Whether the goal is reached; None without a goal."""
        if self.goal is None:
            return None
        values = self.ratios if self.goal.of == "ratio" else self.ours
        return self.goal.is_met(statistics.median(values))


@dataclass
class Rounds:
    """Seconds per call, one value per round: by the wall and, of this thread, by the processor."""

    ours: list[float] = field(default_factory=list)
    floor: list[float] = field(default_factory=list)
    ours_cpu: list[float] = field(default_factory=list)
    floor_cpu: list[float] = field(default_factory=list)

    def add(self, ours: Step, floor: Step, calls: int) -> None:
        """Run one round: both alternately, `calls` times each."""
        took: list[tuple[float, float, float, float]] = []
        for turn in range(calls):
            first, second = (ours, floor) if turn % 2 == 0 else (floor, ours)
            one, other = timed(first), timed(second)
            took.append((*one, *other) if turn % 2 == 0 else (*other, *one))
        for row, values in zip(
            (self.ours, self.ours_cpu, self.floor, self.floor_cpu),
            zip(*took, strict=True),
            strict=True,
        ):
            row.append(statistics.median(values))


def alternate(ours: Step, floor: Step, *, rounds: int, calls: int) -> Rounds:
    """Measure both in interleaved rounds, after one call of each that does not count."""
    ours(), floor()
    found = Rounds()
    for _ in range(rounds):
        found.add(ours, floor, calls)
    return found


def timed(step: Step) -> tuple[float, float]:
    """Return how long a call took: seconds by the wall, seconds of this thread's processor."""
    wall, cpu = time.perf_counter(), time.thread_time()
    step()
    return time.perf_counter() - wall, time.thread_time() - cpu


def milliseconds(seconds: Sequence[float]) -> list[float]:
    """Return seconds as milliseconds."""
    return [value * 1000 for value in seconds]


def per_second(seconds: Sequence[float], count: int = 1) -> list[float]:
    """Return how many of `count` things a call there are in a second."""
    return [count / value for value in seconds]
