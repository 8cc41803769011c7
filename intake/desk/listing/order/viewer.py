"""Who looks at the list, and what follows for them from roster, role and desk key."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import NamedTuple

from intake.case.access.permission import find_desk_key, find_member
from intake.clock import day_of
from intake.crypto.case.holders import DeskHolder
from intake.crypto.roster.roster import Roster
from intake.form.urgency.answering import Answering
from intake.log.act import Act
from intake.roster.away import find_away
from intake.roster.chain import current_roster
from intake.roster.members import Staff, find_staff


class Viewer(NamedTuple):
    """A member as the list sees them; whoever is in no roster sees nothing at all."""

    account: str
    roster: Roster
    staff: Staff
    desk_key: bytes | None  # What opens the desk's key files; only triage members have it.
    is_alarmed: bool  # Is told of what nobody can open or looks after: triage and supervisors.
    keys_due: date  # Key files from before this day were there for a whole working day.
    away: Mapping[str, date]  # Who is away today: account id to the day on which they are back.

    @property
    def desk_holders(self) -> list[str]:
        """Every text under which key files of the desk can lie, whoever opens them."""
        return [
            str(DeskHolder(self.roster.desk, epoch)) for epoch in range(1, self.roster.epoch + 1)
        ]


def find_viewer(act: Act, table: Answering | None = None) -> Viewer | None:
    """Return who looks, or None for somebody who is in no roster.

    Args:
        act: Theirs.
        table: On which days somebody is there; left out, no key file counts as late.
    """
    roster = current_roster(act.db)
    member = find_member(act, roster)
    if roster is None or member is None:
        return None
    key = find_desk_key(act.db, roster, member.account) if member.triage else None
    is_alarmed = member.triage or member.role == "supervisor"
    today = day_of(act.now)
    due = _last_staffed(table, today) if table else date.min
    away = find_away(act.db, today)
    return Viewer(member.account, roster, find_staff(act.db), key, is_alarmed, due, away)


def _last_staffed(table: Answering, today: date) -> date:
    """Return the last day before today on which somebody was there."""
    days = (today - timedelta(count) for count in range(1, 8))
    return next(day for day in days if day.weekday() in table.staffed)
