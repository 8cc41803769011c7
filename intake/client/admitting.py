"""Admitting a newcomer to the roster: two people compare numbers, members sign (SPEC 8)."""

from intake.admin.people import list_people
from intake.case.permission import find_desk_key
from intake.client.unlocked import Unlocked, load_roster
from intake.crypto.age.hybrid import parse_recipient, recipient_of
from intake.crypto.case.keyfiles import account_holder
from intake.crypto.encoding import parse_b64u
from intake.crypto.keys import verification_key
from intake.crypto.roster.accounts import safety_number
from intake.crypto.roster.deskkeys import DeskKeyFile, make_desk_key_file, open_desk_key_file
from intake.crypto.roster.roster import Member, needed_signatures, next_roster
from intake.crypto.roster.rosterchain import cosign_roster, sign_roster
from intake.roster.accepting import accept_version
from intake.roster.chain import find_proposal
from intake.roster.proposing import propose_version
from intake.store.models import RosterProposal


def own_number(newcomer: Unlocked, desk: str) -> str:
    """Return the number that a newcomer reads out: over the keys this client made itself."""
    recipient = recipient_of(newcomer.keys.identity_seed)
    public = verification_key(newcomer.keys.signing_seed)
    return safety_number(desk, newcomer.actor.username, recipient, public)


def propose(member: Unlocked, account: str, number: str) -> bool:
    """Sign the roster with a newcomer in it; it stands at once where one signature is enough.

    Args:
        member: A triage member, who signs first.
        account: The newcomer's account id.
        number: What the newcomer read out.

    Returns:
        Whether a second member must sign too.

    Raises:
        ValueError: The server names other keys than the newcomer's.
    """
    walk = load_roster(member)
    newcomer = _find_newcomer(member, account)
    recipient = parse_recipient(newcomer.recipient)
    named = safety_number(walk.newest.desk, newcomer.user_name, recipient, newcomer.public)
    if named != number:
        raise ValueError("other keys than the newcomer's")
    version = next_roster(walk.newest, [*walk.newest.members, newcomer])
    note = sign_roster(version, member.actor.id, member.keys.signing_seed)
    desk_key = _share_desk(member, newcomer, recipient) if newcomer.triage else None
    waits = needed_signatures(walk.newest, version) > 1
    with member.act() as act:
        if waits:
            proposal = RosterProposal(note=note, newcomer=account, desk_key=desk_key)
            propose_version(act, proposal)
        else:
            accept_version(act, note, {account: desk_key} if desk_key else {})
    return waits


def second(member: Unlocked) -> None:
    """Sign the proposal that waits, as the second member, and hand it in."""
    load_roster(member)
    with member.act() as act:
        waiting = find_proposal(act.db)
        if waiting is None:
            raise LookupError("nothing waits for a signature")
        note = cosign_roster(waiting.note, member.actor.id, member.keys.signing_seed)
        desk_keys = {waiting.newcomer: waiting.desk_key} if waiting.desk_key else {}
        accept_version(act, note, desk_keys)


def _find_newcomer(member: Unlocked, account: str) -> Member:
    """Return what the server says of an account that enrolled."""
    with member.server.reading() as db:
        row = next(each for each in list_people(db) if each["id"] == account)
    return Member(
        account=account,
        user_name=str(row["username"]),
        role=str(row["role"]),
        triage=bool(row["triage"]),
        recipient=str(row["recipient"]),
        public=parse_b64u(str(row["verify_key"]), 32),
    )


def _share_desk(member: Unlocked, newcomer: Member, recipient: bytes) -> bytes:
    """Return the desk's identities, sealed to the newcomer."""
    walk = load_roster(member)
    with member.server.reading() as db:
        own = find_desk_key(db, walk.newest, member.actor)
    if own is None:
        raise LookupError("no desk key")
    opened = open_desk_key_file(own, member.keys.identity_seed, member.actor.id, walk)
    shared = DeskKeyFile(
        desk=opened.desk,
        epochs=opened.epochs,
        holder=account_holder(newcomer.account),
        by=account_holder(member.actor.id),
    )
    return make_desk_key_file(shared, member.keys.signing_seed, recipient)
