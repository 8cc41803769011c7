"""What a rule of the audit found (docs/spec/audit.md, 2)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from intake.log.events import Log

SERIOUS, LOOK, NOTE = 3, 2, 1
_LABEL = b"ti-audit-finding/v1"


@dataclass(frozen=True, order=True, slots=True)
class Entry:
    """Where an entry stands, and when it was made; in order of the logs, then of indices."""

    log: Log
    index: int
    time: int  # Unix seconds


@dataclass(frozen=True)
class Finding:
    """One thing that a rule found."""

    id: str  # 16 hex digits; see `finding_id`.
    rule: str
    version: int  # Of the rule.
    level: int  # SERIOUS, LOOK or NOTE
    entries: tuple[Entry, ...]  # Sorted, at least one.
    actor: str | None  # The pseudonym it is about; None where it is about nobody, or several.
    refs: tuple[str, ...]  # The log's names of the cases, sorted.
    numbers: Mapping[str, int | str]  # What its sentence says, by the words' names for it.

    @property
    def indices(self) -> tuple[tuple[Log, int], ...]:
        """Return where its entries stand."""
        return tuple((entry.log, entry.index) for entry in self.entries)

    @property
    def newest(self) -> int:
        """Return the time of its newest entry."""
        return max(entry.time for entry in self.entries)


def finding_id(rule: str, log: Log, index: int) -> str:
    """Return the id of a finding whose first entry is this one.

    It is the first 16 hex digits of SHA-256("ti-audit-finding/v1" 0x00 rule 0x00 index), the index
    in decimal, for an entry of the intake log with ``intake/`` before it.
    """
    place = str(index) if log is Log.ACCESS else f"{log}/{index}"
    return sha256(b"\x00".join((_LABEL, rule.encode(), place.encode()))).hexdigest()[:16]


def ranges(indices: Sequence[int], gap: int = 2) -> list[tuple[int, int]]:
    """Return sorted indices as (first, last), those at most ``gap`` apart as one."""
    joined: list[tuple[int, int]] = []
    for index in indices:
        if joined and index - joined[-1][1] <= gap:
            joined[-1] = (joined[-1][0], index)
        else:
            joined.append((index, index))
    return joined
