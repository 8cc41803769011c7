"""Fetching a case and deciding who may: one call, and another's case looks like no case.

Reading and acting are two questions with one function each. Whoever may read is found in the rows
of key files and nowhere else; whoever may act took the case or covers it, or is in triage while
nobody took it. For somebody a case is kept from there is no case. A refusal is logged as the event
that was tried.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from intake.case.access.grants import find_grant
from intake.case.access.people import EMERGENCY, ONE, is_excluded, seen_by
from intake.case.access.refusing import forbid, nobodys_case, refuse
from intake.case.standing.proposals import find_proposal
from intake.crypto.case.holders import AccountHolder, DeskHolder, Holder
from intake.crypto.roster.roster import Member, Roster
from intake.errors import Conflict
from intake.log.act import Act
from intake.log.events import Event
from intake.roster.chain import current_roster
from intake.store.locks import WITH_OTHERS
from intake.store.models import Account, Case, DeskKey, KeyFileRow

TO_AGREE = frozenset({Event.REPORT_OPEN, Event.CASE_CONFIRM, Event.CASE_MISMATCH, Event.CASE_AGREE})
"""All that somebody may do who was let into a case only to be the second person."""


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

    An account's own row while they hold the case, are offered it or were let in to agree, or the
    desk's while there is one, for triage members with its key; neither for who it is kept from.
    """
    roster = current_roster(act.db)
    member = find_member(act, roster)
    desk = DeskHolder(case.desk, case.desk_epoch)
    own = AccountHolder(act.actor.id)
    has_own, has_desk = (_has_row(act.db, case, holder) for holder in (own, desk))
    desk_key = find_desk_key(act.db, roster, act.actor.id)
    is_theirs = is_offered(act, case) or is_held(act, case) or granted_for(act, case) is not None
    if is_excluded(act.db, case.id, act.actor.id) or member is None:
        return None
    if has_own and is_theirs:
        return own
    return desk if member.triage and has_desk and desk_key is not None else None


def reads_act(act: Act, case: Case, what: str) -> bool:
    """Tell whether this person can read the frame of an act that waits in a case they can open.

    In a case that was taken acts are sealed to the notes (SPEC 5), which the desk's key file does
    not hold. Whom a case is kept from is decided by whoever of the desk opens it.
    """
    if case.assignee is None or what == "exclude":
        return True
    return isinstance(find_holder(act, case), AccountHolder)


def may_act(act: Act, case: Case) -> bool:
    """Acting: tell whether this person took the case or covers it, or may decide who takes it."""
    member = find_member(act, current_roster(act.db))
    if is_excluded(act.db, case.id, act.actor.id) or member is None:
        return False
    return is_held(act, case) or (case.assignee is None and member.triage)


def may_read(act: Act, case_id: str) -> bool:
    """Tell whether this person may read a case and keep something about it; no log is asked.

    Whatever is done to the case at this moment is waited for: it may end what they may.
    """
    case = act.db.get(Case, case_id, with_for_update=WITH_OTHERS)
    asked = case or nobodys_case(case_id)
    holder = find_holder(act, asked)
    return case is not None and holder is not None and granted_for(act, asked) is None


def is_held(act: Act, case: Case) -> bool:
    """Tell whether this person took the case or covers it."""
    return act.actor.id in {case.assignee, case.cover}


def is_offered(act: Act, case: Case) -> bool:
    """Tell whether a case is being handed over to this person, who may read it to decide."""
    offer = find_proposal(act.db, case.id, "handover", act.now)
    return offer is not None and offer.for_account == act.actor.id


def granted_for(act: Act, case: Case) -> str | None:
    """Return the frame (object id) of the only proposal for which this person reads a case.

    None for who reads it otherwise, or not at all.
    """
    grant = find_grant(act.db, case.id, act.actor.id, act.now)
    if grant is None or is_held(act, case) or is_offered(act, case):
        return None
    return grant.object_id


def is_screened(act: Act, case: Case) -> bool:
    """Tell whether it was decided whom a case is kept from, so that all of it may be read.

    In an emergency work goes on as soon as one person has decided, for as long as that waits.
    """
    if case.screened == ONE:
        waits = find_proposal(act.db, case.id, "exclude", act.now) is not None
        return waits and case.level == EMERGENCY
    return case.screened > ONE


def get_readable_case(
    act: Act, case_id: str, tried: Event, detail: Mapping[str, object] | None = None
) -> Readable:
    """Return a case this person may read now; every other is refused, and the try is logged."""
    case = _find(act, case_id)
    holder = find_holder(act, case or nobodys_case(case_id))
    if case is None or holder is None:
        refuse(act, case, case_id, tried, detail)
    if granted_for(act, case) is not None and tried not in TO_AGREE:
        refuse(act, case, case_id, tried, detail)
    return Readable(case, holder)


def get_case_to_act_on(act: Act, case_id: str, tried: Event) -> Case:
    """Return a case this person may act on now; every other is refused, and the try is logged."""
    case = _find(act, case_id)
    may = may_act(act, case or nobodys_case(case_id))
    if case is None or not may:
        refuse(act, case, case_id, tried)
    return case


def get_case_to_take(act: Act, case_id: str) -> Case:
    """Return a case that this person may take; another who has read it is told that it is taken.

    Raises:
        Conflict: ``taken``: somebody was faster, and who asks has opened it or reads it still.
        NotFound: As ``get_case_to_act_on``.
    """
    case = _find(act, case_id)
    asked = case or nobodys_case(case_id)
    may, knows = may_act(act, asked), knows_case(act, asked)
    if case is not None and case.assignee is not None and (may or knows):
        forbid(act, case, Event.CASE_ASSIGN, Conflict("taken"), "stale")
    if case is None or not may:
        refuse(act, case, case_id, Event.CASE_ASSIGN)
    return case


def knows_case(act: Act, case: Case) -> bool:
    """Tell whether something of a case was released to this triage member before."""
    member = find_member(act, current_roster(act.db))
    was_there = seen_by(act.db, case, act.actor.id) >= 0
    is_kept = is_excluded(act.db, case.id, act.actor.id)
    return was_there and not is_kept and member is not None and member.triage


def get_held_case(act: Act, case_id: str, tried: Event) -> Case:
    """Return a case this person took or covers; every other is refused, and the try is logged."""
    case = get_case_to_act_on(act, case_id, tried)
    if not is_held(act, case):
        refuse(act, case, case_id, tried)
    return case


def _find(act: Act, case_id: str) -> Case | None:
    return act.db.get(Case, case_id, with_for_update=True)


def _has_row(db: Session, case: Case, holder: Holder) -> bool:
    where = (
        KeyFileRow.case_id == case.id,
        KeyFileRow.epoch == case.epoch,
        KeyFileRow.holder == str(holder),
    )
    return bool(db.scalar(select(exists().where(*where))))
