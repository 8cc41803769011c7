"""Changing the list of people: signed once, handed in or left for a second signature (SPEC 8)."""

from collections.abc import Callable

from intake.client.member.account.person import OpenSession
from intake.client.member.account.roster import fetch_roster
from intake.crypto.encoding import b64u
from intake.crypto.roster.accounts import AccountKeys
from intake.crypto.roster.roster import Member, Roster, RosterError
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


def find_changed(
    before: Roster, note: str, change: Callable[[Member, str | None], Roster]
) -> Member:
    """Return the one whom a proposal is about; it changes nothing else, and a member signed it.

    Args:
        before: The version that counts.
        note: The proposal.
        change: Somebody and a day to the version that comes of nothing but the change of them.

    Raises:
        RosterError: Something of that does not hold.
    """
    after = _verify_signed(before, note)
    changed = [*{*before.members} ^ {*after.members}]
    if len(changed) != 1 or after != change(changed[0], after.day):
        raise RosterError("fork")
    return changed[0]


def _verify_signed(before: Roster, note: str) -> Roster:
    signers = {signature.name for signature in parse_note(note).signatures}
    signer = next((each.account for each in before.members if each.account in signers), "")
    return verify_proposal(before, note, signer)


def _body(note: str, newcomer: str | None, desk_key: bytes | None) -> dict[str, object]:
    sealed = b64u(desk_key) if desk_key else None
    return {"note": note, "newcomer": newcomer, "desk_key": sealed}
