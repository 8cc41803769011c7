"""What each member has to do with a case: what they have seen, and whether it is kept from them."""

from collections.abc import Collection

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from intake.crypto.case.bodies import LEVELS
from intake.errors import Conflict
from intake.log.act import Act
from intake.roster.chain import current_roster
from intake.store.models import Account, Case, CasePerson, SealedObject

EMERGENCY = LEVELS.index("emergency")

NOBODY, ONE, TWO, NOT_NAMED, ALONE = range(5)
"""Who has decided whom a case is kept from: nobody yet, one who waits for a second, two people, one
who read that nobody is named, or one where nobody else could agree (``Case.screened``)."""


def person_of(db: Session, case: Case, account_id: str) -> CasePerson:
    """Return the row of a member in a locked case, a new one if there is none."""
    found = db.get(CasePerson, (case.id, account_id))
    if found is None:
        found = CasePerson(
            case_id=case.id, account_id=account_id, seen=0, confirmed=False, excluded=False
        )
        found.named = found.named_again = False
        db.add(found)
    return found


def seen_by(db: Session, case: Case, account_id: str) -> int:
    """Return the position of the newest object released to somebody; -1 for none."""
    found = db.get(CasePerson, (case.id, account_id))
    return -1 if found is None else found.seen


def mark_seen(db: Session, case: Case, account_id: str, position: int) -> None:
    """Remember that everything up to a position was released to somebody."""
    person = person_of(db, case, account_id)
    person.seen = max(person.seen, position)


def has_confirmed(db: Session, case: Case, account_id: str) -> bool:
    """Tell whether somebody's own client has opened their own key file of a case."""
    found = db.get(CasePerson, (case.id, account_id))
    return found is not None and found.confirmed


def mark_own(db: Session, case: Case, account_id: str, position: int) -> None:
    """Remember that somebody knows what they wrote, unless something before it is new to them."""
    released = seen_by(db, case, account_id)
    if released >= case.said and not _unseen_messages(db, case, released, position):
        mark_seen(db, case, account_id, position)


def require_read(act: Act, case: Case) -> None:
    """Refuse to decide on a case of which the reporter's newest words were not read.

    Raises:
        Conflict: ``unread``. It is not logged: it would date what the reporter did.
    """
    if seen_by(act.db, case, act.actor.id) < case.said:
        raise Conflict("unread")


def require_newest(act: Act, case: Case, seen: int) -> None:
    """Refuse what answers a case as it no longer is: a message is newer than what was read.

    Args:
        act: Of who writes.
        case: Locked.
        seen: The position of the reporter's newest words that this client has shown.

    Raises:
        Conflict: ``newer``. It is not logged: it would date what the reporter did.
    """
    released = seen_by(act.db, case, act.actor.id)
    if seen != case.said or released < case.said:
        raise Conflict("newer")
    if _unseen_messages(act.db, case, released):  # A colleague's.
        raise Conflict("newer")


def find_on_it(case: Case, members: Collection[str]) -> str | None:
    """Return who is on an emergency now, or None: whoever is not there any more is on nothing.

    Args:
        case: The case.
        members: Account ids of everybody who is there.
    """
    return case.on_it if case.on_it in members else None


def is_excluded(db: Session, case_id: str, account_id: str) -> bool:
    """Tell whether a case is kept from somebody."""
    kept = (CasePerson.case_id == case_id, CasePerson.account_id == account_id)
    return bool(db.scalar(select(exists().where(*kept, CasePerson.excluded))))


def list_excluded(db: Session, case: Case) -> set[str]:
    """Return the account ids of those a case is kept from."""
    query = select(CasePerson.account_id).where(CasePerson.case_id == case.id)
    return set(db.scalars(query.where(CasePerson.excluded)))


def list_named_again(db: Session, case: Case) -> set[str]:
    """Return the account ids of those a case would be kept from if a second person agreed."""
    query = select(CasePerson.account_id).where(CasePerson.case_id == case.id)
    return set(db.scalars(query.where(CasePerson.named_again)))


def list_others(act: Act, case: Case) -> set[str]:
    """Return who could ever be the second person of this case, account ids.

    Who is suspended counts: else whoever suspends the second would be alone, and decide.
    """
    roster = current_roster(act.db)
    listed = {member.account for member in roster.members} if roster else set()
    there = select(Account.id).where(Account.id.in_(listed), Account.disabled.is_(False))
    return set(act.db.scalars(there)) - list_excluded(act.db, case) - {act.actor.id}


def _unseen_messages(db: Session, case: Case, seen: int, before: int | None = None) -> int:
    """Count the messages, of either side, after a position and before another."""
    query = select(func.count()).where(
        SealedObject.case_id == case.id,
        SealedObject.kind == "message",
        SealedObject.position > seen,
    )
    if before is not None:
        query = query.where(SealedObject.position < before)
    return db.scalar(query) or 0
