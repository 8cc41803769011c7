"""Moving a case, closing it and opening it again.

A case is closed by who holds it, never by who only may look, and never while something that was
said stands unanswered. Its holders keep their key files.
"""

from collections.abc import Sequence

from intake.case.access.people import require_read
from intake.case.access.permission import get_case_to_act_on, get_held_case
from intake.case.access.refusing import forbid
from intake.case.acts import propose, record, require_no_proposal
from intake.case.rules.casework import casework
from intake.case.standing.pausing import come_to, is_paused
from intake.case.standing.proposals import end_outdated
from intake.case.standing.saying import is_unanswered
from intake.case.stored.rows import NewObject, is_stored
from intake.clock import day_of
from intake.desk.acts.holding.keys import drop_desk_key_when_safe
from intake.errors import Conflict, Refused
from intake.log.act import Act, Facts
from intake.log.events import Event
from intake.store.models import Case, CaseProposal


def change_status(act: Act, case_id: str, status: str, reason: str, before: str | None) -> Case:
    """Move a case to another status, with a reason from the closed list.

    Args:
        act: Of who moves it.
        case_id: The case.
        status: Where to.
        reason: Why.
        before: Its status as this client saw it; None for one that does not say.
    """
    case = get_case_to_act_on(act, case_id, Event.CASE_STATUS)
    if before is not None and before != case.status:
        raise Conflict("changed")
    if is_paused(case) and case.status != "closed":
        forbid(act, case, Event.CASE_STATUS, Conflict("paused"))
    if not casework().allows(case.status, status, reason):
        raise Refused("status")
    detail = {"from": case.status, "to": status, "reason": reason}
    come_to(case, status)
    case.active_on = day_of(act.now)
    act.log(Event.CASE_STATUS, case, detail=detail)
    return case


def close_case(act: Act, case_id: str, frame: NewObject, dispositions: Sequence[str]) -> Case:
    """Close a case with what came of it; an emergency waits for a second person."""
    case = get_held_case(act, case_id, Event.CASE_CLOSE)
    if is_stored(act.db, case, frame, "staff"):
        return case
    if not dispositions or not set(dispositions) <= set(casework().dispositions):
        raise Refused("dispositions")
    if case.status == "closed":
        raise Conflict("changed")
    require_read(act, case)
    if is_unanswered(case):
        raise Conflict("unanswered")
    detail = {"dispositions": list(dispositions)}
    require_no_proposal(act, case, "close", Event.CASE_CLOSE)
    if casework().needs_second("close", case.level):
        propose(act, case, "close", frame, detail)
        return case
    _set_closed(act, case)
    record(act, case, Event.CASE_CLOSE, frame, detail)
    drop_desk_key_when_safe(act, case)
    return case


def close(act: Act, case: Case, proposal: CaseProposal, facts: Facts) -> None:
    """Close a case to which two people agreed; what came of it stands in what they agreed to."""
    _set_closed(act, case)
    detail = {"approver": act.pseudonym_of(proposal.by)}
    act.log(Event.CASE_CLOSE, case, facts=facts, detail=detail)
    drop_desk_key_when_safe(act, case)


def _set_closed(act: Act, case: Case) -> None:
    come_to(case, "closed")
    case.aside, case.on_it = False, None
    end_outdated(act.db, case, "closed", act.now)


def reopen_case(act: Act, case_id: str, frame: NewObject, reason: str) -> Case:
    """Open a closed case again."""
    case = get_held_case(act, case_id, Event.CASE_REOPEN)
    if is_stored(act.db, case, frame, "staff"):
        return case
    if reason not in casework().acts["reopening"]:
        raise Refused("reason")
    if case.status != "closed":
        raise Conflict("changed")
    case.aside = False
    come_to(case, "reopened")
    end_outdated(act.db, case, "reopened", act.now)
    record(act, case, Event.CASE_REOPEN, frame, {"reason": reason})
    return case
