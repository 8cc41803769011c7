"""Which entries a filter finds, newest first, by the index: no page looks through others.

A page goes on below the last index of the one before it (keyset), so it costs the same wherever it
begins. The narrowest part of a filter leads, by the index made for it; what else is asked for is
looked at in the rows it gives. How a pseudonym begins stands for the names that begin so, each
asked for by itself. How a case begins is a range of them; by its first character that is a large
part of the log, and a page is full of it soon: so the newest entries are looked through first.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from heapq import merge
from itertools import islice

from sqlalchemy import ColumnElement, Select, func, literal_column, select
from sqlalchemy.orm import Session

from intake.log.events import Log
from intake.store.models import LogIx
from intake.store.statements import table_of

NAMES = 40  # So many names a beginning may stand for before it is looked up as a range.
NEAR = 3_000  # Newest entries that are looked through: more than a page of every 16th one needs.
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
    if len(wanted.case) == 1:
        found = _look_through(db, log, before, wanted, most)
        if found is not None:
            return found
    return list(islice(merge(*_found(db, log, before, wanted, most), reverse=True), most))


def _look_through(
    db: Session, log: Log, before: int, wanted: Filter, most: int
) -> list[int] | None:
    """Return what the newest entries give; None if that is no full page and others are older."""
    is_whole = len(wanted.actor) == WHOLE["a"]
    named = {_IX.c.e: wanted.event, _IX.c.a: wanted.actor if is_whole else ""}
    where = [column == value for column, value in named.items() if value]
    near = select(_IX.c.idx).where(_IX.c.log == log, _IX.c.idx < before, *where)
    near = near.order_by(_IX.c.idx.desc())
    begins = {_IX.c.ref: wanted.case, _IX.c.a: wanted.actor}
    query = select(_IX.c.idx).where(_IX.c.log == log, _IX.c.idx.in_(near.limit(NEAR)))
    query = query.where(*(func.substr(each, 1, len(name)) == name for each, name in begins.items()))
    found = list(db.scalars(query.order_by(_IX.c.idx.desc()).limit(most)))
    is_all = len(found) == most or db.scalar(near.offset(NEAR).limit(1)) is None
    return found if is_all else None


def _found(db: Session, log: Log, before: int, wanted: Filter, most: int) -> Iterator[list[int]]:
    for column, conditions in _leading(db, log, wanted):
        # A range of cases is found by its own index and sorted, and not in the order of the log.
        is_range = column == "ref" and len(wanted.case) < WHOLE["ref"]
        place = _IX.c.idx + 0 if is_range else _IX.c.idx
        below = select(_IX.c.idx).where(_IX.c.log == log, place < before, *conditions)
        newest = below.order_by(place.desc()).limit(most)
        yield list(db.scalars(_narrow(newest, wanted, column)))


def _leading(db: Session, log: Log, wanted: Filter) -> list[tuple[str, list[Condition]]]:
    """Return the column that leads and a condition for each name it is asked for."""
    if wanted.case:
        is_whole = len(wanted.case) == WHOLE["ref"]
        return [
            ("ref", [_IX.c.ref == wanted.case] if is_whole else _begins(_IX.c.ref, wanted.case))
        ]
    event = [_IX.c.e == wanted.event] if wanted.event else []
    if wanted.actor:
        return [("a", [*each, *event]) for each in _named(db, log, wanted.actor)]
    if event:
        return [("e", event)]
    return [("", [_IX.c.e != _PAD] if log is Log.INTAKE else [])]


def _narrow(query: Select[tuple[int]], wanted: Filter, column: str) -> Select[tuple[int]]:
    """Return a query by the leading column; the others are hidden from the choice of an index."""
    if column == "ref" and wanted.event:
        query = query.where(_IX.c.e + "" == wanted.event)
    if column == "ref" and wanted.actor:
        query = query.where(*_begins(_IX.c.a + "", wanted.actor))
    return query


def _named(db: Session, log: Log, start: str) -> list[list[Condition]]:
    """Return a condition for each actor that begins so; one for all of them if they are many."""
    if len(start) == WHOLE["a"]:
        return [[_IX.c.a == start]]
    names = list(islice(_names(db, log, start), NAMES + 1))
    if len(names) > NAMES:
        return [_begins(_IX.c.a, start)]
    return [[_IX.c.a == name] for name in names]


def _names(db: Session, log: Log, start: str) -> Iterator[str]:
    """Yield the actors that begin so; each is one step in their index."""
    floor = _IX.c.a >= start
    while True:
        query = select(_IX.c.a).where(_IX.c.log == log, floor).order_by(_IX.c.a).limit(1)
        name = db.scalar(query)
        if name is None or not name.startswith(start):
            return
        yield name
        floor = _IX.c.a > name


def _begins(column: ColumnElement[str], start: str) -> list[Condition]:
    """Return what begins so, and the range that holds it in any order of letters and digits."""
    return [column >= start, column < start + "z", func.substr(column, 1, len(start)) == start]
