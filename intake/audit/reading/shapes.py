"""The statements of a filter, each made once for its shape.

Names stand in place of what is asked for: making a statement costs more than the database takes to
answer it. The narrowest part of a filter leads, by the index made for it; what else is asked for is
looked at in the rows it gives. ``log``, ``before`` and ``most`` are bound in each; ``e``, ``a``,
``ref`` and ``<name>_end``, where what begins with it ends, as the shape says; ``a0`` and on are the
names of actors; ``names`` is how many of them are asked for.
"""

from functools import cache
from typing import Literal, NamedTuple

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    ScalarSelect,
    Select,
    bindparam,
    func,
    literal_column,
    select,
    union_all,
)

from intake.log.events import Log
from intake.store.models import LogIx
from intake.store.models.beside import LETTER
from intake.store.statements import table_of

_IX = table_of(LogIx)
# As in the condition of its index, which no parameter matches.
_PAD: ColumnElement[str] = literal_column("'pad'")
Condition = ColumnElement[bool]
_LETTER: ColumnElement[str] = literal_column(LETTER)
Kind = Literal["", "whole", "begins", "names", "letter"]


class Shape(NamedTuple):
    """What a statement depends on; the values are bound when it is asked."""

    log: Log
    event: bool
    actor: Kind  # "names" where what begins so is asked for name by name
    case: Kind  # "letter" where it is the first character alone
    names: int = 0  # How many, with "names".


@cache
def newest_query(shape: Shape) -> Select[int]:
    """Return the statement of the newest entries of all that lead."""
    column, leading = _leading(shape)
    parts = [select(_one(shape, column, each).limit(_count("most")).subquery()) for each in leading]
    every = union_all(*parts).subquery()
    return select(every.c.idx).order_by(every.c.idx.desc()).limit(_count("most"))


def _one(shape: Shape, column: str, conditions: list[Condition]) -> Select[int]:
    # A range of cases is found by its own index and sorted, and not in the order of the log.
    is_range = column == "ref" and shape.case == "begins"
    place = _IX.c.idx + 0 if is_range else _IX.c.idx
    below = select(_IX.c.idx).where(*_below(place), *conditions)
    return _narrow(below.order_by(place.desc()), shape, column)


def _leading(shape: Shape) -> tuple[str, list[list[Condition]]]:
    """Return the column that leads, and the conditions of each name it is asked for."""
    if shape.case in {"whole", "begins"}:
        return "ref", [_named("ref", shape.case)]
    event = [_IX.c.e == _bound("e")] if shape.event else []
    if shape.actor == "names":
        return "a", [[_IX.c.a == _bound(f"a{at}"), *event] for at in range(shape.names)]
    if shape.actor:
        return "a", [[*_named("a", shape.actor), *event]]
    if event:
        return "e", [event]
    if shape.case:
        return "letter", [[_bound("ref") == _LETTER, _IX.c.ref.is_not(None)]]
    return "", [[_IX.c.e != _PAD] if shape.log is Log.INTAKE else []]


def _narrow(query: Select[int], shape: Shape, column: str) -> Select[int]:
    """Return a query by the leading column; the others are hidden from the choice of an index."""
    if column == "ref" and shape.event:
        query = query.where(_IX.c.e + "" == _bound("e"))
    if column == "ref" and shape.actor:
        query = query.where(*_begins(_IX.c.a + "", "a"))
    if column in {"a", "e"} and shape.case:
        query = query.where(_starts(_IX.c.ref, "ref"))  # PostgreSQL may lead by the letter.
    return query


@cache
def names_query() -> Select[str]:
    """Return the query of the actors that begin so; each is one step in their index."""

    def least(*conditions: Condition) -> ScalarSelect[str]:
        newest = select(func.min(_IX.c.a)).where(_IX.c.log == _bound("log"), *conditions)
        return newest.scalar_subquery()

    first, *within = _begins(_IX.c.a, "a")
    steps = select(least(first, *within).label("a")).cte(recursive=True)
    following = select(least(_IX.c.a > steps.c.a, *within)).where(steps.c.a.is_not(None))
    names = steps.union_all(following)
    return select(names.c.a).where(names.c.a.is_not(None)).limit(_count("names"))


def _named(name: str, kind: str) -> list[Condition]:
    column = _IX.c[name]
    return [column == _bound(name)] if kind == "whole" else _begins(column, name)


def _begins(column: ColumnElement[str], name: str) -> list[Condition]:
    """Return what begins so, and the range that holds it in any order of letters and digits."""
    return [column >= _bound(name), column < _bound(f"{name}_end"), _starts(column, name)]


def _starts(column: ColumnElement[str], name: str) -> Condition:
    return func.substr(column, 1, func.length(_bound(name))) == _bound(name)


def _below(place: ColumnElement[int]) -> list[Condition]:
    return [_IX.c.log == _bound("log"), place < _count("before")]


def _bound(name: str) -> BindParameter[str]:
    return bindparam(name, type_=_IX.c.a.type)


def _count(name: str) -> BindParameter[int]:
    return bindparam(name, type_=_IX.c.idx.type)
