"""The next version of a roster, and what it must fulfil to follow (SPEC 8), but for signatures."""

from collections.abc import Sequence
from datetime import date, timedelta

from intake.crypto.roster.roster import Member, Roster, RosterError
from intake.crypto.roster.rostertext import pin_of

#: Two triage members are taken off by one signature each only if so many days lie between.
REMOVAL_DAYS = 7


def next_roster(
    before: Roster,
    members: Sequence[Member],
    day: str | None = None,
    *,
    epoch: int | None = None,
    recipient: str | None = None,
) -> Roster:
    """Return the unsigned version after ``before``; without a new recipient the epoch stays.

    Args:
        before: The version it follows.
        members: Who is in it.
        day: Of its first signature, ``YYYY-MM-DD``; None for that of ``before``.
        epoch: Of a new recipient of the desk.
        recipient: The new one.
    """
    dated = before.day if day is None else day
    return Roster(
        desk=before.desk,
        version=before.version + 1,
        previous=pin_of(before).roster,
        epoch=before.epoch if epoch is None else epoch,
        recipient=before.recipient if recipient is None else recipient,
        members=tuple(sorted(members, key=lambda member: member.account)),
        day=dated,
        removed=dated if takes_triage(before, members) else before.removed,
    )


def takes_triage(before: Roster, members: Sequence[Member]) -> bool:
    """Tell whether somebody who had triage has it no more among these members."""
    stay = {member.account for member in members if member.triage}
    return any(member.triage and member.account not in stay for member in before.members)


def needed_signatures(before: Roster, after: Roster) -> int:
    """Return how many different members of ``before`` must have signed ``after``."""
    removed = set(before.members) - set(after.members)
    only_removes = (
        len(removed) == 1
        and len(after.members) == len(before.members) - 1
        and after.recipient == before.recipient
    )
    # Down to one member needs two as well: else one could remove the others and then add alone.
    one_is_enough = only_removes and len(after.members) > 1 and not _is_second(before, after)
    return 1 if one_is_enough else min(2, len(before.members))


def require_next(before: Roster, after: Roster) -> None:
    """Require everything but the signatures of the version after ``before``.

    Raises:
        RosterError: With its reason, in the order of the checks here.
    """
    if after.version != before.version + 1:
        raise RosterError("gap" if after.version > before.version else "step_back")
    if after.desk != before.desk:
        raise RosterError("bad_desk")
    if after.previous != pin_of(before).roster:
        raise RosterError("fork")
    same = after.recipient == before.recipient
    if after.epoch != before.epoch + (0 if same else 1):
        raise RosterError("bad_epoch")
    _require_days(before, after)


def require_not_ahead(day: str | None, today: str) -> None:
    """Refuse a day after the one that follows ``today`` (both ``YYYY-MM-DD``).

    Else whoever takes one triage member off could date the next removal a week later.

    Raises:
        RosterError: bad_day.
    """
    if day and date.fromisoformat(day) > date.fromisoformat(today) + timedelta(1):
        raise RosterError("bad_day")


def _is_second(before: Roster, after: Roster) -> bool:
    """Tell whether this takes a triage member off within a week of another one's removal."""
    if not (before.removed and after.day and takes_triage(before, after.members)):
        return False
    passed = date.fromisoformat(after.day) - date.fromisoformat(before.removed)
    return passed < timedelta(REMOVAL_DAYS)


def _require_days(before: Roster, after: Roster) -> None:
    """Require days that never go back, and the day of the newest removal carried on."""
    if after.day is None:
        if before.day is not None:
            raise RosterError("bad_day")
        return
    removes = takes_triage(before, after.members)
    if after.day < (before.day or "") or after.removed != (
        after.day if removes else before.removed
    ):
        raise RosterError("bad_day")
