"""The stored roster: which version stands, and who is in it (SPEC section 8)."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake.crypto.roster.roster import Member, Roster, RosterError
from intake.crypto.roster.rosterchain import find_signers
from intake.crypto.roster.rostertext import parse_roster
from intake.crypto.tlog.note import NoteError, parse_note
from intake.errors import Refused
from intake.store.models import RosterProposal, RosterVersion

# Made once: every page of the staff asks it several times.
_NEWEST = select(RosterVersion.note).order_by(RosterVersion.version.desc()).limit(1)


def current_roster(db: Session) -> Roster | None:
    """Return the newest roster, or None before the first."""
    note = db.scalar(_NEWEST)
    return read_note(note) if note else None


def all_notes(db: Session) -> list[str]:
    """Return every version's signed note, oldest first."""
    return list(db.scalars(select(RosterVersion.note).order_by(RosterVersion.version)))


def find_proposal(db: Session) -> RosterProposal | None:
    """Return the version that waits for a second signature, if there is one."""
    return db.scalar(select(RosterProposal).limit(1))


def read_note(note: str) -> Roster:
    """Return the roster in a signed note; its signatures are not verified here.

    Raises:
        Refused: ``bad_roster``.
    """
    try:
        return parse_roster(parse_note(note).text)
    except (NoteError, RosterError) as error:
        raise Refused("bad_roster") from error


def list_taken_off_by(db: Session, account_id: str) -> list[Member]:
    """Return whom somebody took off by their signature alone, if no two have signed a list since.

    As they stood in the list before.
    """
    found: list[Member] = []
    notes = all_notes(db)
    for old, new in zip(notes[-2::-1], notes[:0:-1], strict=True):
        before, after = read_note(old), read_note(new)
        signers = find_signers(new, before.members)
        if len(signers) > 1:
            break
        if signers == {account_id}:
            found += (each for each in before.members if not after.find_member(each.account))
    return found


def require_member(roster: Roster, account_id: str) -> None:
    """Refuse an act on the list by somebody who does not stand in it."""
    if roster.find_member(account_id) is None:
        raise Refused("not_a_member")


def require_not_leaving(db: Session, before: Roster, account_id: str) -> None:
    """Refuse a change of the list by somebody whose own removal waits for a second signature.

    Any change would make what waits void: the list would have moved on.

    Raises:
        Refused: ``leaving``.
    """
    if account_id in find_leaving(db, before):
        raise Refused("leaving")


def find_leaving(db: Session, before: Roster) -> set[str]:
    """Return whom a removal that waits for a second signature takes off the list, account ids."""
    proposal = find_proposal(db)
    if proposal is None or proposal.newcomer is not None:
        return set()
    stay = {member.account for member in read_note(proposal.note).members}
    return {member.account for member in before.members} - stay
