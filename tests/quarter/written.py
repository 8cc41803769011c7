"""A log as tests write it: entries with their chains and commitments, without a server.

Whoever writes says when, who, what and of which case; numbers, salts and commitments follow.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256

from intake.clock import DAY
from intake.crypto.encoding import encode_json
from intake.log.events import Event, Log
from intake.log.leaf import Leaf, commitment, encode_detail, encode_leaf
from intake.verify.detail_lines import Line
from intake.verify.rules.finding import Finding
from intake.verify.rules.fold import Fold
from intake.verify.rules.order import in_order
from intake.verify.rules.record import Record, Told

START = 1_790_812_800  # 1 October 2026, 00:00 UTC: the first second of a quarter.


@dataclass
class Written:
    """Two logs that grow."""

    records: dict[Log, list[Record]] = field(default_factory=lambda: {log: [] for log in Log})
    chains: dict[str, tuple[int, str | None]] = field(default_factory=dict)

    def add(
        self, at: int, event: str, actor: str = "system", outcome: str = "ok", /, **detail: object
    ) -> Record:
        """Append to the access log, ``at`` seconds after START; ``log_ref`` continues its chain."""
        ref = str(detail.get("log_ref", ""))
        seq, before = self.chains.get(ref, (0, None))
        if ref:
            detail |= {"case_seq": seq + 1} | ({"case_prev": before} if before else {})
        index = len(self.records[Log.ACCESS])
        record = self._append(Record(Log.ACCESS, index, START + at, event, actor, outcome), detail)
        self.chains[ref] = (seq + 1, record.commitment)
        return record

    def tell(self, day: int, event: str = "pad", /, **detail: object) -> Record:
        """Append to the intake log, ``day`` days after START."""
        index = len(self.records[Log.INTAKE])
        return self._append(Record(Log.INTAKE, index, START + day * DAY, event), detail)

    def take_case(self, at: int, ref: str, assignee: str, cover: str = "none") -> Record:
        """Let somebody take a case."""
        given = {"assignee": assignee, "cover": cover}
        return self.add(at, "case.assign", assignee, log_ref=ref, **given)

    def open(self, at: int, ref: str, actor: str, **detail: object) -> Record:
        """Let somebody open a case; its reporter is told on the same day."""
        record = self.add(at, "report.open", actor, log_ref=ref, **{"purpose": "casework"} | detail)
        seq = self.chains[ref][0]
        self.tell(max(at // DAY, self.newest_day), "case.opened", log_ref=ref, case_seq=seq)
        return record

    @property
    def newest_day(self) -> int:
        """The day of the newest entry of the intake log, in days after START."""
        told = self.records[Log.INTAKE]
        return (told[-1].time - START) // DAY if told else 0

    def wait(self, at: int) -> None:
        """Let time pass: the system says something."""
        self.add(at, "case.shown")

    def replace(self, record: Record, told: Told) -> None:
        """Let the details of an entry be gone, or be others."""
        self.records[record.log][record.index] = replace(record, detail=None, told=told)

    def leaves(self, log: Log) -> list[tuple[bytes, Line | None]]:
        """Return the bytes of each entry, and the line of its details."""
        return [_encode(record) for record in self.records[log]]

    def in_order(self) -> list[Record]:
        """Return the records of both logs as the rules take them."""
        return list(in_order(self.records[Log.ACCESS], self.records[Log.INTAKE]))

    def folded(self) -> Fold:
        """Return what the rules know after all of it."""
        fold = Fold()
        for record in self.in_order():
            fold.take(record)
        return fold

    def findings(self, rule: str) -> list[Finding]:
        """Return what one rule finds."""
        return [each for each in self.folded().findings() if each.rule == rule]

    def _append(self, bare: Record, detail: dict[str, object]) -> Record:
        record = bare
        if detail:
            committed = commitment(salt_of(bare), encode_json(detail))
            record = replace(bare, detail=detail, commitment=committed, told=Told.HELD)
        self.records[bare.log].append(record)
        return record


def salt_of(record: Record) -> bytes:
    """Return the salt of an entry's details."""
    return sha256(f"{record.log} {record.index}".encode()).digest()


def _encode(record: Record) -> tuple[bytes, Line | None]:
    actor = None if record.actor == "system" else record.actor
    outcome = None if record.outcome == "ok" else record.outcome
    leaf = Leaf(Event(record.event), record.time, actor, record.commitment, outcome, record.facts)
    encoded = encode_leaf(record.log, leaf)
    if record.detail is None or record.commitment is None:
        return encoded, None
    return encoded, Line(record.index, record.commitment, encode_detail(record.detail))


def indices(findings: Sequence[Finding]) -> list[list[int]]:
    """Return the indices of each finding."""
    return [[entry.index for entry in finding.entries] for finding in findings]
