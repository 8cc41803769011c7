"""Which entries a filter finds, newest first, by the index: no page looks through others.

A page goes on below the last index of the one before it (keyset), so it costs the same wherever it
begins. The narrowest part of a filter leads, by the index made for it; what else is asked for is
looked at in the rows it gives. How a pseudonym begins stands for the names that begin so, each
asked for by itself. How a case begins is a range of them; by its first character that is a large
part of the log, and a page is full of it soon: so the newest entries are looked through first.
"""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, ScalarSelect, Select, func, literal_column, select, union_all
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
    return _found(db, log, before, wanted, most)


def _look_through(
    db: Session, log: Log, before: int, wanted: Filter, most: int
) -> list[int] | None:
    """Return what the newest entries give; None if that is no full page and others are older."""
    is_whole = len(wanted.actor) == WHOLE["a"]
    named = {_IX.c.e: wanted.event, _IX.c.a: wanted.actor if is_whole else ""}
    where = [column == value for column, value in named.items() if value]
    near = select(_IX.c.idx, _IX.c.ref, _IX.c.a)
    near = near.where(_IX.c.log == log, _IX.c.idx < before, *where).order_by(_IX.c.idx.desc())
    newest = near.limit(NEAR).subquery()
    begins = {newest.c.ref: wanted.case, newest.c.a: wanted.actor}
    query = select(newest.c.idx).order_by(newest.c.idx.desc()).limit(most)
    query = query.where(*(func.substr(each, 1, len(name)) == name for each, name in begins.items()))
    found = list(db.scalars(query))
    is_all = len(found) == most or db.execute(near.offset(NEAR).limit(1)).first() is None
    return found if is_all else None


def _found(db: Session, log: Log, before: int, wanted: Filter, most: int) -> list[int]:
    """Return the newest entries of all that lead, asked for at once."""
    parts = [
        select(_newest(log, before, wanted, column, conditions).limit(most).subquery())
        for column, conditions in _leading(db, log, wanted)
    ]
    if not parts:
        return []
    every = union_all(*parts).subquery()
    return list(db.scalars(select(every.c.idx).order_by(every.c.idx.desc()).limit(most)))


def _newest(
    log: Log, before: int, wanted: Filter, column: str, conditions: list[Condition]
) -> Select[tuple[int]]:
    # A range of cases is found by its own index and sorted, and not in the order of the log.
    is_range = column == "ref" and len(wanted.case) < WHOLE["ref"]
    place = _IX.c.idx + 0 if is_range else _IX.c.idx
    below = select(_IX.c.idx).where(_IX.c.log == log, place < before, *conditions)
    return _narrow(below.order_by(place.desc()), wanted, column)


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
    names = list(db.scalars(_names(log, start)))
    if len(names) > NAMES:
        return [_begins(_IX.c.a, start)]
    return [[_IX.c.a == name] for name in names]


def _names(log: Log, start: str) -> Select[tuple[str]]:
    """Return the query of the actors that begin so; each is one step in their index."""

    def least(*conditions: Condition) -> ScalarSelect[str]:
        return select(func.min(_IX.c.a)).where(_IX.c.log == log, *conditions).scalar_subquery()

    first, *within = _begins(_IX.c.a, start)
    steps = select(least(first, *within).label("a")).cte(recursive=True)
    following = select(least(_IX.c.a > steps.c.a, *within)).where(steps.c.a.is_not(None))
    names = steps.union_all(following)
    return select(names.c.a).where(names.c.a.is_not(None)).limit(NAMES + 1)


def _begins(column: ColumnElement[str], start: str) -> list[Condition]:
    """Return what begins so, and the range that holds it in any order of letters and digits."""
    return [column >= start, column < start + "z", func.substr(column, 1, len(start)) == start]
