"""One seed of the real quarter: what was planted and what of it was found, on both sides."""

import json
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from sqlalchemy import select

from intake.client.browser import Browser
from intake.clock import DAY
from intake.log.events import Event, Log
from intake.store.models import LogDetail
from intake.verify.rules.finding import LOOK, SERIOUS
from tests.quarter.real.at_work.desk import Desk
from tests.quarter.real.first_page import Page, look
from tests.quarter.real.found import Found, found_by_server, found_in_copy
from tests.quarter.real.planted.cases import CASES
from tests.quarter.real.planted.changed import CHANGED
from tests.quarter.real.planted.people import PEOPLE
from tests.quarter.real.planted.planting import Expected, Plant, Planted, plan
from tests.quarter.real.planted.rows import ROWS
from tests.quarter.real.program import Program, opened
from tests.quarter.real.quarter import begin, finish
from tests.quarter.staff import QUARTER
from tests.quarter.written import START

PLANTS: tuple[Plant, ...] = (*CASES, *PEOPLE, *ROWS, *CHANGED)
MONTH = 30  # Days; the last one of a quarter is the planted one.
LEFT = 5  # Days after the last plant, so that every deadline is over.


@dataclass
class Judged:
    """What came of one seed."""

    seed: int
    planted: Planted
    first: int  # Unix seconds at which the planted part begins.
    server: list[Found]
    copy: list[Found]
    expected: list[Expected] = field(default_factory=list)
    answered: set[tuple[str, int]] = field(default_factory=set)  # (question, index) on its page.
    page: Page = field(default_factory=Page)  # The auditor's first one.
    counts: dict[str, int] = field(default_factory=dict)
    seconds: float = 0

    @property
    def missed(self) -> list[Expected]:
        """Return what should have been found and was not."""
        found = {(each.rule, index) for each in self.server for _, index, _ in each.entries}
        found |= self.answered
        return [each for each in self.expected if (each.rule, each.index) not in found]

    @property
    def unshown(self) -> list[Found]:
        """Return what was found and stands not on the auditor's first page."""
        return [each for each in self.server if each.id not in self.page.findings]

    @property
    def found(self) -> list[str]:
        """Return the names of the plants all of which was found."""
        missed = {each.plant for each in self.missed}
        return [each for each in self.planted.done if each not in missed]

    @property
    def clean(self) -> list[Found]:
        """Return what was found before anything was planted, of level 2 and 3."""
        return [each for each in self.server if each.level >= LOOK and self._is_before(each)]

    @property
    def months(self) -> list[int]:
        """Return how many of these each clean month has."""
        start = self.planted.desk.program.start
        months = Counter((each.entries[0][2] - start) // DAY // MONTH for each in self.clean)
        count = max((self.first - start) // DAY // MONTH, 1)
        return [months[month] for month in range(count)]

    @property
    def innocent(self) -> list[Found]:
        """Return what of level 3 was found afterwards at no entry that is of a plant."""
        at = {each.index for each in self.expected}
        late = [each for each in self.server if each.level == SERIOUS and not self._is_before(each)]
        return [each for each in late if not at & {index for _, index, _ in each.entries}]

    def _is_before(self, found: Found) -> bool:
        return found.entries[0][2] < self.first


def judge(
    folder: Path,
    seed: int,
    days: int = QUARTER,
    start: int = START,
    plants: tuple[Plant, ...] = PLANTS,
) -> Judged:
    """Let a desk work for some days, plant in the last third, and ask both sides what they found.

    Args:
        folder: An empty one, for the instance.
        seed: What everything follows from.
        days: How many; a whole quarter has two clean months before the planted one.
        start: Unix seconds, a Thursday's midnight.
        plants: What is done.
    """
    began = time.monotonic()
    with opened(folder, start) as program, TemporaryDirectory() as copy:
        desk = begin(program, seed, days)
        planted = Planted(desk, Random(-seed))
        first = days * 2 // 3
        plan(planted, plants, range(first, days - LEFT))
        finish(desk, days)
        program.rest()
        server, copied = found_by_server(program), found_in_copy(program, Path(copy))
        made = Judged(seed, planted, start + first * DAY, server, copied)
        made.expected = planted.expected + _told(planted)
        made.counts = _count(program)
        made.answered = _ask(desk, made.expected)
        made.page = look(desk)
    made.seconds = time.monotonic() - began
    return made


def _told(planted: Planted) -> list[Expected]:
    """Expect that a full pass told of what was done past the program, and the rule of that."""
    program = planted.desk.program
    told = [
        (index, _told_at(program, index))
        for index, leaf in program.leaves(0)
        if leaf.event is Event.SYS_MISMATCH
    ]
    made = []
    for plant, reason, entry in planted.wants_told:
        fits = [
            at for at, said in told if said["reason"] == reason and entry in {None, said["index"]}
        ]
        made += [Expected(plant, "stored", at) for at in fits or [-1]]
    return made


def _told_at(program: Program, index: int) -> dict[str, object]:
    where = LogDetail.log == Log.ACCESS, LogDetail.idx == index
    with program.database.reading() as db:
        said: dict[str, object] = json.loads(
            db.scalars(select(LogDetail.detail).where(*where)).one()
        )
    return said


def _count(program: Program) -> dict[str, int]:
    events = Counter(str(leaf.event) for _, leaf in program.leaves(0))
    return {"entries": events.total(), **events}


def _ask(desk: Desk, expected: list[Expected]) -> set[tuple[str, int]]:
    """Let the auditor look which of these entries stand behind the question they belong to."""
    asked = {(each.rule, each.index) for each in expected if each.rule.startswith("question ")}
    with desk.session(desk.named("ivo")) as own:
        return {each for each in asked if _stands(own.browser, *each)}


def _stands(browser: Browser, question: str, index: int) -> bool:
    number = question.removeprefix("question ")
    page = browser.get(f"/audit/questions/{number}?before={index + 1}").text
    return f'href="/audit/access/{index}"' in page
