"""What is stored against what the logs say of it: ciphertext, cases, openings, and statements.

An entry names the SHA-256 of what was stored with it. Bytes that were put in its place later, a
case that was taken out, or an opening that was taken out before its reporter was told, leave that
entry behind; and nothing in this program takes any of them out.
"""

from collections.abc import Iterator
from hashlib import sha256
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake.audit.tables.entries import Stored
from intake.audit.tables.rows import find_reference
from intake.crypto.encoding import parse_b64u
from intake.log.events import Event, Log
from intake.store.engine import Database
from intake.store.models import AuditStatement, Case, Opening, SealedObject

STEP = 50  # Sealed objects; each may be some hundred KiB.
STORED = frozenset({"act", "contact", "message", "note", "report", "statement"})
"""Facts that are the hash of a sealed object, or of an auditor's statement."""


class Mismatch(NamedTuple):
    """An entry that no longer finds what it tells of."""

    log: Log
    entry: int  # Its index.
    reason: str  # Of ``codes.PASS_REASONS``.


class StoredPass:
    """Hashes every sealed object; then finds the entries that name one which is not there."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._there = set[bytes]()
        self._said = set[bytes]()  # What rows say of bytes that are others.
        self._gone = set[str]()  # References of cases that are not there, each told once.
        self.found: list[Mismatch] = []

    def hash_objects(self) -> Iterator[None]:
        """Hash what is stored, a step at a time."""
        self._hash_statements()
        after = ""
        columns = (SealedObject.id, SealedObject.sha256, SealedObject.data)
        query = select(*columns).order_by(SealedObject.id).limit(STEP)
        while True:
            with self._database.reading() as db:
                rows = db.execute(query.where(SealedObject.id > after)).all()
            if not rows:
                return
            for after, said, data in rows:  # noqa: B007 - the next step begins after it
                self._there.add(sha256(data).digest())
                self._said.add(said)
            yield

    def _hash_statements(self) -> None:
        with self._database.reading() as db:
            for row in db.scalars(select(AuditStatement)):
                self._there.add(sha256(row.note.encode()).digest())
                self._said.add(row.sha256)

    def watch(self, log: Log, entries: list[Stored]) -> None:
        """Compare entries of a log with what is stored."""
        for each in entries:
            self._look_for_objects(log, each)
        if log is Log.ACCESS:
            self._look_for_openings(entries)

    def _look_for_objects(self, log: Log, stored: Stored) -> None:
        facts = stored.leaf.facts if stored.leaf else {}
        missing = {
            digest
            for name, value in facts.items()
            if name in STORED and (digest := parse_b64u(value, 32)) not in self._there
        }
        if missing:
            reason = "bad_hash" if missing & self._said else "missing_object"
            self.found.append(Mismatch(log, stored.idx, reason))

    def _look_for_openings(self, entries: list[Stored]) -> None:
        opened = {each.idx: key for each in entries if (key := _opening(each))}
        with self._database.reading() as db:
            cases = _find_cases(db, {ref for ref, _ in opened.values()})
            openings = _find_openings(db, set(cases.values()))
        for index, (ref, seq) in opened.items():
            if ref not in cases:
                if ref not in self._gone:
                    self.found.append(Mismatch(Log.ACCESS, index, "missing_case"))
                self._gone.add(ref)
            elif (cases[ref], seq) not in openings:
                self.found.append(Mismatch(Log.ACCESS, index, "missing_opening"))


def _opening(stored: Stored) -> tuple[str, int] | None:
    """Return which opening of which case an entry tells of; None if of none."""
    leaf, ref, seq = stored.leaf, find_reference(stored.told), stored.told.get("case_seq")
    if leaf is None or leaf.event is not Event.REPORT_OPEN or leaf.outcome != "ok":
        return None
    return (ref, seq) if ref is not None and isinstance(seq, int) else None


def _find_cases(db: Session, refs: set[str]) -> dict[str, str]:
    query = select(Case.log_ref, Case.id).where(Case.log_ref.in_(refs))
    return {row.log_ref: row.id for row in db.execute(query)}


def _find_openings(db: Session, cases: set[str]) -> set[tuple[str, int]]:
    query = select(Opening.case_id, Opening.case_seq).where(Opening.case_id.in_(cases))
    return {(row.case_id, row.case_seq) for row in db.execute(query)}
