"""Who looks at the list, and what follows for them from roster, role and desk key."""

from typing import NamedTuple

from intake.case.permission import find_desk_key, find_member
from intake.crypto.case.holders import DeskHolder
from intake.crypto.roster.roster import Roster
from intake.log.act import Act
from intake.roster.chain import current_roster
from intake.roster.members import Staff, find_staff


class Viewer(NamedTuple):
    """A member as the list sees them; whoever is in no roster sees nothing at all."""

    account: str
    roster: Roster
    staff: Staff
    desk_key: bytes | None  # What opens the desk's key files; only triage members have it.
    is_alarmed: bool  # Is told of what nobody can open: triage members and supervisors.

    @property
    def desk_holders(self) -> list[str]:
        """Every text under which key files of the desk can lie, whoever opens them."""
        return [
            str(DeskHolder(self.roster.desk, epoch)) for epoch in range(1, self.roster.epoch + 1)
        ]


def find_viewer(act: Act) -> Viewer | None:
    """Return who looks, or None for somebody who is in no roster."""
    roster = current_roster(act.db)
    member = find_member(act, roster)
    if roster is None or member is None:
        return None
    key = find_desk_key(act.db, roster, member.account) if member.triage else None
    is_alarmed = member.triage or member.role == "supervisor"
    return Viewer(member.account, roster, find_staff(act.db), key, is_alarmed)
