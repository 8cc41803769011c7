"""What a check of a copied log found."""

from dataclasses import dataclass, field

from intake.log.events import Log

MAX_FINDINGS = 1000  # Of one log; after that only the first ones help anybody.


class VerifyError(Exception):
    """The copy cannot be checked at all: something without which there is no beginning."""


@dataclass(frozen=True)
class Finding:
    """Something that is not as it should be.

    Kinds: ``signature`` (not by the log's key), ``changed``, ``dropped``, ``inserted``,
    ``re-ordered`` (entries), ``forked`` (two signed histories), ``rolled-back`` (a signed head
    larger than the newest), ``tile`` (a hash that does not follow from the entries), ``missing``
    (a file, or a whole log), ``origin`` (the logs are not the two of one instance), ``syntax`` (an
    entry not of the closed form), ``clock`` (time runs backwards), ``detail`` (not the one thing
    that an entry commits to).
    """

    log: Log
    kind: str
    index: int | None  # The entry it is about, or the first of them.
    text: str


@dataclass
class LogReport:
    """The result for one log."""

    log: Log
    origin: str
    size: int
    root: bytes
    checkpoints: int = 0  # Kept checkpoints that were compared.
    entries: int = 0  # Entries that were hashed.
    details: int = 0  # Details compared with their commitments.
    details_missing: int = 0  # Entries that commit to details which are not in the copy.
    findings: list[Finding] = field(default_factory=list)

    def add(self, kind: str, index: int | None, text: str) -> None:
        """Note a finding."""
        if len(self.findings) < MAX_FINDINGS:
            self.findings.append(Finding(self.log, kind, index, text))


@dataclass(frozen=True)
class Report:
    """The result for a folder."""

    logs: tuple[LogReport, ...]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings, log by log."""
        return tuple(finding for log in self.logs for finding in log.findings)
