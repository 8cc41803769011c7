"""Who of the roster is there: one lock, who can read and sign, and what ends with their rights.

Rosters and accounts change in two ways, by members and by administrators. Both take the same lock
first, so that what one of them checks the other cannot undo in the same moment.
"""

from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import delete, exists, select, update
from sqlalchemy.orm import Session

from intake.errors import Conflict, Refused
from intake.log.act import SYSTEM, Act
from intake.roster.chain import current_roster
from intake.store.locks import KEYS_STAY
from intake.store.models import (
    Account,
    CaseProposal,
    DeskKey,
    RosterVersion,
    StaffSession,
    VisitToken,
)

PROPOSER_GONE = 0
"""When what somebody proposed about a case is over whose rights ended: before every moment."""


def lock_members(act: Act) -> None:
    """Wait until nobody else changes who is there; held until the act ends.

    The lock is the row of the first version, which always stays. Take it before any account's row,
    and read the roster after it. (On SQLite an act locks out every other from its first statement.)

    Raises:
        Refused: ``gone``: who acts was disabled, suspended or removed after their request began.
    """
    first = RosterVersion.version == 1
    act.db.execute(select(RosterVersion.version).where(first).with_for_update())
    if act.actor != SYSTEM and _is_gone(act):
        raise Refused("gone")


def _is_gone(act: Act) -> bool:
    # Locked: before the first version there is no other row on which two could wait for each other.
    account = act.db.get(Account, act.actor.id, with_for_update=KEYS_STAY, populate_existing=True)
    return account is None or account.barred or has_left(act.db, account.id)


class Staff(NamedTuple):
    """Account ids of those who are there: members, and of them those who read what waits."""

    members: frozenset[str]  # In the newest roster, not disabled and not suspended.
    readers: frozenset[str]  # Of these the triage members with a key file of the desk.


def find_staff(db: Session) -> Staff:
    """Return who is there."""
    roster = current_roster(db)
    if roster is None:
        return Staff(frozenset(), frozenset())
    listed = {member.account: member.triage for member in roster.members}
    there = (Account.disabled.is_(False), Account.suspended_at.is_(None))
    members = frozenset(db.scalars(select(Account.id).where(Account.id.in_(listed), *there)))
    holding = select(DeskKey.account_id).where(
        DeskKey.desk == roster.desk, DeskKey.epoch == roster.epoch
    )
    held = db.scalars(holding.where(DeskKey.account_id.in_(members)))
    return Staff(members, frozenset(account for account in held if listed[account]))


def find_members(db: Session) -> frozenset[str]:
    """Return the account ids of the members of the newest roster who may act now."""
    return find_staff(db).members


def find_readers(db: Session) -> frozenset[str]:
    """Return who can read what waits: enabled triage members with a key file of the desk."""
    return find_staff(db).readers


def require_a_reader(db: Session, before: Collection[str]) -> None:
    """Refuse an act after which nobody could read what waits.

    Args:
        db: The session of an act that took ``lock_members``, everything changed already.
        before: Who could read before it.
    """
    db.flush()
    if before and not find_readers(db):
        raise Refused("last_triage")


def count_signing(db: Session) -> tuple[int, int]:
    """Count who of the newest roster can sign the next: now, and once nobody is suspended."""
    roster = current_roster(db)
    listed = [member.account for member in roster.members] if roster else []
    mine = Account.id.in_(listed), Account.disabled.is_(False)
    suspended = db.scalars(select(Account.suspended_at).where(*mine)).all()
    return sum(since is None for since in suspended), len(suspended)


def require_two(db: Session, before: tuple[int, int]) -> None:
    """Refuse an act after which nobody could be let in any more: that takes two of the list.

    Suspending is none, since it can be undone; but who is suspended may be out for good reasons, so
    neither number may fall below two. A list of one changes by that one alone.

    Args:
        db: The session of an act that took ``lock_members``, everything changed already.
        before: What ``count_signing`` said before it.

    Raises:
        Conflict: ``last_two``.
    """
    db.flush()
    roster = current_roster(db)
    if roster is None or len(roster.members) == 1:
        return
    if any(left < 2 <= had for had, left in zip(before, count_signing(db), strict=True)):
        raise Conflict("last_two")


def has_left(db: Session, account_id: str) -> bool:
    """Tell whether somebody stood in a roster once and stands in the newest no longer."""
    roster = current_roster(db)
    if roster is None or roster.find_member(account_id) is not None:
        return False
    stood = exists().where(RosterVersion.note.contains(account_id))
    return bool(db.scalar(select(stood)))


def end_rights(act: Act, account_ids: Collection[str]) -> None:
    """Delete sessions and tokens of accounts and lock their rows: none begins beside this act.

    What they proposed about cases lapses with that: the clock takes it away as it does what nobody
    agreed to. Only whom a case is kept from stays out until that would have lapsed: else somebody
    who was named could get back in by having the one who named them suspended.
    """
    db = act.db
    locked = select(Account.id).where(Account.id.in_(account_ids)).order_by(Account.id)
    db.execute(locked.with_for_update(key_share=True)).all()
    for row in (VisitToken, StaffSession):
        db.execute(delete(row).where(row.account_id.in_(account_ids)))
    living = CaseProposal.expires_at > act.now, CaseProposal.act != "exclude"
    theirs = update(CaseProposal).where(CaseProposal.by.in_(account_ids), *living)
    db.execute(theirs.values(expires_at=PROPOSER_GONE))
