"""Changing the list of people: signed once, handed in or left for a second signature (SPEC 8)."""

from intake.client.member.account.person import OpenSession
from intake.client.member.account.roster import fetch_roster
from intake.crypto.encoding import b64u
from intake.crypto.roster.accounts import AccountKeys
from intake.crypto.roster.roster import Roster
from intake.crypto.roster.rosterchain import cosign_roster, sign_roster, verify_proposal
from intake.crypto.roster.rosterrules import needed_signatures
from intake.crypto.tlog.note import parse_note

PEOPLE = "/admin/people"


def sign_change(
    account: str,
    keys: AccountKeys,
    version: Roster,
    newcomer: str | None = None,
    desk_key: bytes | None = None,
) -> dict[str, object]:
    """Return a version signed once, as it is handed in or proposed.

    Args:
        account: Who signs.
        keys: Theirs.
        version: What they sign.
        newcomer: Account id of whom it lets in, if it does.
        desk_key: The desk's identities, sealed to a newcomer who has triage.
    """
    return _body(sign_roster(version, account, keys.signing_seed), newcomer, desk_key)


def hand_in(
    member: OpenSession,
    before: Roster,
    version: Roster,
    newcomer: str | None = None,
    desk_key: bytes | None = None,
) -> bool:
    """Sign a version and hand it in; it stands at once where one signature is enough.

    Returns:
        Whether a second member must sign too.
    """
    waits = needed_signatures(before, version) > 1
    sent = sign_change(member.account, member.keys, version, newcomer, desk_key)
    member.browser.send_json(f"{PEOPLE}/{'propose' if waits else 'roster'}", sent)
    return waits


def hand_in_second(member: OpenSession, note: str, newcomer: str | None = None) -> None:
    """Sign what another member signed already, and hand it in."""
    signed = cosign_roster(note, member.account, member.keys.signing_seed)
    member.browser.send_json(f"{PEOPLE}/roster", _body(signed, newcomer, None))


def find_waiting(member: OpenSession, newcomer: str | None) -> str:
    """Return the note of what waits for a signature: lets this newcomer in, or takes somebody off.

    Raises:
        LookupError: Nothing waits, or something else.
    """
    proposal = fetch_roster(member).proposal
    if proposal is None or proposal.newcomer != newcomer:
        raise LookupError("no such change waits for a signature")
    return proposal.note


def verify_change(before: Roster, note: str) -> Roster:
    """Return the version of a proposal, which a member signed.

    Raises:
        RosterError: It does not follow from the list, or no member has signed it.
    """
    signers = {signature.name for signature in parse_note(note).signatures}
    signer = next((each.account for each in before.members if each.account in signers), "")
    return verify_proposal(before, note, signer)


def _body(note: str, newcomer: str | None, desk_key: bytes | None) -> dict[str, object]:
    sealed = b64u(desk_key) if desk_key else None
    return {"note": note, "newcomer": newcomer, "desk_key": sealed}
