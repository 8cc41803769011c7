"""What a check of a copied log found, the gravest first (docs/spec/log.md, section 7)."""

from collections import Counter
from dataclasses import dataclass, field

from intake.crypto.tlog.witnesses.counting import Standing
from intake.log.events import Log

#: Every kind of finding, the gravest first: what only whoever holds the key can have done, then
#: what was done to entries, then what may be an accident of the copy.
GRAVITY = (
    *("forked", "rolled-back", "rewritten"),
    *("changed", "dropped", "inserted", "re-ordered"),
    *("key", "signature", "cosignature", "quorum", "policy", "origin", "misnamed"),
    *("missing", "damaged", "tile", "syntax", "clock", "chain", "detail"),
)
MAX_OF_A_KIND = 100  # Findings kept of one kind and log; the rest is counted.


class VerifyError(Exception):
    """There is nothing to check, or no way to check it."""


@dataclass(frozen=True)
class Finding:
    """Something that is not as it should be; ``kind`` is one of GRAVITY."""

    log: Log
    kind: str
    index: int | None  # The entry it is about, or the first of them.
    text: str


@dataclass(frozen=True)
class Witnessed:
    """What one witness says under one checkpoint of a copy."""

    size: int
    name: str  # In the policy; of a witness that is not in it what the line calls itself.
    standing: Standing
    time: int  # Unix seconds; 0 unless the signature holds.


@dataclass
class Quorum:
    """By whose policy witnesses were counted, and how far they reach."""

    is_own: bool  # The verifier's; else the operator's.
    name: str  # Of the quorum; ``none`` where nobody has to sign.
    size: int | None = None  # Of the largest checkpoint that enough of them signed.


@dataclass
class LogReport:
    """The result for one log."""

    log: Log
    origin: str
    size: int = 0
    root: bytes = b""
    checkpoints: int = 0  # Kept checkpoints that were compared.
    entries: int = 0  # Entries that were hashed.
    details: int = 0  # Details compared with their commitments.
    details_missing: int = 0  # Entries that commit to details which are not in the copy.
    details_erased: int = 0  # Those of them that an entry `log.detail_erase` names.
    policy: str | None = None  # Hash of the served policy's lines; None where it is none.
    agreed: tuple[int, str] | None = None  # The newest agreement to one: entry, and hash.
    is_key_compared: bool = False  # With one known from elsewhere.
    quorum: Quorum | None = None  # None where there is no policy to count by.
    witnessed: list[Witnessed] = field(default_factory=list)  # By size, in the policy's order.
    counts: Counter[str] = field(default_factory=Counter)  # Findings by kind, all of them.
    _kept: list[Finding] = field(default_factory=list)

    def add(self, kind: str, index: int | None, text: str) -> None:
        """Note a finding."""
        if self.counts[kind] < MAX_OF_A_KIND:
            self._kept.append(Finding(self.log, kind, index, text))
        self.counts[kind] += 1

    @property
    def findings(self) -> list[Finding]:
        """The findings that were kept, the gravest first."""
        return sorted(self._kept, key=gravity)


@dataclass(frozen=True)
class Report:
    """The result for a folder."""

    logs: tuple[LogReport, ...]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings of all logs, the gravest first."""
        found = [finding for log in self.logs for finding in log.findings]
        return tuple(sorted(found, key=gravity))


def gravity(finding: Finding) -> int:
    """Return the place of a finding in an order where the gravest comes first."""
    return GRAVITY.index(finding.kind)


def lines(report: Report, most: int) -> list[str]:
    """Return the findings as text, the gravest first, at most so many of a kind and log."""
    told = []
    seen: Counter[str] = Counter()
    counts: Counter[str] = Counter()
    for log in report.logs:
        counts.update({f"{log.log} {kind}": count for kind, count in log.counts.items()})
    for finding in report.findings:
        title = f"{finding.log} {finding.kind}"
        seen[title] += 1
        if seen[title] <= most:
            told.append(f"{title}: {finding.text}")
        elif seen[title] == most + 1:
            told.append(f"{title}: and {counts[title] - most} more")
    return told
