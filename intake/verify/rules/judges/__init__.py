"""The rules of the audit, each one class that remembers what it needs (docs/spec/audit.md, 4)."""

from dataclasses import dataclass, field

from intake.verify.rules.judges.whole import Chain, DetailMissing, Silent
from intake.verify.rules.known.found import Found
from intake.verify.rules.known.state import Known
from intake.verify.rules.record import Record


@dataclass
class Judges:
    """Every rule; they take a record in this order, and none asks another."""

    chain: Chain = field(default_factory=Chain)
    detail_missing: DetailMissing = field(default_factory=DetailMissing)
    silent: Silent = field(default_factory=Silent)

    def take(self, record: Record, known: Known, found: Found) -> None:
        """Let each rule judge a record, knowing what stood before it."""
        for judge in (self.chain, self.detail_missing, self.silent):
            judge.take(record, known, found)

    def conclude(self, found: Found) -> None:
        """Report what is a finding only as long as nothing comes that explains it."""
        self.detail_missing.conclude(found)
