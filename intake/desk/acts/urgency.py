"""How urgent a case is, whether it stands in the lists at all, and who is on it now.

Upwards one person decides, downwards too, but for an emergency. What was grave once is set aside by
two, also when it was lowered since. Nothing is lowered or set aside of
which the newest words were not read, and a case that nobody took only rises.
"""

from dataclasses import dataclass

from intake.case.access.people import EMERGENCY, find_on_it, require_read
from intake.case.access.permission import get_case_to_act_on
from intake.case.access.refusing import forbid
from intake.case.acts import propose, record, require_no_proposal
from intake.case.rules.casework import casework
from intake.case.standing.claiming import log_claim
from intake.case.standing.proposals import end_outdated
from intake.case.stored.rows import NewObject, is_stored
from intake.clock import day_of
from intake.desk.acts.holding.keys import drop_desk_key_when_safe
from intake.errors import Conflict, Refused
from intake.log.act import Act, Facts
from intake.log.events import Event
from intake.roster.members import find_members
from intake.store.models import LEVELS, Case, CaseProposal


@dataclass(frozen=True)
class NewLevel:
    """From which level to which, as the client saw it, and why."""

    before: str
    after: str
    reason: str


def change_level(act: Act, case_id: str, frame: NewObject, change: NewLevel) -> Case:
    """Raise a level, or lower it; that of an emergency waits for a second person."""
    case = get_case_to_act_on(act, case_id, Event.CASE_LEVEL)
    if is_stored(act.db, case, frame, "staff"):
        return case
    if change.after not in LEVELS or change.after == change.before:
        raise Refused("to")
    if change.reason not in casework().acts["level"]:
        raise Refused("reason")
    if change.before != LEVELS[case.level]:
        raise Conflict("changed")
    detail = {"from": change.before, "to": change.after, "reason": change.reason}
    if LEVELS.index(change.after) > case.level:
        _require_lowering(act, case)
        if casework().needs_second("level", case.level):
            propose(act, case, "level", frame, detail, value=change.after)
            return case
    is_raised = LEVELS.index(change.after) < case.level
    log_claim(act, case)
    _set_level(case, change.after)
    end_outdated(act.db, case, "raised" if is_raised else "lowered", act.now)
    record(act, case, Event.CASE_LEVEL, frame, detail)
    drop_desk_key_when_safe(act, case)
    return case


def _require_lowering(act: Act, case: Case) -> None:
    if case.assignee is None:
        forbid(act, case, Event.CASE_LEVEL, Refused("not_taken"))
    require_read(act, case)
    require_no_proposal(act, case, "level", Event.CASE_LEVEL)


def _set_level(case: Case, level: str) -> None:
    case.level = LEVELS.index(level)
    case.highest = min(case.highest, case.level)
    if case.level != EMERGENCY:
        case.on_it = None


def lower(act: Act, case: Case, proposal: CaseProposal, facts: Facts) -> None:
    """Lower a level to which two people agreed."""
    before = LEVELS[case.level]
    _set_level(case, proposal.value)
    end_outdated(act.db, case, "lowered", act.now)
    detail = {"from": before, "to": proposal.value, "approver": act.pseudonym_of(proposal.by)}
    act.log(Event.CASE_LEVEL, case, facts=facts, detail=detail)
    drop_desk_key_when_safe(act, case)


@dataclass(frozen=True)
class Aside:
    """Whether a case is set aside from now on, and why."""

    aside: bool
    reason: str


def set_aside(act: Act, case_id: str, frame: NewObject, wish: Aside) -> Case:
    """Set a case aside, or take it back; what was ever urgent waits for a second person."""
    case = get_case_to_act_on(act, case_id, Event.CASE_ASIDE)
    if is_stored(act.db, case, frame, "staff"):
        return case
    if wish.reason not in casework().acts["aside" if wish.aside else "back"]:
        raise Refused("reason")
    if wish.aside == case.aside or case.status == "closed":
        raise Conflict("changed")
    detail: dict[str, object] = {"aside": wish.aside, "reason": wish.reason}
    if wish.aside:
        require_read(act, case)
        require_no_proposal(act, case, "aside", Event.CASE_ASIDE)
        if casework().needs_second("aside", case.highest):
            propose(act, case, "aside", frame, detail)
            return case
    case.aside = wish.aside
    end_outdated(act.db, case, "aside" if wish.aside else "back", act.now)
    record(act, case, Event.CASE_ASIDE, frame, detail)
    return case


def put_aside(act: Act, case: Case, proposal: CaseProposal, facts: Facts) -> None:
    """Set a case aside to which two people agreed."""
    case.aside = True
    end_outdated(act.db, case, "aside", act.now)
    detail = {"aside": True, "approver": act.pseudonym_of(proposal.by)}
    act.log(Event.CASE_ASIDE, case, facts=facts, detail=detail)


def be_on_it(act: Act, case_id: str, instead_of: str | None) -> Case:
    """Let everybody see who is on an emergency now.

    Args:
        act: Of who is on it.
        case_id: The case.
        instead_of: The account id of who was on it as this client saw it; None for nobody.
    """
    case = get_case_to_act_on(act, case_id, Event.CASE_ONIT)
    if case.level != EMERGENCY or case.status == "closed":
        raise Refused("no_emergency")
    if find_on_it(case, find_members(act.db)) not in {instead_of, act.actor.id}:
        forbid(act, case, Event.CASE_ONIT, Conflict("on_it"), "stale")
    case.on_it, case.active_on = act.actor.id, day_of(act.now)
    act.log(Event.CASE_ONIT, case)
    return case
