"""What people of the desk do all day: they sign in, look, take what waits, and work on cases."""

from functools import partial

from intake.client.member.account.person import OpenSession
from intake.client.member.cases import casework
from intake.client.member.cases.listing import fetch_mark, list_waiting
from intake.client.member.cases.opened import OpenCase
from intake.clock import DAY, HOUR
from tests.quarter.real.at_work.desk import Case, Desk
from tests.quarter.staff import Person

WORDS = "It was talked about, and what comes next is agreed."
CONTACTS = (("phone", "reached"), ("signal", "not_reached"))


def plan_day(desk: Desk, person: Person, day: int) -> None:
    """Plan when somebody comes to the desk on a working day."""
    late = desk.chance.randint(0, 90) * 60 if desk.chance.random() < 0.12 else 0
    begins = day * DAY + person.starts * HOUR + desk.chance.randint(5, 40) * 60
    ends = day * DAY + (person.starts + person.hours) * HOUR + late - 20 * 60
    comes = desk.chance.random() < desk.comes if person.role == "caseworker" else day % 3 == 0
    if comes:  # Mostly in the first half of their day.
        when = begins + int((ends - begins) * desk.chance.betavariate(2, 4))
        desk.at(when, partial(_come, desk, person))


def _come(desk: Desk, person: Person, at: int) -> None:
    if not desk.accounts.has(person):
        return
    with desk.session(person) as own:
        if person.role == "supervisor":
            own.browser.get("/desk/overview/data")
        if person.role in {"caseworker", "supervisor"}:
            _look(desk, own, person, at)
        if person.role == "caseworker":
            read_covered(desk, own, person)
            _work(desk, own, person, at)


def _look(desk: Desk, own: OpenSession, person: Person, at: int) -> None:
    """Look at the list; who is of triage reads what nobody has taken, and mostly takes it."""
    fetch_mark(own)
    known = [each for each in desk.cases.values() if not each.holder and not each.is_over]
    if not known or not person.triage:
        return
    shown = {each.case for each in list_waiting(own)}
    for case in [each for each in known if each.id in shown][: desk.chance.choice([1, 2])]:
        opened = desk.open(own, case, "triage")
        others = desk.free_to_hold(at, person)
        if person.role == "caseworker" and others and desk.chance.random() < 0.8:
            take(desk, opened, case, person, desk.chance.choice(others))


def take(desk: Desk, opened: OpenCase, case: Case, person: Person, cover: Person) -> OpenCase:
    """Take a case with a cover, who opens it when they come next; return it as its holder's."""
    held = casework.take(opened, desk.account_of(cover))
    case.holder, case.cover = person, cover
    desk.read()
    return held


def read_covered(desk: Desk, own: OpenSession, person: Person) -> None:
    """Open what somebody covers since they were here last, so that the desk's key file goes."""
    for case in desk.held():
        if case.cover is person and not case.is_confirmed:
            desk.open(own, case, "cover")
            case.is_confirmed = True


def _work(desk: Desk, own: OpenSession, person: Person, at: int) -> None:
    """Work on a case of one's own, or on one whose holder is away."""
    mine = [
        each for each in desk.held()
        if each.holder is person or _covers_now(each, person, at // DAY)
    ]  # fmt: skip
    if not mine:
        return
    case = desk.chance.choice(mine)
    is_own = case.holder is person
    opened = desk.open(own, case, "casework" if is_own else "cover")
    casework.answer(opened, WORDS, "wish_of_reporter")
    desk.read()
    _do_something(desk, opened)
    case.left -= 1
    if case.left <= 0 and is_own:
        close(desk, opened, case, at)


def _covers_now(case: Case, person: Person, day: int) -> bool:
    return case.cover is person and case.holder is not None and day in case.holder.away


def _do_something(desk: Desk, opened: OpenCase) -> None:
    """Note something, say who was reached, or move the case on."""
    what = desk.chance.choice(["note", "contact", "status", "nothing"])
    if what == "note":
        opened.acts.note(WORDS)
    elif what == "contact":
        via, outcome = desk.chance.choice(CONTACTS)
        opened.acts.contacted(via, outcome, agreed=True)
    elif what == "status" and opened.meta["status"] == "assigned":
        casework.move(opened, "in_contact", "contact_made")
    desk.read()


def close(desk: Desk, opened: OpenCase, case: Case, at: int) -> None:
    """Close a case; of an emergency the cover is asked to agree."""
    case.is_over = True
    opened.acts.close(["advice_given"])
    if case.level == "emergency" and case.cover:
        desk.at(_next_shift(case.cover, at), partial(agree, desk, case, case.cover))


def agree(desk: Desk, case: Case, person: Person, _at: int) -> None:
    """Let somebody read what waits in a case, and agree to it."""
    with desk.session(person) as own:
        opened = desk.open(own, case, "review")
        for proposal in opened.meta["proposals"]:
            opened.acts.agree(proposal)


def _next_shift(person: Person, at: int) -> int:
    days = range(at // DAY + 1, at // DAY + 20)
    day = next((each for each in days if person.works_on(each)), at // DAY + 1)
    return day * DAY + (person.starts + 1) * HOUR
