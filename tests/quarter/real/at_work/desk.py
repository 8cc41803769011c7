"""A desk that works through the program's own addresses: its people, its cases, what is planned."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from random import Random

from intake.client.browser import Denied
from intake.client.member.account.person import OpenSession
from intake.client.member.cases.opencase import open_case
from intake.client.member.cases.opened import OpenCase
from intake.client.questions import Questions
from intake.clock import DAY
from tests.quarter.clockwork import Clockwork, Deed
from tests.quarter.real.at_work.accounts import Accounts
from tests.quarter.real.program import Program
from tests.quarter.staff import Person, hire

READING = (40, 150)  # Seconds somebody spends on a page before they act.


@dataclass(eq=False)
class Case:
    """What a case is to those who work on it."""

    id: str
    code: str  # Its reporter's, 28 digits.
    lang: str
    level: str = "routine"
    holder: Person | None = None
    cover: Person | None = None
    is_confirmed: bool = False  # Whether the cover has opened it.
    left: int = 0  # How many times more somebody works on it.
    is_over: bool = False  # Closed, or nobody works on it any more.


@dataclass
class Desk:
    """A desk, and what is planned in it; times are seconds after the beginning."""

    program: Program
    seed: int
    comes: float = 0.45  # How likely somebody comes on a working day.
    plan: Clockwork = field(default_factory=Clockwork)
    cases: dict[str, Case] = field(default_factory=dict)
    refused: Counter[str] = field(
        default_factory=Counter
    )  # What the program did not let people do.

    def __post_init__(self) -> None:
        """Choose its people; nobody has an account yet."""
        self.chance = Random(self.seed)
        self.people = hire(self.seed, self.chance)
        self.odd_day = self.chance.randrange(28)  # Of each month: something that only looks odd.
        self.accounts = Accounts(self.program)

    @property
    def questions(self) -> Questions:
        """The form and its rules."""
        return self.program.stage.questions

    def named(self, name: str) -> Person:
        """Return somebody by name."""
        return next(each for each in self.people if each.name == name)

    def at(self, when: int, deed: Deed) -> None:
        """Plan something; what the program refuses is counted, and the day goes on."""
        self.plan.at(when, lambda at: self._try(deed, at))

    def _try(self, deed: Deed, at: int) -> None:
        self.program.move_to(at)
        try:
            deed(self.program.now)
        except Denied as denied:
            self.refused[f"{denied.status} {denied.code}"] += 1

    @contextmanager
    def session(self, person: Person) -> Iterator[OpenSession]:
        """Let somebody sign in and out, between two looks at their telephone."""
        with self.accounts.session(person) as own:
            self.read()
            yield own

    def read(self) -> None:
        """Let somebody look at a page for a while."""
        self.program.stage.clock.pass_seconds(self.chance.randint(*READING))

    def open(self, own: OpenSession, case: Case, purpose: str) -> OpenCase:
        """Let somebody open a case, and read it."""
        found = open_case(own, case.id, purpose, self.questions.rules)
        case.level = str(found.meta["level"])
        self.read()
        return found

    def account_of(self, person: Person) -> str:
        """Return somebody's account id."""
        return self.accounts.of(person).account

    def name_of(self, person: Person) -> str:
        """Return somebody's name in the log."""
        return self.program.pseudonym_of(self.account_of(person))

    def free_to_hold(self, at: int, but: Person | None) -> list[Person]:
        """Return who could take or cover a case now."""
        day = at // DAY
        able = [each for each in self.people if each.role == "caseworker" and each is not but]
        here = [each for each in able if self.accounts.has(each) and each.leaves > day]
        return [each for each in here if day not in each.away]

    def held(self) -> list[Case]:
        """Return the cases that somebody works on."""
        return [each for each in self.cases.values() if each.holder and not each.is_over]
