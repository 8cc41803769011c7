"""What the rules found, out of the side tables, and what was reviewed, out of the log."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake.audit.reading.around import MARGIN
from intake.audit.reading.records import records_of
from intake.audit.tables.entries import read_entry
from intake.audit.tables.seen import read_seen
from intake.clock import DAY, HOUR
from intake.log.events import Event, Log
from intake.store.models import AuditFinding
from intake.verify.rules import Entry, Finding, Incident, gather
from intake.verify.rules.known.reviews import Reviews

END = 2**53
LATE = {Log.ACCESS: HOUR, Log.INTAKE: 2 * DAY}  # Seconds; the intake log is of yesterday.


class Reviewed(NamedTuple):
    """One review of an incident, as the page tells it."""

    who: str
    time: int  # Unix seconds.
    outcome: str  # A word of ``codes.REVIEW_OUTCOMES``.
    entry: int  # The first it left in the log.


def list_incidents(db: Session, since: int, reviews: Reviews | None = None) -> list[Incident]:
    """Return the incidents that have an entry since then (Unix seconds), those not reviewed first.

    What was found just before belongs to one that goes on; what lies longer back cannot.
    """
    found = gather(list_findings(db, since - MARGIN), reviews or read_reviews(db))
    return [each for each in found if each.newest >= since]


def list_reviewed(
    incident: Incident, reviews: Reviews, name: Callable[[str], str]
) -> list[Reviewed]:
    """Return who reviewed something of an incident and what came of it, the newest last.

    One act of reviewing leaves an entry for each finding: it is told once.

    Args:
        incident: Of which.
        reviews: All there are.
        name: A pseudonym as it is to be read.
    """
    made: dict[tuple[str, int, str], int] = {}
    for finding in incident.findings:
        for each in reviews.of(finding):
            act = each.actor, each.time, each.outcome
            made[act] = min(made.get(act, each.index), each.index)
    told = [Reviewed(name(who), time, outcome, at) for (who, time, outcome), at in made.items()]
    return sorted(told, key=lambda each: each.entry)


class Spoken(NamedTuple):
    """Up to where the rules have read a log, when somebody looks."""

    found: int  # Entries of the access log.
    size: int  # That are signed.
    is_behind: bool  # In one of the logs: nobody can say that nothing is odd.


def find_spoken(db: Session, sizes: Mapping[Log, int], now: int) -> Spoken:
    """Return how far the findings go.

    They are behind once an entry that they do not speak of is older than ``LATE``; its time is read
    off the entry itself.

    Args:
        db: A reading session.
        sizes: Of the newest checkpoints.
        now: Unix seconds.
    """
    found = {log: read_seen(db, log).found_size for log in Log}
    waiting = {log: read_entry(db, log, found[log]) for log in Log if found[log] < sizes[log]}
    is_behind = any(
        each is None or each.leaf is None or each.leaf.t < now - LATE[log]
        for log, each in waiting.items()
    )
    return Spoken(found[Log.ACCESS], sizes[Log.ACCESS], is_behind)


def list_findings(db: Session, since: int = 0, rule: str = "") -> Sequence[Finding]:
    """Return what the rules, or one of them, found in what was taken in, as far as it is so new."""
    query = select(AuditFinding).where(AuditFinding.newest >= since)
    query = query.where(AuditFinding.rule == rule) if rule else query
    return [_finding(row) for row in db.scalars(query)]


def read_reviews(db: Session) -> Reviews:
    """Return what was reviewed, and who was an auditor when."""
    reviews = Reviews()
    for event in (Event.SYS_ACCOUNTS, Event.AUDIT_REVIEW):
        for record in records_of(db, event):
            reviews.take(record)
    return reviews


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


def list_cases(incident: Incident) -> list[tuple[str, str]]:
    """Return the cases of which alone a finding tells, by reference, each with its entries.

    That is what one can ask who holds a case; entries are as people write them, with commas.
    """
    found: dict[str, set[int]] = {}
    for finding in incident.findings:
        if len(finding.refs) == 1:
            here = {entry.index for entry in finding.entries if entry.log is Log.ACCESS}
            found.setdefault(finding.refs[0], set()).update(here)
    return [(ref, ", ".join(map(str, sorted(indices)))) for ref, indices in found.items()]
