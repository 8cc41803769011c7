"""A quarter at a desk: everybody comes, reports come in, and nothing odd is done."""

from functools import partial

from intake.clock import DAY, HOUR
from tests.quarter.real.at_work.days import plan_day
from tests.quarter.real.at_work.desk import Desk
from tests.quarter.real.at_work.rare import plan_absence, plan_rare
from tests.quarter.real.at_work.reporters import report
from tests.quarter.real.program import Program
from tests.quarter.staff import HOLIDAY, Person

REPORTS = 0.42  # A day.
FOUNDING = 10 * HOUR  # Of the first day, when everybody gets an account.


SHORT = 40  # Days; in less everybody comes each day, for rules that ask what is usual.


def begin(program: Program, seed: int, days: int) -> Desk:
    """Return a desk before its first day, with everything planned."""
    desk = Desk(program, seed, 1.0) if days < SHORT else Desk(program, seed)
    for place, person in enumerate(desk.people):
        joins = max(person.joins * DAY + 7 * HOUR, FOUNDING) if person.joins else FOUNDING
        desk.at(joins + place, partial(_join, desk, person))
    for day in range(1, days):
        for person in desk.people:
            if _comes(desk, person, day):
                plan_day(desk, person, day)
        if desk.chance.random() < REPORTS:
            when = day * DAY + desk.chance.randrange(DAY)
            desk.at(when, lambda _: report(desk))
        plan_rare(desk, day)
    for person in desk.people:
        if person.away and person.away[-1] < days:
            plan_absence(desk, person)
    return desk


def _join(desk: Desk, person: Person, _at: int) -> None:
    desk.accounts.join(person)


def _comes(desk: Desk, person: Person, day: int) -> bool:
    is_extra = person.role == "caseworker" and desk.chance.random() < 0.03
    is_free = day in person.away or day in HOLIDAY or day <= person.joins
    if person.role in {"administrator", "auditor"}:
        return person.works_on(day) and (day + 3) % 7 == 4 and day > person.joins
    return (person.works_on(day) and day > person.joins) or (is_extra and not is_free)


def finish(desk: Desk, days: int) -> None:
    """Let everything happen that is planned, and the last night go by."""
    desk.plan.run(days * DAY)
    desk.program.move_to(days * DAY + 4 * HOUR)
