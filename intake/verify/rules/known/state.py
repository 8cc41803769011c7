"""What all rules may ask: the time, how cases stand, who is away, what was reviewed."""

from dataclasses import dataclass, field

from intake.log.events import Log
from intake.verify.rules.known.cases import Cases
from intake.verify.rules.known.reviews import Reviews
from intake.verify.rules.record import Record


@dataclass
class Known:
    """What the records before the one that is judged said."""

    now: int = 0  # The newest time in the access log.
    cases: Cases = field(default_factory=Cases)
    away: set[str] = field(default_factory=set)  # Pseudonyms.
    reviews: Reviews = field(default_factory=Reviews)

    def time_at(self, record: Record) -> int:
        """Return the newest time in the access log, a record that is judged now included."""
        return max(self.now, record.time) if record.log is Log.ACCESS else self.now

    def take(self, record: Record) -> None:
        """Follow what a record, which was judged, changed."""
        if record.log is Log.ACCESS:
            self.now = self.time_at(record)
        self.cases.take(record)
        self.reviews.take(record)
        if record.event == "user.away":
            go = self.away.update if record.text("to") == "on" else self.away.difference_update
            go(record.texts("who"))
