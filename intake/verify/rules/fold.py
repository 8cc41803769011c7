"""The rules at work: records in, findings out (docs/spec/audit.md, 3).

    fold = Fold()
    for record in in_order(access, intake):
        fold.take(record)
    fold.findings()

What is known at a midnight can be kept and gone on with: the findings are those of one pass. A day
is done for both logs once the intake log is published beyond it; keep no midnight before that.
"""

from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass, field

from intake.crypto.encoding import EncodingError, encode_json, parse_json
from intake.verify.rules.finding import Finding
from intake.verify.rules.judges import Judges
from intake.verify.rules.known.found import Found
from intake.verify.rules.known.keeping import KeptError, keep, restore
from intake.verify.rules.known.reviews import Reviews
from intake.verify.rules.known.state import Known
from intake.verify.rules.order import Turn, turn_of
from intake.verify.rules.record import Record
from intake.verify.rules.rulebook import RULES

FORM = 1
"""Of what ``dump`` returns; another where an older program's cannot be gone on with."""


class FoldError(ValueError):
    """A record out of turn, or a state that this program cannot go on with: fold from nothing."""


@dataclass
class Fold:
    """What the rules know after the records they took; empty at first."""

    last: Turn | None = None  # Of the record that was taken last.
    days: dict[str, int] = field(default_factory=dict)  # By log: the day of its newest entry.
    indices: dict[str, int] = field(default_factory=dict)  # By log: of its newest entry.
    known: Known = field(default_factory=Known)
    found: Found = field(default_factory=Found)
    judges: Judges = field(default_factory=Judges)

    def take(self, record: Record) -> None:
        """Take the next record.

        Raises:
            FoldError: It is not its turn (``order.in_order``).
        """
        turn = self.turn_of(record)
        if (self.last and turn <= self.last) or record.index <= self.indices.get(record.log, -1):
            raise FoldError("a record out of turn")
        self.judges.take(record, self.known, self.found)
        self.known.take(record)
        self.last, self.days[record.log] = turn, turn.day
        self.indices[record.log] = record.index

    def take_days(self, records: Iterable[Record]) -> Iterator[int]:
        """Take records in turn, and stop at each midnight between two of them: it may be kept.

        Yields:
            The day that is over, in days since 1 January 1970; ``dump`` tells what is known then.
        """
        for record in records:
            if self.last is not None and self.turn_of(record).day > self.last.day:
                yield self.last.day
            self.take(record)

    def turn_of(self, record: Record) -> Turn:
        """Return when a record is to be taken."""
        return turn_of(record, self.days.get(record.log, 0))

    def findings(self) -> list[Finding]:
        """Return what was found so far, in the order of first entries; the fold can go on."""
        found = deepcopy(self.found)
        self.judges.conclude(found)
        return found.list_all()

    @property
    def reviews(self) -> Reviews:
        """What was reviewed so far."""
        return self.known.reviews

    def dump(self) -> bytes:
        """Return what is known as canonical JSON."""
        return encode_json({"form": FORM, "rules": _versions(), "state": keep(self)})

    @classmethod
    def load(cls, kept: bytes) -> "Fold":
        """Return the fold that ``dump`` made this of.

        Raises:
            FoldError: It is of another form, of other versions of the rules, or damaged.
        """
        try:
            value = parse_json(kept)
            if not isinstance(value, dict) or value.keys() != {"form", "rules", "state"}:
                raise FoldError("not what is known of a log")
            if value["form"] != FORM or value["rules"] != _versions():
                raise FoldError("of other rules")
            return restore(cls, value["state"])
        except (EncodingError, KeptError) as error:
            raise FoldError(str(error)) from None


def _versions() -> dict[str, int]:
    return {name: rule.version for name, rule in RULES.items()}
