"""Planted in cases, through the addresses of the program: all that an infiltrated member can do."""

from contextlib import suppress
from functools import partial

from intake.client.browser import Denied
from intake.client.member.account.person import OpenSession
from intake.client.member.cases import casework
from intake.clock import DAY, HOUR
from tests.quarter.real.at_work.desk import Case
from tests.quarter.real.at_work.exports import agree_to_export, ask_for_export
from tests.quarter.real.at_work.reporters import GRAVE
from tests.quarter.real.planted.planting import Plant, Planted
from tests.quarter.staff import Person

ANSWER = ("It was talked about.", "wish_of_reporter")
TAKEN = ("safety", "self")  # For what a case is taken out, and who gets it.
CALM = "bookings-in-my-name"  # A story that is no emergency.


def read_at_night(planted: Planted, at: int) -> None:
    """Read at night what others took and their covers have not opened, and what nobody took.

    Then try to move what others hold, and export one: by day somebody agreed to that.
    """
    who = planted.desk.named("bo")
    held = [planted.taken(at, CALM, but=who) for _ in range(4)]
    free = planted.fresh(5)
    accomplice = planted.somebody(at, who)
    with planted.desk.session(accomplice) as own:
        planted.desk.open(own, free[0], "triage")
    with planted.desk.session(who) as own:
        _be_let(planted, own, free[0], accomplice)
    night = (at // DAY + 1) * DAY + HOUR + planted.chance.randrange(2 * HOUR)
    planted.later(night, partial(_read_all, who=who, held=held, free=free))


def _read_all(planted: Planted, _at: int, who: Person, held: list[Case], free: list[Case]) -> None:
    with planted.desk.session(who) as own:
        for case in (*held, *free):
            outside = ["outside"] if case in held else []
            with planted.expecting("report.open", "odd-hour", "burst", *outside):
                planted.desk.open(own, case, "safety")
        for case in held:
            with planted.expecting("case.status", "refused", outcome="deny"), suppress(Denied):
                moved = {"status": "in_contact", "reason": "contact_made"}
                own.browser.send_json(f"/desk/{case.id}/status", moved)
        _take_out(planted, own, free[0])


def _be_let(planted: Planted, own: OpenSession, case: Case, accomplice: Person) -> None:
    if not ask_for_export(own, case, *TAKEN):
        raise LookupError("nobody else was asked")
    agree_to_export(planted.desk, case, accomplice)


def _take_out(planted: Planted, own: OpenSession, case: Case) -> None:
    with planted.expecting("evidence.export", "export-no-act"):
        casework.export(own, case.id, *TAKEN)


def be_refused(planted: Planted, at: int) -> None:
    """Try four things in a case of others that one was never let into."""
    who, case = planted.desk.named("emil"), planted.taken(at)
    tries: dict[str, dict[str, str | None]] = {
        "open": {"purpose": "casework"},
        "export": {"purpose": "legal", "recipient": "self"},
        "status": {"status": "action", "reason": "step_agreed"},
        "on-it": {"instead_of": None},
    }
    with planted.desk.session(who) as own:
        for address, body in tries.items():
            with planted.expecting("", "refused", outcome="deny"), suppress(Denied):
                own.browser.send_json(f"/desk/{case.id}/{address}", body)


def export_and_leave(planted: Planted, at: int) -> None:
    """Export a case that one holds, as its cover agrees, and let nothing come of it."""
    with planted.holding(at) as held:
        _be_let(planted, held.own, held.case, held.cover)
        _take_out(planted, held.own, held.case)


def close_as_cover(planted: Planted, at: int) -> None:
    """Close a case as its cover, while who holds it is there."""
    case = planted.taken(at, CALM)
    if case.cover:
        with planted.desk.session(case.cover) as own:
            opened = planted.desk.open(own, case, "cover")
            casework.answer(opened, *ANSWER)
            with planted.expecting("case.close", "closed-by-other"):
                opened.acts.close(["record_only"])


def lower_by_two(planted: Planted, at: int) -> None:
    """Make an emergency less urgent, by the two who hold it."""
    with planted.holding(at, GRAVE) as held:
        held.opened.acts.change_level("soon", "date_passed")
    with planted.desk.session(held.cover) as own:
        opened = planted.desk.open(own, held.case, "review")
        with planted.expecting("case.level", "level-lowered"):
            opened.acts.agree(opened.meta["proposals"][0])


def read_and_leave(planted: Planted, at: int) -> None:
    """Read three new cases, and let nothing come of it."""
    with planted.desk.session(planted.somebody(at)) as own:
        for case in planted.fresh(3):
            with planted.expecting("report.open", "read-no-act"):
                planted.desk.open(own, case, "triage")


def open_own_at_night(planted: Planted, at: int) -> None:
    """Open one's own case once, at an hour at which one never works."""
    case, night = planted.taken(at), (at // DAY + 1) * DAY + 4 * HOUR
    planted.later(night, partial(_open_own, case=case))


def _open_own(planted: Planted, _at: int, case: Case) -> None:
    if case.holder:
        with planted.desk.session(case.holder) as own, planted.expecting("report.open", "odd-hour"):
            planted.desk.open(own, case, "casework")


CASES: tuple[Plant, ...] = (
    read_at_night,
    be_refused,
    export_and_leave,
    close_as_cover,
    lower_by_two,
    read_and_leave,
    open_own_at_night,
)
