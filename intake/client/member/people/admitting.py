"""Admitting a newcomer to the roster: two people compare numbers, members sign (SPEC 8)."""

from intake.client.member.account.person import OpenSession
from intake.client.member.account.roster import fetch_roster, load_roster
from intake.client.member.cases.casework import open_desk
from intake.client.member.cases.listing import fetch_desk_key
from intake.client.member.people.changing import (
    PEOPLE,
    find_changed,
    find_waiting,
    hand_in,
    hand_in_second,
)
from intake.crypto.age.hybrid import parse_recipient
from intake.crypto.case.holders import AccountHolder
from intake.crypto.encoding import parse_b64u
from intake.crypto.roster.accounts import safety_number
from intake.crypto.roster.deskkeys import DeskKeyFile, make_desk_key_file
from intake.crypto.roster.roster import Member
from intake.crypto.roster.rosterchain import Walk
from intake.crypto.roster.rosterrules import next_roster


def own_number(newcomer: OpenSession, desk: str) -> str:
    """Return the number that a newcomer reads out: over the keys this client made itself."""
    return member_number(desk, newcomer.member)


def member_number(desk: str, member: Member) -> str:
    """Return the safety number of somebody's keys."""
    return safety_number(desk, member.user_name, parse_recipient(member.recipient), member.public)


def propose(member: OpenSession, account: str, number: str) -> bool:
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
    if member_number(walk.newest.desk, newcomer) != number:
        raise ValueError("other keys than the newcomer's")
    desk_key = share_desk(member, walk, newcomer) if newcomer.triage else None
    members = [*walk.newest.members, newcomer]
    version = next_roster(walk.newest, members, fetch_roster(member).day)
    return hand_in(member, walk.newest, version, account, desk_key)


def second(member: OpenSession, account: str, number: str) -> None:
    """Compare with the newcomer oneself, then sign the proposal that waits and hand it in.

    Raises:
        LookupError: Nothing waits, or something else.
        ValueError: The proposal names other keys than the newcomer's.
        RosterError: It does not follow from the list, or no member has signed it.
    """
    walk, note = load_roster(member), find_waiting(member, account)
    newcomer = find_proposed(walk, note)
    if newcomer.account != account or member_number(walk.newest.desk, newcomer) != number:
        raise ValueError("other keys than the newcomer's")
    hand_in_second(member, note, account)


def find_proposed(walk: Walk, note: str) -> Member:
    """Return the one whom a proposal lets in; it changes nothing else, and a member signed it.

    Raises:
        RosterError: Something of that does not hold.
    """
    before = walk.newest
    return find_changed(
        before, note, lambda member, day: next_roster(before, [*before.members, member], day)
    )


def share_desk(member: OpenSession, walk: Walk, newcomer: Member) -> bytes:
    """Return the desk's identities, sealed to the newcomer.

    Raises:
        KeyError: This member holds none.
    """
    file = fetch_desk_key(member)
    if file is None:
        raise KeyError("desk_key")
    opened = open_desk(member, walk, file)
    shared = DeskKeyFile(
        desk=opened.desk,
        epochs=opened.epochs,
        holder=AccountHolder(newcomer.account),
        by=AccountHolder(member.account),
    )
    recipient = parse_recipient(newcomer.recipient)
    return make_desk_key_file(shared, member.keys.signing_seed, recipient)


def _find_newcomer(member: OpenSession, account: str) -> Member:
    """Return what the server says of an account that enrolled."""
    rows = member.browser.get(f"{PEOPLE}/data").json()["accounts"]
    row = next(each for each in rows if each["id"] == account)
    return Member(
        account=account,
        user_name=row["username"],
        role=row["role"],
        triage=row["triage"],
        recipient=row["recipient"],
        public=parse_b64u(row["verify_key"], 32),
    )
