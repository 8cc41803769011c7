"""Entries as the rules of the audit see them, read by what they tell of."""

from collections.abc import Iterator, Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from intake.audit.tables.entries import read_listed
from intake.log.events import Event, Log
from intake.log.leaf import LeafError, commitment
from intake.store.models import LogIx
from intake.verify.detail_lines import Line
from intake.verify.erasures import find_erased
from intake.verify.rules import Record, read_record

EVERYWHERE = range(2**53)
MOST = 10_000  # Entries of a kind that are read for a page; a quarter has some dozens.


def records_of(
    db: Session, *events: Event, within: range = EVERYWHERE, most: int = MOST
) -> Iterator[Record]:
    """Yield the entries of these events in the access log, the oldest first, in one read.

    Args:
        db: A reading session.
        events: Whose entries.
        within: Indices.
        most: So many of the newest at most.
    """
    inside = (LogIx.idx >= within.start, LogIx.idx < within.stop)
    theirs = (LogIx.log == Log.ACCESS, LogIx.e.in_(events), *inside)
    newest = select(LogIx.idx).where(*theirs).order_by(LogIx.idx.desc()).limit(most)
    yield from _records(db, newest)


def records_at(db: Session, indices: Sequence[int]) -> Iterator[Record]:
    """Yield some entries of the access log by their indices, the oldest first, in one read."""
    listed = select(LogIx.idx).where(LogIx.log == Log.ACCESS, LogIx.idx.in_(indices))
    yield from _records(db, listed)


def was_erased(db: Session, log: Log, index: int) -> bool:
    """Tell whether an entry says that another's details were erased: of the access log alone."""
    erasing = records_of(db, Event.LOG_DETAIL_ERASE) if log is Log.ACCESS else ()
    return any(index in find_erased(each.index, dict(each.detail or {})) for each in erasing)


def _records(db: Session, listed: Select[int]) -> Iterator[Record]:
    for idx, leaf, _, salt, detail in read_listed(db, Log.ACCESS, listed):
        try:
            yield read_record(Log.ACCESS, idx, leaf, make_line(idx, salt, detail))
        except LeafError:
            continue  # No entry: the full pass says so.


def make_line(idx: int, salt: bytes | None, detail: bytes | None) -> Line | None:
    """Return the details of an entry as the rules read them; None if there are none."""
    if salt is None or detail is None:
        return None
    try:
        return Line(idx, commitment(salt, detail), detail)
    except LeafError:  # No salt: something is there, and it is not what was committed to.
        return Line(idx, "", detail)
