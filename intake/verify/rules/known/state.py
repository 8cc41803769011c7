"""What all rules may ask: the time, how cases stand, who is who and who is away."""

from dataclasses import dataclass, field

from intake.log.events import Log
from intake.verify.rules.known.cases import Cases
from intake.verify.rules.record import Record


@dataclass
class Known:
    """What the records before the one that is judged said."""

    now: int = 0  # The newest time in the access log.
    cases: Cases = field(default_factory=Cases)
    away: set[str] = field(default_factory=set)  # Pseudonyms.
    roles: dict[str, str] = field(default_factory=dict)  # By pseudonym, as `sys.accounts` says.

    def take(self, record: Record) -> None:
        """Follow what a record, which was judged, changed."""
        if record.log is Log.ACCESS:
            self.now = max(self.now, record.time)
        self.cases.take(record)
        if record.event == "sys.accounts":
            self.roles |= dict.fromkeys(record.texts("who"), record.text("role"))
        if record.event == "user.away":
            go = self.away.update if record.text("to") == "on" else self.away.difference_update
            go(record.texts("who"))
