"""Fetching a case and deciding who may: one call, and another's case looks like no case."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from intake.crypto.case.keyfiles import account_holder, desk_holder
from intake.crypto.roster.roster import Roster
from intake.errors import NotFound
from intake.log.act import Act, Actor
from intake.log.events import Event
from intake.roster.chain import current_roster
from intake.store.models import LEVELS, Case, DeskKey

EMERGENCY = LEVELS.index("emergency")


def is_triage(roster: Roster | None, actor: Actor) -> bool:
    """Tell whether somebody stands in the roster as a triage member."""
    member = roster.find_member(actor.id) if roster else None
    return member is not None and member.triage


def is_member(roster: Roster | None, account_id: str) -> bool:
    """Tell whether an account stands in the roster."""
    return roster is not None and roster.find_member(account_id) is not None


def desk_may_open(case: Case) -> bool:
    """Tell whether triage members still hold a key: until taken, for emergencies until closed."""
    return case.assignee is None or (case.level == EMERGENCY and case.status != "closed")


def holder_for(db: Session, case: Case, actor: Actor) -> str | None:
    """Return under which name this person's key file of the case is stored, or None."""
    roster = current_roster(db)
    if not is_member(roster, actor.id):
        return None
    if actor.id in {case.assignee, case.cover}:
        return account_holder(actor.id)
    if is_triage(roster, actor) and desk_may_open(case):
        return desk_holder(case.desk, case.desk_epoch)
    return None


def get_held_case(act: Act, case_id: str) -> Case:
    """Return a case this person took or covers; every other is refused, and the try is logged."""
    case = act.db.get(Case, case_id, with_for_update=True)
    if case is None or holder_for(act.db, case, act.actor) != account_holder(act.actor.id):
        raise refuse(act, case)
    return case


def get_open_case(act: Act, case_id: str) -> Case:
    """Return a case this person may open now; every other is refused, and the try is logged."""
    case = act.db.get(Case, case_id, with_for_update=True)
    if case is None or holder_for(act.db, case, act.actor) is None:
        raise refuse(act, case)
    return case


def refuse(act: Act, case: Case | None, detail: Mapping[str, object] | None = None) -> NotFound:
    """Log a refusal; return the error that looks the same for another's case and for none."""
    told = dict(detail or {})
    if case is None:
        act.log(Event.REPORT_OPEN, outcome="deny", detail=told | {"reason": "no_case"})
    else:
        told["reason"] = "no_grant"
        act.log(Event.REPORT_OPEN, case, outcome="deny", detail=told)
    return NotFound("case")


def find_desk_key(db: Session, roster: Roster | None, actor: Actor) -> bytes | None:
    """Return the desk identities sealed to this person, if they hold them."""
    if roster is None:
        return None
    row = db.get(DeskKey, (roster.desk, roster.epoch, actor.id))
    return row.data if row else None
