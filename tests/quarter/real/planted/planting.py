"""What somebody does who should be found: by whom, when, and at which entries it shows.

Times are days of the planted part of a quarter; cases are made for it, so that nobody else works on
them and what is found is of the act alone.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from random import Random
from typing import NamedTuple

from intake.client.browser import Denied
from intake.client.member.account.person import OpenSession
from intake.client.member.cases.opened import OpenCase
from intake.clock import DAY, HOUR
from tests.quarter.real.at_work.days import take
from tests.quarter.real.at_work.desk import Case, Desk
from tests.quarter.real.at_work.reporters import report
from tests.quarter.staff import HOLIDAY, Person


@dataclass(frozen=True)
class Expected:
    """One entry that a rule should find."""

    plant: str
    rule: str
    index: int  # Of the access log.


class Wanted(NamedTuple):
    """What the full pass of a night should tell."""

    plant: str
    reason: str
    entry: int | None = None  # Which entry it should name; any if left out.


class Held(NamedTuple):
    """A case that somebody took a moment ago."""

    case: Case
    own: OpenSession
    opened: OpenCase
    holder: Person
    cover: Person


@dataclass
class Planted:
    """A desk at which something is done that should be found."""

    desk: Desk
    chance: Random
    plant: str = ""  # What is being planted now.
    expected: list[Expected] = field(default_factory=list)
    wants_told: list[Wanted] = field(default_factory=list)
    done: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)

    @contextmanager
    def expecting(self, event: str, *rules: str, outcome: str = "ok") -> Iterator[None]:
        """Note that these rules are to find the last entry of an event that is made meanwhile.

        The last: the first opening of all is two, of which the first gives the contact alone.
        """
        first, plant = self.desk.program.size(), self.plant
        yield
        made = [
            index for index, leaf in self.desk.program.leaves(first)
            if (not event or leaf.event == event) and (leaf.outcome or "ok") == outcome
        ]  # fmt: skip
        if not made:
            raise LookupError(f"{plant}: no {event or outcome}")
        self.expected += [Expected(plant, rule, made[-1]) for rule in rules]

    def want(self, reason: str, event: str = "") -> None:
        """Note that a full pass is to tell of this, naming the newest entry of an event."""
        leaves = self.desk.program.leaves(0) if event else []
        said = [index for index, leaf in leaves if leaf.event == event]
        self.wants_told.append(Wanted(self.plant, reason, said[-1] if said else None))

    def later(self, at: int, deed: Callable[["Planted", int], object]) -> None:
        """Plan what belongs to the plant that is done now."""
        plant = self.plant

        def run(now: int) -> None:
            self.plant = plant
            try:
                deed(self, now)
            except (LookupError, ValueError, Denied) as error:
                self.failed.append(f"{plant}: {error!r}")

        self.desk.at(at, run)

    def somebody(self, at: int, *but: Person | None, triage: bool = True) -> Person:
        """Return a caseworker of the day who is there now, or would be if they were not away."""
        able = [
            each for each in self.desk.people
            if each.role == "caseworker" and each.starts <= 11 and each not in but
            and (each.triage or not triage) and self.desk.accounts.has(each)
        ]  # fmt: skip
        there = [each for each in able if at // DAY not in each.away]
        return self.chance.choice(there or able)

    def fresh(self, count: int, told: str = "") -> list[Case]:
        """Let reports come in that nobody else will read."""
        cases = [report(self.desk, told) for _ in range(count)]
        for case in cases:
            case.is_over = True
        return cases

    def taken(self, at: int, told: str = "", *, but: Person | None = None) -> Case:
        """Let somebody take a case with a cover, who both leave it alone then."""
        with self.holding(at, told, but=but) as held:
            return held.case

    @contextmanager
    def holding(self, at: int, told: str = "", *, but: Person | None = None) -> Iterator[Held]:
        """Let somebody take a case, and give it as they have it open, with their session."""
        (case,) = self.fresh(1, told)
        holder = self.somebody(at, but)
        cover = self.somebody(at, holder, but)
        with self.desk.session(holder) as own:
            opened = self.desk.open(own, case, "triage")
            yield Held(case, own, take(self.desk, opened, case, holder, cover), holder, cover)


Plant = Callable[[Planted, int], object]


def plan(planted: Planted, plants: tuple[Plant, ...], days: range) -> None:
    """Plan each plant on a working day of these, between nine and three."""
    working = [day for day in days if (day + 3) % 7 < 5 and day not in HOLIDAY]
    for deed in plants:
        when = planted.chance.choice(working) * DAY + 9 * HOUR
        planted.desk.at(when + planted.chance.randrange(6 * HOUR), _doing(planted, deed))


def _doing(planted: Planted, deed: Plant) -> Callable[[int], None]:
    def run(at: int) -> None:
        planted.plant = deed.__name__
        try:
            deed(planted, at)
        except (LookupError, ValueError, Denied) as error:  # It shows in what was not planted.
            planted.failed.append(f"{deed.__name__}: {error!r}")
        else:
            planted.done.append(deed.__name__)

    return run
