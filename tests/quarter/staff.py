"""The people of a desk: when they work, when they are away, and what the log calls them."""

from dataclasses import dataclass
from hashlib import sha256
from random import Random

from intake.clock import DAY, HOUR, quarter_of
from tests.quarter.written import START

HOLIDAY = range(46, 49)  # Nobody works: three days after a weekend.
QUARTER = 92  # Days of the first one.


@dataclass(eq=False)
class Person:
    """Somebody with an account."""

    name: str
    role: str
    triage: bool
    starts: int  # Hour, UTC, at which they begin.
    hours: int
    weekend: bool  # Whether they work on Saturdays and Sundays, too.
    joins: int = 0  # Day.
    leaves: int = 10_000
    away: range = range(0)  # Days.
    seed: int = 0

    def alias(self, at: int) -> str:
        """Return their pseudonym at a time, seconds after START."""
        text = f"{self.seed} {self.name} {quarter_of(START + at)}"
        return sha256(text.encode()).hexdigest()[:16]

    def works_on(self, day: int) -> bool:
        """Tell whether they work on a day; the first day is a Thursday."""
        free = (day + 3) % 7 in {5, 6} and not self.weekend
        here = self.joins <= day < self.leaves and day not in self.away and day not in HOLIDAY
        return here and not free

    def is_there(self, at: int) -> bool:
        """Tell whether they are at work at a time."""
        return any(
            self.works_on(day) and 0 <= at - day * DAY - self.starts * HOUR < self.hours * HOUR
            for day in (at // DAY, at // DAY - 1)
        )


def hire(seed: int, chance: Random) -> list[Person]:
    """Return the nine people of a desk, one of whom works at night."""
    plan = [
        ("anna", "caseworker", True, 7, 8, False),
        ("bo", "caseworker", True, 8, 8, False),
        ("chen", "caseworker", True, 10, 8, False),
        ("dora", "caseworker", True, 20, 8, True),
        ("emil", "caseworker", False, 8, 6, False),
        ("fay", "caseworker", True, 11, 7, True),
        ("gil", "supervisor", True, 7, 9, False),
        ("hana", "administrator", False, 9, 4, False),
        ("ivo", "auditor", False, 9, 3, False),
    ]
    people = [Person(*row, seed=seed) for row in plan]
    starts = chance.sample(range(10, 80), len(people))
    for person, first in zip(people, starts, strict=True):
        if person.role == "caseworker":
            person.away = range(first, first + chance.randint(4, 10))
    newcomer = people[4]
    newcomer.joins = 5 + chance.randrange(20)
    while not newcomer.works_on(newcomer.joins):
        newcomer.joins += 1
    return people
