"""Reading the logs for people: pages of entries, filtered, and single entries."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake.audit.reading.searching import Filter, search
from intake.audit.tables.entries import find_leaf
from intake.audit.tables.rows import SYSTEM, UNREADABLE
from intake.case.access.alone import ACTS, alone_in, is_alone
from intake.crypto.tlog.merkle import leaf_hash
from intake.errors import NotFound
from intake.log import proofs
from intake.log.events import Event, Log
from intake.log.leaf import commitment
from intake.store.models import Case, LogDetail, LogEntry

PAGE = 100  # entries on one page
_TERMS = {
    "event": re.compile("|".join(re.escape(event) for event in Event)),
    "actor": re.compile(r"[0-9a-f]{1,16}|system|none"),
    "case": re.compile(r"[0-9a-f]{1,32}"),
}


@dataclass(frozen=True)
class Entry:
    """One entry for a page."""

    index: int
    time: int  # Unix seconds
    event: str
    actor: str
    outcome: str
    facts: dict[str, str]
    detail: dict[str, object] | None  # None where there is none, or where it cannot be read
    detail_holds: bool  # whether the detail is what the entry commits to
    detail_lacks: bool  # whether it commits to one, and none is stored
    leaf: str
    hash: bytes  # of the leaf as it lies there now


@dataclass(frozen=True)
class Padding:
    """Entries ``pad`` that lie side by side, as one line of a page."""

    first: int
    last: int

    @property
    def count(self) -> int:
        """Return how many they are."""
        return self.last - self.first + 1


@dataclass(frozen=True)
class Page:
    """Some entries, newest first, and where the next page begins."""

    lines: list[Entry | Padding]
    more: int | None  # The index below which it begins; None at the end.

    @property
    def entries(self) -> list[Entry]:
        """Return the entries without what is folded."""
        return [line for line in self.lines if isinstance(line, Entry)]


def list_entries(db: Session, log: Log, before: int, wanted: Filter, within: range) -> Page:
    """Return a page of entries.

    Args:
        db: A reading session.
        log: Which log.
        before: Entries from here on are left out.
        wanted: What is looked for; without it padding of the intake log is folded.
        within: Indices that the page speaks of: the side tables go so far, or a day ends there.
    """
    if UNREADABLE in filter_detail(wanted).values():
        return Page([], None)  # No name is like that, and not every database may be asked for it.
    start, end = within.start, min(before, within.stop)
    found = [index for index in search(db, log, end, wanted, PAGE + 1) if index >= start]
    shown, more = found[:PAGE], len(found) > PAGE
    there = {entry.index: entry for entry in read_some(db, log, shown)}
    lines: list[Entry | Padding] = [there[index] for index in shown if index in there]
    if log is Log.INTAKE and not wanted:
        lines = sorted(
            [*lines, *_folded(shown, range(start, end), is_last=not more)], key=_place, reverse=True
        )
    return Page(lines, shown[-1] if more else None)


def read_some(db: Session, log: Log, indices: list[int]) -> Iterator[Entry]:
    """Yield the entries with these indices as they lie there, as far as they do."""
    beside = (LogDetail.log == LogEntry.log) & (LogDetail.idx == LogEntry.idx)
    query = select(LogEntry, LogDetail).outerjoin(LogDetail, beside)
    query = query.where(LogEntry.log == log, LogEntry.idx.in_(indices))
    for row, detail in db.execute(query.order_by(LogEntry.idx.desc())):
        yield _entry(row, detail)


def _folded(shown: list[int], within: range, *, is_last: bool) -> Iterator[Padding]:
    """Yield what was left out between these indices, and after them if nothing follows."""
    end = within.stop
    for index in [*shown, within.start - 1] if is_last else shown:
        if index + 1 < end:
            yield Padding(index + 1, end - 1)
        end = index


def _place(line: Entry | Padding) -> int:
    return line.index if isinstance(line, Entry) else line.last


def _entry(row: LogEntry, detail: LogDetail | None) -> Entry:
    """Return an entry for a page; one that was tampered with is shown as far as it can be read."""
    leaf = find_leaf(Log(row.log), row.leaf)
    told, holds = _find_detail(detail, leaf.commitment if leaf else None)
    return Entry(
        index=row.idx,
        time=leaf.t if leaf else 0,
        event=leaf.event if leaf else UNREADABLE,
        actor=(leaf and leaf.actor) or SYSTEM,
        outcome=(leaf and leaf.outcome) or "",
        facts=dict(leaf.facts) if leaf else {},
        detail=told,
        detail_holds=holds,
        detail_lacks=detail is None and bool(leaf and leaf.commitment),
        leaf=row.leaf.decode("ascii", "backslashreplace"),
        hash=leaf_hash(row.leaf),
    )


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
