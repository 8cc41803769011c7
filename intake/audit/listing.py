"""Reading the logs for people: pages of entries, filtered, and single entries."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake.case.access.alone import ACTS, alone_in, is_alone
from intake.crypto.tlog.merkle import leaf_hash
from intake.errors import NotFound
from intake.log import proofs
from intake.log.events import Event, Log
from intake.log.leaf import Leaf, LeafError, commitment, parse_leaf
from intake.store.models import Case, LogDetail, LogEntry

PAGE = 100  # entries on one page
SCANNED = 20_000  # entries looked through for one page of a filtered list
BATCH = 1_000
UNREADABLE = "unreadable"  # Stands for the event of an entry that is of no known form.
_TERMS = {
    "event": re.compile("|".join(re.escape(event) for event in Event)),
    "actor": re.compile(r"[0-9a-f]{1,16}|system|none"),
    "case": re.compile(r"[0-9a-f]{1,32}"),
}
END_OF_TIME = 253_402_300_800  # Unix time of the year 10000, which no calendar here can write.


@dataclass(frozen=True)
class Filter:
    """What to show; empty text means everything."""

    event: str = ""
    actor: str = ""  # pseudonym or how it begins
    case: str = ""  # log reference or how it begins, as the list shows it


@dataclass(frozen=True)
class Entry:
    """One entry for a page."""

    index: int
    time: int  # Unix seconds
    event: str
    actor: str
    outcome: str
    facts: dict[str, str]
    detail: dict[str, object] | None  # None where there is none, or where it was erased
    detail_holds: bool  # whether the detail is what the entry commits to
    leaf: str
    hash: bytes  # of the leaf as it lies there now


def list_entries(
    db: Session, log: Log, before: int, wanted: Filter
) -> tuple[list[Entry], int | None]:
    """Return a page of entries below an index, newest first, and where the next page begins."""
    found: list[Entry] = []
    for scanned, (row, detail) in enumerate(_descending(db, log, before), start=1):
        entry = _entry(row, detail)
        if _matches(entry, wanted):
            found.append(entry)
        if len(found) == PAGE or scanned == SCANNED:
            return found, entry.index or None
    return found, None


def _descending(db: Session, log: Log, before: int) -> Iterator[tuple[LogEntry, LogDetail | None]]:
    """Yield entries with their details, from just below an index down to the first."""
    query = select(LogEntry, LogDetail).outerjoin(
        LogDetail, (LogDetail.log == LogEntry.log) & (LogDetail.idx == LogEntry.idx)
    )
    query = query.where(LogEntry.log == log).order_by(LogEntry.idx.desc()).limit(BATCH)
    while batch := db.execute(query.where(LogEntry.idx < before)).all():
        yield from batch
        before = batch[-1][0].idx


def _entry(row: LogEntry, detail: LogDetail | None) -> Entry:
    """Return an entry for a page; one that was tampered with is shown as far as it can be read."""
    leaf = _find_leaf(row)
    told, holds = _find_detail(detail, leaf.commitment if leaf else None)
    return Entry(
        index=row.idx,
        time=leaf.t if leaf else 0,
        event=leaf.event if leaf else UNREADABLE,
        actor=(leaf and leaf.actor) or "system",
        outcome=(leaf and leaf.outcome) or "",
        facts=dict(leaf.facts) if leaf else {},
        detail=told,
        detail_holds=holds,
        leaf=row.leaf.decode("ascii", "backslashreplace"),
        hash=leaf_hash(row.leaf),
    )


def _find_leaf(row: LogEntry) -> Leaf | None:
    try:
        leaf = parse_leaf(Log(row.log), row.leaf)
    except LeafError:
        return None
    return leaf if leaf.t < END_OF_TIME else None


def _find_detail(
    row: LogDetail | None, committed: str | None
) -> tuple[dict[str, object] | None, bool]:
    """Return a detail that can be read, and whether it is what the entry commits to."""
    if row is None:
        return None, True
    try:
        told = json.loads(row.detail)
        holds = commitment(row.salt, row.detail) == committed
    except (
        ValueError,
        RecursionError,
    ):  # No JSON, or no salt: whoever holds the database wrote it.
        return None, False
    return (told, holds) if isinstance(told, dict) else (None, False)


def _matches(entry: Entry, wanted: Filter) -> bool:
    detail = entry.detail or {}
    return (
        wanted.event in {"", entry.event}
        and entry.actor.startswith(wanted.actor)
        and str(detail.get("log_ref", "")).startswith(wanted.case)
    )


def find_entry(db: Session, log: Log, index: int, size: int) -> Entry | None:
    """Return one entry, or None when it was signed and is gone.

    Args:
        db: A reading session.
        log: Which log.
        index: NotFound when it is not below ``size``.
        size: Of the newest checkpoint that was signed.
    """
    if index >= size:
        raise NotFound("entry")
    row = proofs.find_entry(db, log, index)
    return _entry(row, db.get(LogDetail, (log, index))) if row else None


def list_alone(db: Session) -> list[tuple[str, list[str]]]:
    """Return which acts one person did alone in open cases, by log reference.

    References are random and in their own order: nothing says which case is older.
    """
    told = [holds.label(act) for act, holds in alone_in(Case).items()]
    query = select(Case.log_ref, *told).where(is_alone(Case)).order_by(Case.log_ref)
    return [
        (ref, [act for act, does in zip(ACTS, holds, strict=True) if does])
        for ref, *holds in db.execute(query)
    ]


def filter_detail(wanted: Filter) -> dict[str, object]:
    """Return what was asked for as an entry says it, so that another auditor reads what was.

    Events, pseudonyms and references are no words of anybody. What cannot be one of these finds
    nothing, and is not repeated: ``UNREADABLE``.
    """
    asked = {name: getattr(wanted, name) for name in _TERMS if getattr(wanted, name)}
    return {
        name: term if _TERMS[name].fullmatch(term) else UNREADABLE for name, term in asked.items()
    }
