"""Taking somebody off the roster: one signature, or two within a week of another (SPEC 8)."""

from intake.client.member.account.person import OpenSession
from intake.client.member.account.roster import fetch_roster, load_roster
from intake.client.member.people.changing import (
    find_changed,
    find_waiting,
    hand_in,
    hand_in_second,
)
from intake.client.member.people.suspending import suspend
from intake.crypto.roster.roster import Member, Roster
from intake.crypto.roster.rosterchain import Walk
from intake.crypto.roster.rosterrules import needed_signatures, next_roster


def remove(member: OpenSession, account: str) -> bool:
    """Sign the roster without somebody; it stands at once where one signature is enough.

    Returns:
        Whether a second member must sign too.
    """
    walk, day = load_roster(member), fetch_roster(member).day
    return hand_in(member, walk.newest, without(walk.newest, account, day))


def remove_now(member: OpenSession, account: str) -> bool:
    """Take somebody off who is a risk now; where a second must sign, suspend them meanwhile."""
    walk, day = load_roster(member), fetch_roster(member).day
    version = without(walk.newest, account, day)
    if needed_signatures(walk.newest, version) > 1:
        suspend(member, account)
    return hand_in(member, walk.newest, version)


def second_removal(member: OpenSession, account: str) -> None:
    """Sign the removal that waits, and hand it in.

    Raises:
        LookupError: Nothing waits, or somebody else's removal.
        RosterError: It does not follow from the list, or no member has signed it.
    """
    walk, note = load_roster(member), find_waiting(member, None)
    if find_leaver(walk, note).account != account:
        raise LookupError("somebody else's removal waits")
    hand_in_second(member, note)


def without(before: Roster, account: str, day: str) -> Roster:
    """Return the next version without this account."""
    return next_roster(before, [each for each in before.members if each.account != account], day)


def find_leaver(walk: Walk, note: str) -> Member:
    """Return the one whom a proposal takes off; it changes nothing else, and a member signed it.

    Raises:
        RosterError: Something of that does not hold.
    """
    before = walk.newest
    return find_changed(
        before, note, lambda member, day: without(before, member.account, day or "")
    )
