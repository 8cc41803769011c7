"""How the next version of the roster is accepted (SPEC section 8).

Clients verify the chain themselves; the server checks the same rules so that a mistake is refused
where it is made, and writes the hash of every version into the access log in clear.
"""

from collections.abc import Mapping
from datetime import timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from intake.clock import day_of
from intake.crypto.roster.roster import Roster, RosterError
from intake.crypto.roster.rosterchain import find_signers, walk_roster
from intake.crypto.roster.rosterrules import needed_signatures
from intake.crypto.roster.rostertext import pin_of
from intake.errors import Refused
from intake.log.act import Act
from intake.log.events import Event
from intake.roster.chain import (
    all_notes,
    current_roster,
    find_proposal,
    read_note,
    require_member,
    require_not_leaving,
)
from intake.roster.members import (
    count_signing,
    end_rights,
    find_members,
    find_readers,
    lock_members,
    require_a_reader,
    require_two,
)
from intake.store.columns import require_sealed
from intake.store.models import Account, DeskKey, RosterProposal, RosterVersion


def accept_version(act: Act, note: str, desk_keys: Mapping[str, bytes]) -> Roster:
    """Verify and store the next version; log its hash in clear.

    Args:
        act: By whoever hands it in: a member of the version before, or the first member.
        note: The signed note.
        desk_keys: Desk key files (age) by account id, for triage members who are new.

    Raises:
        Refused: A rule of SPEC 8 is broken; the code says which.
        Conflict: ``last_two``: too few would be left who can sign the next.
    """
    db = act.db
    lock_members(act)
    before, readers, signing = current_roster(db), find_readers(db), count_signing(db)
    if before is not None:
        require_member(before, act.actor.id)
        require_not_leaving(db, before, act.actor.id)
    roster = _verified(db, note)
    proposed = _find_proposed(db, roster)
    require_of_today(act, roster, waiting=bool(proposed and proposed.newcomer))
    _require_signers_there(db, before, roster, note)
    if only_removes(before, roster) and proposed is None:  # Who proposed it was asked then.
        require_triage(before, act.actor.id)
    check_members(db, before, roster)
    check_desk_keys(before, roster, desk_keys)
    db.add(RosterVersion(version=roster.version, note=note))
    for account_id, data in desk_keys.items():
        key = DeskKey(desk=roster.desk, epoch=roster.epoch, account_id=account_id, data=data)
        db.add(key)
    db.execute(delete(RosterProposal))
    _drop_desk_keys(db, before, roster)
    end_rights(act, _gone(before, roster))
    require_a_reader(db, readers)
    require_two(db, signing)
    _log_version(act, before, roster)
    return roster


def check_members(db: Session, before: Roster | None, roster: Roster) -> None:
    """Refuse a roster that brings in somebody barred, or otherwise than they enrolled."""
    stood = set(before.members) if before else set()
    for member in set(roster.members) - stood:
        account = db.get(Account, member.account)
        if account is None or account.barred:
            raise Refused("roster_member")
        enrolled = (account.username, account.role, account.triage, account.recipient)
        stands = (member.user_name, member.role, member.triage, member.recipient)
        if enrolled != stands or account.verify_key != member.public:
            raise Refused("roster_member")


def check_desk_keys(before: Roster | None, roster: Roster, desk_keys: Mapping[str, bytes]) -> None:
    """Every new triage member gets a desk key file, and nobody else."""
    had = before.members if before and before.recipient == roster.recipient else ()
    old = {member.account for member in had if member.triage}
    new = {member.account for member in roster.members if member.triage} - old
    if set(desk_keys) != new:
        raise Refused("desk_keys")
    for data in desk_keys.values():
        require_sealed(data, "desk-key")


def _verified(db: Session, note: str) -> Roster:
    """Return the version a note holds, verified as the next of the stored chain."""
    roster = read_note(note)
    try:
        return walk_roster([*all_notes(db), note], roster.desk).newest
    except RosterError as error:
        raise Refused(error.reason) from error


def _require_signers_there(db: Session, before: Roster | None, roster: Roster, note: str) -> None:
    """Refuse what is valid only by the signature of somebody disabled or suspended."""
    if before is None:
        return
    signers = find_signers(note, before.members) & find_members(db)
    if len(signers) < needed_signatures(before, roster):
        raise Refused("too_few_signatures")


def require_of_today(act: Act, roster: Roster, *, waiting: bool = False) -> None:
    """Refuse a version signed as of another day; yesterday's may have been on its way at midnight.

    The second removal of a week is told from the first by their days, and this is who checks them.

    Args:
        act: Whose moment counts.
        roster: The version; the first one has no day.
        waiting: Whether it has waited for its second signature, and lets somebody in.

    Raises:
        Refused: ``bad_day``.
    """
    if roster.version == 1:
        return
    today = day_of(act.now)
    fresh = {today.isoformat(), (today - timedelta(days=1)).isoformat()}
    if roster.day is None or not (roster.day in fresh or (waiting and roster.day < min(fresh))):
        raise Refused("bad_day")


def _find_proposed(db: Session, roster: Roster) -> RosterProposal | None:
    """Return the proposal that waits if it is of this very version."""
    proposal = find_proposal(db)
    return proposal if proposal and read_note(proposal.note) == roster else None


def require_triage(before: Roster | None, account_id: str) -> None:
    """Refuse a removal by somebody whom the desk does not trust with what nobody has opened yet."""
    member = before.find_member(account_id) if before else None
    if member is None or not member.triage:
        raise Refused("not_triage")


def only_removes(before: Roster | None, roster: Roster) -> bool:
    return before is not None and set(roster.members) < set(before.members)


def _drop_desk_keys(db: Session, before: Roster | None, roster: Roster) -> None:
    """Delete the desk key files of members who left or are in triage no longer."""
    old = {member.account for member in before.members if member.triage} if before else set()
    gone = old - {member.account for member in roster.members if member.triage}
    if gone:
        db.execute(delete(DeskKey).where(DeskKey.account_id.in_(gone)))


def _gone(one: Roster | None, other: Roster | None) -> list[str]:
    """Return who stands in one list and not in the other, account ids in order."""
    there = {member.account for member in other.members} if other else set()
    return sorted({member.account for member in one.members} - there) if one else []


def _log_version(act: Act, before: Roster | None, roster: Roster) -> None:
    moved = {"who": _gone(roster, before), "removed": _gone(before, roster)}
    named = {name: sorted(map(act.pseudonym_of, ids)) for name, ids in moved.items() if ids}
    act.log(
        Event.RECIPIENT_REMOVE if only_removes(before, roster) else Event.RECIPIENT_ADD,
        facts={"roster": pin_of(roster).roster},
        detail={"version": roster.version, "members": len(roster.members), **named},
    )
