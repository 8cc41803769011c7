"""Which entries a filter finds, newest first, by the index: no page looks through others.

A page goes on below the last index of the one before it (keyset), so it costs the same wherever it
begins. The narrowest part of a filter leads, by the index made for it; what else is asked for is
looked at in the rows it gives. A beginning of a name stands for the names that begin so, each asked
for by itself; a beginning of so many that a page is full of them soon is looked up as a range.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from heapq import merge
from itertools import islice

from sqlalchemy import Column, ColumnElement, Select, func, literal_column, select
from sqlalchemy.orm import Session

from intake.log.events import Log
from intake.store.models import LogIx
from intake.store.statements import table_of

NAMES = 40  # So many names a beginning may stand for before it is looked up as a range.
WHOLE = {"a": 16, "ref": 32}  # Characters of a whole name.
_IX = table_of(LogIx)
# As in the condition of its index, which no parameter matches.
_PAD: ColumnElement[str] = literal_column("'pad'")
Condition = ColumnElement[bool]


@dataclass(frozen=True)
class Filter:
    """What to show; empty text means everything."""

    event: str = ""
    actor: str = ""  # pseudonym or how it begins
    case: str = ""  # log reference or how it begins, as the list shows it

    def __bool__(self) -> bool:
        """Tell whether anything is asked for."""
        return bool(self.event or self.actor or self.case)


def search(db: Session, log: Log, before: int, wanted: Filter, most: int) -> list[int]:
    """Return the indices of the newest entries below an index that a filter finds.

    Args:
        db: A reading session.
        log: Which log.
        before: Entries from here on are left out.
        wanted: Without a filter padding is left out of the intake log.
        most: Indices at most.
    """
    return list(islice(merge(*_found(db, log, before, wanted, most), reverse=True), most))


def _found(db: Session, log: Log, before: int, wanted: Filter, most: int) -> Iterator[list[int]]:
    below = select(_IX.c.idx).where(_IX.c.log == log, _IX.c.idx < before)
    newest = below.order_by(_IX.c.idx.desc()).limit(most)
    for leading in _leading(db, log, wanted):
        yield list(db.scalars(_narrow(newest, wanted, leading)))


def _leading(db: Session, log: Log, wanted: Filter) -> list[tuple[str, list[Condition]]]:
    """Return the column that leads and a condition for each name it is asked for."""
    if wanted.case:
        return [("ref", each) for each in _named(db, log, _IX.c.ref, wanted.case)]
    event = [_IX.c.e == wanted.event] if wanted.event else []
    if wanted.actor:
        return [("a", [*each, *event]) for each in _named(db, log, _IX.c.a, wanted.actor)]
    if event:
        return [("e", event)]
    return [("", [_IX.c.e != _PAD] if log is Log.INTAKE else [])]


def _narrow(
    query: Select[tuple[int]], wanted: Filter, leading: tuple[str, list[Condition]]
) -> Select[tuple[int]]:
    """Return a query by the leading column; the others are hidden from the choice of an index."""
    column, conditions = leading
    query = query.where(*conditions)
    if column == "ref" and wanted.event:
        query = query.where(_IX.c.e + "" == wanted.event)
    if column == "ref" and wanted.actor:
        query = query.where(*_begins(_IX.c.a + "", wanted.actor))
    return query


def _named(db: Session, log: Log, column: Column[str], start: str) -> list[list[Condition]]:
    """Return a condition for each name that begins so; one for all of them if they are many."""
    if len(start) == WHOLE[column.name]:
        return [[column == start]]
    names = list(islice(_names(db, log, column, start), NAMES + 1))
    if len(names) > NAMES:
        return [_begins(column, start)]
    return [[column == name] for name in names]


def _names(db: Session, log: Log, column: Column[str], start: str) -> Iterator[str]:
    """Yield the names in a column that begin so; each is one step in its index."""
    floor = column >= start
    while True:
        query = select(column).where(_IX.c.log == log, floor).order_by(column).limit(1)
        name = db.scalar(query)
        if name is None or not name.startswith(start):
            return
        yield name
        floor = column > name


def _begins(column: ColumnElement[str], start: str) -> list[Condition]:
    """Return what begins so, and the range that holds it in any order of letters and digits."""
    return [column >= start, column < start + "z", func.substr(column, 1, len(start)) == start]
