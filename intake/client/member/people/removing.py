"""Taking somebody off the roster: one signature, or two within a week of another (SPEC 8)."""

from intake.client.member.account.person import OpenSession
from intake.client.member.account.roster import fetch_roster, load_roster
from intake.client.member.people.suspending import suspend
from intake.crypto.roster.accounts import AccountKeys
from intake.crypto.roster.roster import Member, Roster, RosterError, next_roster
from intake.crypto.roster.rosterchain import Walk, cosign_roster, sign_roster, verify_proposal
from intake.crypto.roster.rosterrules import needed_signatures
from intake.crypto.tlog.note import parse_note

PEOPLE = "/admin/people"


def remove(member: OpenSession, account: str) -> bool:
    """Sign the roster without somebody; it stands at once where one signature is enough.

    Returns:
        Whether a second member must sign too.
    """
    walk, day = load_roster(member), fetch_roster(member).day
    return _hand_in(member, walk.newest, without(walk.newest, account, day))


def remove_now(member: OpenSession, account: str) -> bool:
    """Take somebody off who is a risk now; where a second must sign, suspend them meanwhile."""
    walk, day = load_roster(member), fetch_roster(member).day
    version = without(walk.newest, account, day)
    if needed_signatures(walk.newest, version) > 1:
        suspend(member, account)
    return _hand_in(member, walk.newest, version)


def second_removal(member: OpenSession, account: str) -> None:
    """Sign the removal that waits, and hand it in.

    Raises:
        LookupError: Nothing waits, or somebody else's removal.
        RosterError: It does not follow from the list, or no member has signed it.
    """
    walk, proposal = load_roster(member), fetch_roster(member).proposal
    if proposal is None or find_leaver(walk, proposal.note).account != account:
        raise LookupError("no such removal waits for a signature")
    note = cosign_roster(proposal.note, member.account, member.keys.signing_seed)
    member.browser.send_json(f"{PEOPLE}/roster", _body(note))


def without(before: Roster, account: str, day: str) -> Roster:
    """Return the next version without this account."""
    return next_roster(before, [each for each in before.members if each.account != account], day)


def sign_removal(account: str, keys: AccountKeys, version: Roster) -> dict[str, object]:
    """Return a version without somebody, signed once, as it is handed in or proposed."""
    return _body(sign_roster(version, account, keys.signing_seed))


def find_leaver(walk: Walk, note: str) -> Member:
    """Return the one whom a proposal takes off; it changes nothing else, and a member signed it.

    Raises:
        RosterError: Something of that does not hold.
    """
    signers = {signature.name for signature in parse_note(note).signatures}
    before = walk.newest
    signer = next((m.account for m in before.members if m.account in signers), "")
    after = verify_proposal(before, note, signer)
    gone = [member for member in before.members if member not in after.members]
    if len(gone) != 1 or after != without(before, gone[0].account, after.day or ""):
        raise RosterError("fork")
    return gone[0]


def _hand_in(member: OpenSession, before: Roster, version: Roster) -> bool:
    waits = needed_signatures(before, version) > 1
    sent = sign_removal(member.account, member.keys, version)
    member.browser.send_json(f"{PEOPLE}/{'propose' if waits else 'roster'}", sent)
    return waits


def _body(note: str) -> dict[str, object]:
    return {"note": note, "newcomer": None, "desk_key": None}
