"""The rules over a copy: which could be asked, what they found, and what the entries count to."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from intake.clock import day_of
from intake.log.events import Log
from intake.verify.reporting.questions import Tally
from intake.verify.reporting.reading import LogCopy, Progress
from intake.verify.rules import Finding, Fold, Incident, gather, in_order
from intake.verify.rules.rulebook import RULES


@dataclass(frozen=True)
class Span:
    """The days that a report speaks of, first and last included; None where it has no end."""

    first: date | None = None
    last: date | None = None

    def holds(self, time: int) -> bool:
        """Tell whether a time (Unix seconds) lies in it."""
        day = day_of(time)
        return (self.first or day) <= day <= (self.last or day)


@dataclass
class Folded:
    """What the rules say of a copy within a span."""

    incidents: Sequence[Incident] = ()
    reviewed: set[str] = field(default_factory=set)  # Ids of findings.
    asked: tuple[str, ...] = ()  # Rules that could be.
    newest: int = 0  # Time of the newest entry of the access log, Unix seconds.
    tally: Tally = field(default_factory=Tally)

    @property
    def findings(self) -> list[Finding]:
        """Return the findings, as the incidents are in order."""
        return [finding for each in self.incidents for finding in each.findings]


def fold_copy(copies: Sequence[LogCopy], span: Span, progress: Progress) -> Folded:
    """Put every entry of a copy through the rules, from the first on: baselines need them.

    Without details most rules know nothing; then those are asked that need none.
    """
    access, intake = (next(each for each in copies if each.folder.log is log) for log in Log)
    fold, folded = Fold(), Folded()
    for record in in_order(access.records(progress), intake.records(progress)):
        fold.take(record)
        if span.holds(record.time):
            folded.tally.take(record)
    folded.asked = tuple(name for name, rule in RULES.items() if access.is_given or rule.is_blind)
    found = [each for each in fold.findings() if each.rule in folded.asked]
    shown = [each for each in found if any(span.holds(entry.time) for entry in each.entries)]
    folded.incidents = gather(shown, fold.reviews)
    folded.reviewed = {each.id for each in shown if fold.reviews.covers(each)}
    folded.newest = fold.known.now
    return folded
