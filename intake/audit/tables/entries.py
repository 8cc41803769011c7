"""Entries of a log with their details, read in a row, and taken apart as far as they can be."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from intake.crypto.tlog.merkle import leaf_hash
from intake.log.events import Log
from intake.log.leaf import Leaf, LeafError, commitment, parse_leaf
from intake.store.models import LogDetail, LogEntry
from intake.store.statements import table_of
from intake.verify.erasures import parse_object

_ENTRIES, _DETAILS = table_of(LogEntry), table_of(LogDetail)
_BESIDE = (_DETAILS.c.log == _ENTRIES.c.log) & (_DETAILS.c.idx == _ENTRIES.c.idx)
_READ = (
    select(_ENTRIES.c.idx, _ENTRIES.c.leaf, _ENTRIES.c.hash, _DETAILS.c.salt, _DETAILS.c.detail)
    .select_from(_ENTRIES.outerjoin(_DETAILS, _BESIDE))
    .order_by(_ENTRIES.c.idx)
)


Row = tuple[int, bytes, bytes, bytes | None, bytes | None]
"""Index, leaf, the hash beside it; salt and detail, if there are any."""


@dataclass(frozen=True)
class Stored:
    """One entry as it lies there."""

    idx: int
    hash: bytes  # Of the leaf as it lies there, not as it is said to be.
    is_as_hashed: bool  # Whether that is the hash stored beside it.
    leaf: Leaf | None  # None where it is no entry.
    told: dict[str, object] = field(default_factory=dict)  # The detail, if it is what was logged.


def read_entries(db: Session, log: Log, start: int, end: int) -> Iterator[Stored]:
    """Yield the entries from ``start`` up to, not including, ``end``, as far as they are there."""
    for idx, data, kept, salt, detail in read_rows(db, log, start, end):
        leaf, hashed = find_leaf(log, data), leaf_hash(data)
        told = find_detail(leaf, salt or b"", detail) if detail is not None else None
        yield Stored(idx, hashed, hashed == kept, leaf, told or {})


def read_rows(db: Session, log: Log, start: int, end: int) -> Iterator[Row]:
    """Yield the same as they are stored."""
    where = (_ENTRIES.c.log == log, _ENTRIES.c.idx >= start, _ENTRIES.c.idx < end)
    for row in db.connection().execute(_READ.where(*where)):
        yield tuple(row)


def read_listed(db: Session, log: Log, indices: Select[int]) -> Iterator[Row]:
    """Yield the entries that a query names, as they are stored, the oldest first."""
    where = (_ENTRIES.c.log == log, _ENTRIES.c.idx.in_(indices))
    for row in db.connection().execute(_READ.where(*where)):
        yield tuple(row)


def read_entry(db: Session, log: Log, index: int) -> Stored | None:
    """Return one entry, or None."""
    return next(read_entries(db, log, index, index + 1), None)


def find_leaf(log: Log, data: bytes) -> Leaf | None:
    """Return the leaf in these bytes; None if they are no entry of this log."""
    try:
        return parse_leaf(log, data)
    except LeafError:
        return None


def find_detail(leaf: Leaf | None, salt: bytes, detail: bytes) -> dict[str, object] | None:
    """Return a detail; None if it is not what its entry commits to."""
    try:
        holds = leaf is not None and commitment(salt, detail) == leaf.commitment
    except LeafError:  # No salt: whoever holds the database wrote it.
        return None
    return parse_object(detail) if holds else None
