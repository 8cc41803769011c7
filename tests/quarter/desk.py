"""A desk as its logs tell of it: nine people, fifty cases a month, a holiday, absences, covers.

Everything follows from the seed. What is written has the form of what the program writes; the
commitments hold. It is a desk of people who keep their hours: a real one is wilder.
"""

from dataclasses import dataclass, field
from random import Random

from intake.clock import DAY, HOUR, day_of
from intake.log.events import Log
from intake.verify.rules.record import Record
from tests.quarter.clockwork import Clockwork
from tests.quarter.staff import Person, hire
from tests.quarter.written import Written

CASES = 50 / 30  # A day.
PUBLISHED = 3 * HOUR


@dataclass
class Case:
    """What a case is to those who work on it."""

    ref: str
    level: str
    holder: Person | None = None
    cover: Person | None = None
    by: int = 0  # The index of the entry that gave both their places.
    left: int = 0  # How many times more somebody works on it.
    is_closed: bool = False
    is_seen: bool = False


@dataclass
class Desk:
    """A desk, and what is planned in it."""

    seed: int
    log: Written = field(default_factory=Written)
    plan: Clockwork = field(default_factory=Clockwork)
    cases: list[Case] = field(default_factory=list)
    untold: list[Record] = field(default_factory=list)  # Openings since the last publication.

    def __post_init__(self) -> None:
        """Hire its people."""
        self.chance = Random(self.seed)  # noqa: S311
        self.people = hire(self.seed, self.chance)
        self.odd_day = self.chance.randrange(28)  # Of each month: something that only looks odd.

    def named(self, name: str) -> Person:
        """Return somebody by name."""
        return next(each for each in self.people if each.name == name)

    def do(
        self,
        at: int,
        event: str,
        who: Person | None = None,
        outcome: str = "ok",
        /,
        **detail: object,
    ) -> Record:
        """Write an entry of somebody, or of the system."""
        return self.log.add(at, event, who.alias(at) if who else "system", outcome, **detail)

    def later(
        self, at: int, event: str, who: Person | None, outcome: str = "ok", /, **detail: object
    ) -> None:
        """Plan an entry."""
        self.plan.at(at, lambda now: self.do(now, event, who, outcome, **detail))

    def open(self, at: int, case: Case, who: Person, purpose: str) -> Record:
        """Let somebody open a case, as what they are to it."""
        place = {"assignee": case.holder, "cover": case.cover}
        word = next((name for name, each in place.items() if each is who), "desk")
        rests: dict[str, object] = {} if word == "desk" else {"assign": case.by}
        via = "desk" if word == "desk" else "account"
        self.do(at, "key.release", who, log_ref=case.ref, via=via)
        given = {"purpose": purpose, "via": via, "as": word, **rests}
        record = self.do(at, "report.open", who, log_ref=case.ref, **given)
        self.untold.append(record)
        return record

    def free_to_hold(self, at: int, but: Person) -> list[Person]:
        """Return who could take or cover a case now."""
        day = at // DAY
        able = [each for each in self.people if each.role == "caseworker" and each is not but]
        return [each for each in able if each.joins <= day < each.leaves and day not in each.away]

    def untaken(self) -> list[Case]:
        """Return the cases that nobody has taken."""
        return [each for each in self.cases if each.holder is None and not each.is_closed]

    def publish(self, at: int) -> None:
        """Tell reporters of the openings since yesterday, and publish the intake log."""
        day = at // DAY
        roles = {each.alias(at): each.role for each in self.people}
        for record in self.untold:
            told: dict[str, object] = {
                "log_ref": record.ref,
                "case_seq": record.number("case_seq"),
                "purpose": record.text("purpose"),
                "role": roles.get(record.actor, "caseworker"),
                "day": day_of(record.time).isoformat(),
            }
            self.log.tell(day, "case.opened", **told)
        self.untold = []
        for _ in range(8):  # As padding; the program fills up to 256.
            self.log.tell(day)
        self.plan.at((day + 1) * DAY + PUBLISHED, self.publish)

    def list_accounts(self, at: int) -> None:
        """List the accounts of this quarter."""
        there = [each for each in self.people if each.joins <= at // DAY < each.leaves]
        for role in sorted({each.role for each in there}):
            who = sorted(each.alias(at) for each in there if each.role == role)
            self.do(at, "sys.accounts", role=role, who=who)


def entries_of(desk: Desk) -> list[Record]:
    """Return the records of both logs as the rules take them."""
    return desk.log.in_order()


def size_of(desk: Desk) -> int:
    """Return how many entries the access log has."""
    return len(desk.log.records[Log.ACCESS])
