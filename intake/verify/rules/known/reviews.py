"""What auditors reviewed, as ``audit.review`` says: exactly these entries of a finding."""

from dataclasses import dataclass, field

from intake.clock import quarter_of
from intake.log.events import Log
from intake.verify.rules.finding import Finding
from intake.verify.rules.record import Record

AUDITOR, SUPERVISOR = "auditor", "supervisor"


@dataclass
class Review:
    """What one entry says was reviewed."""

    index: int  # Of the entry.
    time: int
    actor: str
    finding: str  # Its id.
    version: int | None  # Of the rule.
    indices: set[int]  # Of the finding's entries.
    log: str  # In which log those stand.
    outcome: str


@dataclass
class Named:
    """The role of somebody, by the name of a quarter."""

    role: str
    quarter: int


@dataclass
class Reviews:
    """Every review so far, and who was an auditor when."""

    by_finding: dict[str, list[Review]] = field(default_factory=dict)
    roles: dict[str, Named] = field(default_factory=dict)  # By pseudonym.

    def take(self, record: Record) -> None:
        """Remember what a record reviews, or whose role it tells."""
        if record.log is not Log.ACCESS or not record.is_done:
            return
        if record.event == "sys.accounts":
            named = Named(record.text("role"), quarter_of(record.time))
            self.roles |= dict.fromkeys(record.texts("who"), named)
        if record.event == "audit.review":
            review = _review(record)
            self.by_finding.setdefault(review.finding, []).append(review)

    def of(self, finding: Finding) -> list[Review]:
        """Return the reviews of a finding that count, the newest last."""
        given = self.by_finding.get(finding.id, [])
        return [each for each in given if self._counts(each, finding)]

    def covers(self, finding: Finding) -> bool:
        """Tell whether every entry of a finding was reviewed; a new one opens it again."""
        reviewed = {(each.log, index) for each in self.of(finding) for index in each.indices}
        return {(str(log), index) for log, index in finding.indices} <= reviewed

    def _counts(self, review: Review, finding: Finding) -> bool:
        """Tell whether a review is of this version, and by somebody who may judge it."""
        if review.version not in {None, finding.version} or review.actor == finding.actor:
            return False
        about = self.roles.get(finding.actor or "")
        if about is None or about.role != AUDITOR:
            return True
        return review.actor in self._judges_of(finding.actor, quarter_of(review.time))

    def _judges_of(self, auditor: str | None, quarter: int) -> set[str]:
        """Return who may review a finding about an auditor: the others; with none, supervisors.

        Of another quarter's name nobody can tell here which of today's it is: one alone is not
        another, and of several the server asks before the entry is made.
        """
        auditors = self._of_role(AUDITOR, quarter)
        others = auditors - {auditor} if auditor in auditors or len(auditors) > 1 else set()
        return others or self._of_role(SUPERVISOR, quarter)

    def _of_role(self, role: str, quarter: int) -> set[str]:
        return {name for name, each in self.roles.items() if each == Named(role, quarter)}


def _review(record: Record) -> Review:
    return Review(
        index=record.index,
        time=record.time,
        actor=record.actor,
        finding=record.text("finding"),
        version=record.number("version"),
        indices=set(record.numbers("indices")),
        log=record.text("log") or str(Log.ACCESS),
        outcome=record.text("outcome"),
    )
