"""Fetching a case and deciding who may: one call, and another's case looks like no case.

Reading and acting are two questions with one function each. Whoever may read is found in the rows
of key files and nowhere else; whoever may act took the case or covers it, or is in triage while
nobody took it. A refusal is logged as the event that was tried.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NoReturn

from sqlalchemy import exists, select, update
from sqlalchemy.orm import Session

from intake.crypto.case.holders import AccountHolder, DeskHolder, Holder
from intake.crypto.roster.roster import Member, Roster
from intake.errors import RefusedAndLogged
from intake.log.act import Act
from intake.log.events import Event
from intake.roster.chain import current_roster
from intake.store.guard import has_changed
from intake.store.models import Account, Case, DeskKey, KeyFileRow


@dataclass(frozen=True)
class Readable:
    """A case, locked, and as whom this person may have its key file."""

    case: Case
    holder: DeskHolder | AccountHolder


def find_member(act: Act, roster: Roster | None) -> Member | None:
    """Return the actor's place in the roster; None when they have none or are barred."""
    account = act.db.get(Account, act.actor.id)
    if roster is None or account is None or account.barred:
        return None
    return roster.find_member(account.id)


def find_desk_key(db: Session, roster: Roster | None, account_id: str) -> bytes | None:
    """Return the desk identities sealed to this person, if they hold them."""
    if roster is None:
        return None
    row = db.get(DeskKey, (roster.desk, roster.epoch, account_id))
    return row.data if row else None


def find_holder(act: Act, case: Case) -> DeskHolder | AccountHolder | None:
    """Reading: return as whom this person may have the key file of a case now, or None.

    An account's own row, or the desk's while there is one, for triage members with the desk's key.
    """
    roster = current_roster(act.db)
    member = find_member(act, roster)
    desk = DeskHolder(case.desk, case.desk_epoch)
    own = AccountHolder(act.actor.id)
    has_own, has_desk = (_has_row(act.db, case, holder) for holder in (own, desk))
    desk_key = find_desk_key(act.db, roster, act.actor.id)
    if member is not None and has_own:
        return own
    if member is not None and member.triage and has_desk and desk_key is not None:
        return desk
    return None


def may_act(act: Act, case: Case) -> bool:
    """Acting: tell whether this person took the case or covers it, or may decide who takes it."""
    member = find_member(act, current_roster(act.db))
    if member is None:
        return False
    return is_held(act, case) or (case.assignee is None and member.triage)


def may_read(act: Act, case_id: str) -> bool:
    """Tell whether this person may read a case. It is asked of no log: nothing of it may leave."""
    case = act.db.get(Case, case_id)
    holder = find_holder(act, case or _nobodys_case(case_id))
    return case is not None and holder is not None


def is_held(act: Act, case: Case) -> bool:
    """Tell whether this person took the case or covers it."""
    return act.actor.id in {case.assignee, case.cover}


def get_readable_case(
    act: Act, case_id: str, tried: Event, detail: Mapping[str, object] | None = None
) -> Readable:
    """Return a case this person may read now; every other is refused, and the try is logged."""
    case = _find(act, case_id)
    holder = find_holder(act, case or _nobodys_case(case_id))
    if case is None or holder is None:
        refuse(act, case, case_id, tried, detail)
    return Readable(case, holder)


def get_case_to_act_on(act: Act, case_id: str, tried: Event) -> Case:
    """Return a case this person may act on now; every other is refused, and the try is logged."""
    case = _find(act, case_id)
    may = may_act(act, case or _nobodys_case(case_id))
    if case is None or not may:
        refuse(act, case, case_id, tried)
    return case


def refuse(
    act: Act,
    case: Case | None,
    case_id: str,
    tried: Event,
    detail: Mapping[str, object] | None = None,
) -> NoReturn:
    """Log a refusal and raise it; another's case and no case cost the same and look the same.

    Raises:
        RefusedAndLogged: Always, unless something was changed before: that would be kept.
    """
    if has_changed(act.db):
        raise RuntimeError("a refusal comes before every change")
    told = dict(detail or {})
    if case is None:
        _touch_nothing(act.db, case_id)
        act.log(tried, outcome="deny", detail=told | {"reason": "no_case"})
    else:
        act.log(tried, case, outcome="deny", detail=told | {"reason": "no_grant"})
    raise RefusedAndLogged("case")


def _find(act: Act, case_id: str) -> Case | None:
    return act.db.get(Case, case_id, with_for_update=True)


def _has_row(db: Session, case: Case, holder: Holder) -> bool:
    where = (
        KeyFileRow.case_id == case.id,
        KeyFileRow.epoch == case.epoch,
        KeyFileRow.holder == str(holder),
    )
    return bool(db.scalar(select(exists().where(*where))))


def _nobodys_case(case_id: str) -> Case:
    """Return a case that is none, to ask the same of it as of somebody else's."""
    return Case(id=case_id, desk="", desk_epoch=0, epoch=0)


def _touch_nothing(db: Session, case_id: str) -> None:
    """Do for a case that is none what an entry does in the chain of one."""
    mine = Case.id == case_id
    db.execute(select(Case.log_seq, Case.log_prev).where(mine).with_for_update())
    db.execute(update(Case).where(mine).values(log_seq=Case.log_seq))
