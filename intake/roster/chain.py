"""The stored roster: which version stands, and how the next one is accepted (SPEC section 8).

Clients verify the chain themselves; the server checks the same rules so that a mistake is refused
where it is made, and writes the hash of every version into the access log in clear.
"""

from collections.abc import Mapping

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from intake.crypto.roster.roster import Roster, RosterError, parse_roster, pin_of
from intake.crypto.roster.rosterchain import verify_proposal, walk_roster
from intake.crypto.tlog.note import NoteError, parse_note
from intake.errors import Conflict, NotFound, Refused
from intake.log import writing as auditlog
from intake.log.events import Event
from intake.store.columns import check_sealed
from intake.store.models import Account, DeskKey, RosterProposal, RosterVersion


def current_roster(db: Session) -> Roster | None:
    """Return the newest roster, or None before the first."""
    query = select(RosterVersion.note).order_by(RosterVersion.version.desc()).limit(1)
    note = db.scalar(query)
    return _parse(note) if note else None


def all_notes(db: Session) -> list[str]:
    """Return every version's signed note, oldest first."""
    return list(db.scalars(select(RosterVersion.note).order_by(RosterVersion.version)))


def find_proposal(db: Session) -> RosterProposal | None:
    """Return the version that waits for a second signature, if there is one."""
    return db.scalar(select(RosterProposal).limit(1))


def accept_version(
    db: Session, note: str, actor: Account, desk_keys: Mapping[str, bytes], now: int
) -> Roster:
    """Verify and store the next version; log its hash in clear.

    Args:
        db: The session of this act.
        note: The signed note.
        actor: Who hands it in; a member of the version before, or the first member.
        desk_keys: Desk key files (age) by account id, for triage members who are new.
        now: Unix seconds.
    """
    before = current_roster(db)
    if before is not None:
        _require_member(before, actor)
    roster = _verified(db, note)
    if before is not None and _only_removes(before, roster):
        _require_triage(before, actor)
    _check_members(db, before, roster)
    _check_desk_keys(before, roster, desk_keys)
    db.add(RosterVersion(version=roster.version, note=note))
    for account_id, data in desk_keys.items():
        key = DeskKey(desk=roster.desk, epoch=roster.epoch, account_id=account_id, data=data)
        db.add(key)
    db.execute(delete(RosterProposal))
    _drop_desk_keys(db, before, roster)
    auditlog.append_by(
        db,
        actor.id,
        Event.RECIPIENT_REMOVE if _only_removes(before, roster) else Event.RECIPIENT_ADD,
        now=now,
        facts={"roster": pin_of(roster).roster},
        detail={"version": roster.version, "members": len(roster.members)} | _gone(before, roster),
    )
    return roster


def _require_triage(before: Roster, actor: Account) -> None:
    """Refuse a removal by somebody whom the desk does not trust with what nobody has opened yet."""
    member = before.find_member(actor.id)
    if member is None or not member.triage:
        raise Refused("not_triage")


def _gone(before: Roster | None, roster: Roster) -> dict[str, object]:
    """Return for the log who stands in the list no longer, if anybody."""
    old = {member.account for member in before.members} if before else set()
    gone = sorted(old - {member.account for member in roster.members})
    return {"removed": gone} if gone else {}


def _only_removes(before: Roster | None, roster: Roster) -> bool:
    return before is not None and set(roster.members) < set(before.members)


def _drop_desk_keys(db: Session, before: Roster | None, roster: Roster) -> None:
    """Delete the desk key files of members who left or are in triage no longer."""
    old = {member.account for member in before.members if member.triage} if before else set()
    gone = old - {member.account for member in roster.members if member.triage}
    if gone:
        db.execute(delete(DeskKey).where(DeskKey.account_id.in_(gone)))


def _check_members(db: Session, before: Roster | None, roster: Roster) -> None:
    """Refuse a roster that brings in somebody disabled, or otherwise than they enrolled."""
    stood = set(before.members) if before else set()
    for member in set(roster.members) - stood:
        account = db.get(Account, member.account)
        if account is None or account.disabled:
            raise Refused("roster_member")
        enrolled = (account.username, account.role, account.triage, account.recipient)
        stands = (member.user_name, member.role, member.triage, member.recipient)
        if enrolled != stands or account.verify_key != member.public:
            raise Refused("roster_member")


def _check_newcomer(before: Roster, roster: Roster, newcomer: str) -> None:
    """Refuse a proposal that adds anybody but the one whom it names."""
    added = {member.account for member in set(roster.members) - set(before.members)}
    if added != {newcomer}:
        raise Refused("roster_member")


def _check_desk_keys(before: Roster | None, roster: Roster, desk_keys: Mapping[str, bytes]) -> None:
    """Every new triage member gets a desk key file, and nobody else."""
    had = before.members if before and before.recipient == roster.recipient else ()
    old = {member.account for member in had if member.triage}
    new = {member.account for member in roster.members if member.triage} - old
    if set(desk_keys) != new:
        raise Refused("desk_keys")
    for data in desk_keys.values():
        check_sealed(data, "desk-key")


def propose_version(db: Session, proposal: RosterProposal, actor: Account, now: int) -> None:
    """Keep the next version, signed once, for a second member; the act is logged.

    Args:
        db: The session of this act.
        proposal: A new row with note, newcomer and desk key; its version is read from the note.
        actor: A member of the version before, whose own signature it carries.
        now: Unix seconds.
    """
    before, roster = current_roster(db), _parse(proposal.note)
    if before is None or roster.version != before.version + 1:
        raise Conflict("roster_moved_on")
    _require_member(before, actor)
    try:
        verify_proposal(before, proposal.note, actor.id)
    except RosterError as error:
        raise Refused(error.reason) from error
    _check_members(db, before, roster)
    _check_newcomer(before, roster, proposal.newcomer)
    desk_key = proposal.desk_key
    _check_desk_keys(before, roster, {proposal.newcomer: desk_key} if desk_key else {})
    db.execute(delete(RosterProposal))
    proposal.version = roster.version
    db.add(proposal)
    _log_proposal(db, roster, actor, "proposed", now)


def drop_proposal(db: Session, actor: Account, now: int) -> None:
    """Withdraw what waits for a second signature; NotFound when nothing does."""
    proposal, before = find_proposal(db), current_roster(db)
    if before is None or before.find_member(actor.id) is None:
        raise Refused("not_a_member")
    if proposal is None:
        raise NotFound("proposal")
    _log_proposal(db, _parse(proposal.note), actor, "withdrawn", now)
    db.delete(proposal)


def _require_member(roster: Roster, actor: Account) -> None:
    if roster.find_member(actor.id) is None:
        raise Refused("not_a_member")


def _verified(db: Session, note: str) -> Roster:
    """Return the version a note holds, verified as the next of the stored chain."""
    roster = _parse(note)
    try:
        return walk_roster([*all_notes(db), note], roster.desk).newest
    except RosterError as error:
        raise Refused(error.reason) from error


def _parse(note: str) -> Roster:
    try:
        return parse_roster(parse_note(note).text)
    except (NoteError, RosterError) as error:
        raise Refused("bad_roster") from error


def _log_proposal(db: Session, roster: Roster, actor: Account, step: str, now: int) -> None:
    auditlog.append_by(
        db,
        actor.id,
        Event.CONFIG_CHANGE,
        now=now,
        facts={"new": pin_of(roster).roster},
        detail={"roster": step, "version": roster.version},
    )
