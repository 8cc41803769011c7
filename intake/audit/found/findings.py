"""What the rules found, out of the side tables, and what was reviewed, out of the log."""

import json
from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from intake.audit.reading.around import MARGIN
from intake.audit.reading.records import records_of
from intake.log.events import Event, Log
from intake.store.models import AuditFinding
from intake.verify.rules import Entry, Finding, Incident, gather
from intake.verify.rules.known.reviews import Reviews

AT_ONCE = 1_000  # So many are asked for by their ids.


def list_incidents(db: Session, since: int, reviews: Reviews | None = None) -> list[Incident]:
    """Return the incidents that have an entry since then (Unix seconds), those not reviewed first.

    What was found just before belongs to one that goes on; what lies longer back cannot.
    """
    found = gather(list_findings(db, since - MARGIN), reviews or read_reviews(db))
    return [each for each in found if each.newest >= since]


def list_findings(db: Session, since: int = 0, rule: str = "") -> Sequence[Finding]:
    """Return what the rules, or one of them, found in what was taken in, as far as it is so new."""
    query = select(AuditFinding).where(AuditFinding.newest >= since)
    return _read(db, query.where(AuditFinding.rule == rule) if rule else query)


def list_before(db: Session, time: int) -> Sequence[Finding]:
    """Return what the rules found that has no entry since then (Unix seconds)."""
    return _read(db, select(AuditFinding).where(AuditFinding.newest < time))


def list_about(db: Session, names: Collection[str]) -> Sequence[Finding]:
    """Return what the rules found about somebody, by their pseudonyms."""
    return _read(db, select(AuditFinding).where(AuditFinding.a.in_(names)))


def find_findings(db: Session, ids: Collection[str]) -> Iterable[Finding]:
    """Yield those findings that are there, by their ids."""
    every = sorted(ids)
    for start in range(0, len(every), AT_ONCE):
        some = AuditFinding.id.in_(every[start : start + AT_ONCE])
        yield from _read(db, select(AuditFinding).where(some))


def read_reviews(db: Session) -> Reviews:
    """Return what was reviewed, and who was an auditor when."""
    reviews = Reviews()
    for event in (Event.SYS_ACCOUNTS, Event.AUDIT_REVIEW):
        for record in records_of(db, event):
            reviews.take(record)
    return reviews


def _read(db: Session, query: Select[AuditFinding]) -> Sequence[Finding]:
    return [_finding(row) for row in db.scalars(query)]


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
