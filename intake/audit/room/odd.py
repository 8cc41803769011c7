"""What the rules found, out of the side tables, and what was reviewed, out of the log."""

import json
from collections.abc import Iterator, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake.audit.passing.folding import make_line
from intake.audit.reading.searching import Filter, search
from intake.audit.tables.entries import read_rows
from intake.log.events import Event, Log
from intake.log.leaf import LeafError
from intake.store.models import AuditFinding
from intake.verify.rules import Entry, Finding, Incident, Record, gather, read_record
from intake.verify.rules.known.reviews import Reviews

END = 2**53
MOST = 10_000  # Entries of a kind that are read for a page; a quarter has some dozens.


def list_incidents(db: Session) -> list[Incident]:
    """Return every incident, those that nobody has reviewed first, the gravest first."""
    return gather(list_findings(db), read_reviews(db))


def list_findings(db: Session) -> Sequence[Finding]:
    """Return what the rules found in the entries that were taken in."""
    return [_finding(row) for row in db.scalars(select(AuditFinding))]


def read_reviews(db: Session) -> Reviews:
    """Return what was reviewed, and who was an auditor when."""
    reviews = Reviews()
    for record in records_of(db, Event.SYS_ACCOUNTS, Event.AUDIT_REVIEW):
        reviews.take(record)
    return reviews


def records_of(db: Session, *events: Event) -> Iterator[Record]:
    """Yield the entries of these events in the access log, the oldest first."""
    found = [search(db, Log.ACCESS, END, Filter(event=event), MOST) for event in events]
    for index in sorted(index for indices in found for index in indices):
        for idx, leaf, _, salt, detail in read_rows(db, Log.ACCESS, index, index + 1):
            try:
                yield read_record(Log.ACCESS, idx, leaf, make_line(idx, salt, detail))
            except LeafError:
                continue  # No entry: the full pass says so.


def _finding(row: AuditFinding) -> Finding:
    body = json.loads(row.json)
    entries = (Entry(Log(log), index, time) for log, index, time in body["entries"])
    return Finding(
        id=row.id,
        rule=row.rule,
        version=row.version,
        level=row.level,
        entries=tuple(entries),
        actor=row.a,
        refs=tuple(body["refs"]),
        numbers=body["numbers"],
    )
