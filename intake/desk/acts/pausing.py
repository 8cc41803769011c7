"""Pausing contact, which one person does at once, and going on with it, which takes two.

Where contact is unsafe the case is urgent before it is paused: a client that forgets to raise it is
refused, so that no such case sinks among those that can wait.

Whoever paused it may have known that the reporter is forced to write. So nobody goes on alone who
could ask somebody, and what the reporter says meanwhile ends the question.
"""

from intake.case.access.people import list_others, require_read
from intake.case.access.permission import get_held_case
from intake.case.access.refusing import forbid
from intake.case.acts import propose, record, require_no_proposal
from intake.case.rules.casework import casework
from intake.case.standing.pausing import (
    ENDED_ALONE,
    GOES_ON,
    NOT_PAUSED,
    STATUS,
    begin_pause,
    end_pause,
    is_paused,
)
from intake.case.standing.proposals import end_outdated
from intake.case.stored.rows import NewObject, is_stored
from intake.errors import Conflict, Refused
from intake.log.act import Act, Facts
from intake.log.events import Event
from intake.store.models import Case, CaseProposal


def pause_contact(act: Act, case_id: str, frame: NewObject, reason: str) -> Case:
    """Pause contact at once.

    Raises:
        Refused: ``reason``.
        Conflict: ``changed``; ``raise_first``: for this reason it must be more urgent before.
    """
    case = get_held_case(act, case_id, Event.CASE_STATUS)
    if is_stored(act.db, case, frame, "staff"):
        return case
    if reason not in casework().acts["pause"]:
        raise Refused("reason")
    if is_paused(case) or case.status == "closed":
        raise Conflict("changed")
    if casework().must_rise(reason, case.level):
        forbid(act, case, Event.CASE_STATUS, Conflict("raise_first"))
    detail = {"from": case.status, "to": STATUS, "reason": reason}
    begin_pause(case)
    end_outdated(act.db, case, "paused", act.now)
    record(act, case, Event.CASE_STATUS, frame, detail)
    return case


def release_contact(act: Act, case_id: str, frame: NewObject, reason: str) -> Case:
    """Ask a second person to agree that contact goes on; where nobody else is there, go on."""
    case = get_held_case(act, case_id, Event.CASE_STATUS)
    if is_stored(act.db, case, frame, "staff"):
        return case
    if reason not in casework().acts["release"]:
        raise Refused("reason")
    if not is_paused(case) or case.status == "closed":
        raise Conflict("changed")
    require_read(act, case)
    require_no_proposal(act, case, "release", Event.CASE_STATUS)
    detail = {"from": STATUS, "to": GOES_ON, "reason": reason}
    if casework().needs_second("release", case.level) and list_others(act, case):
        propose(act, case, "release", frame, detail)
    else:
        end_pause(case, ENDED_ALONE)
        end_outdated(act.db, case, "gone_on", act.now)
        record(act, case, Event.CASE_STATUS, frame, detail | {"reason": "alone"})
    return case


def go_on(act: Act, case: Case, proposal: CaseProposal, facts: Facts) -> None:
    """Go on with contact to which two people agreed."""
    end_pause(case, NOT_PAUSED)
    end_outdated(act.db, case, "gone_on", act.now)
    detail = {"from": STATUS, "to": GOES_ON, "approver": act.pseudonym_of(proposal.by)}
    act.log(Event.CASE_STATUS, case, facts=facts, detail=detail)
