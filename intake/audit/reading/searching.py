"""Which entries a filter finds, newest first, by the index: no page looks through others.

A page goes on below the last index of the one before it (keyset), so it costs the same wherever it
begins. How a pseudonym begins stands for the names that begin so, each asked for by itself. How a
case begins is a range of them; by its first character that is a large part of the log, which has an
index of its own.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from intake.audit.reading.shapes import Kind, Shape, names_query, newest_query
from intake.log.events import Log

NAMES = 40  # So many names a beginning may stand for before it is looked up as a range.
WHOLE = {"a": 16, "ref": 32}  # Characters of a whole name.


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
    values = {"log": log, "before": before, "most": most, **_values(wanted)}
    case: Kind = "letter" if len(wanted.case) == 1 else _kind("ref", wanted.case)
    shape = Shape(log, bool(wanted.event), _kind("a", wanted.actor), case)
    return _found(db, shape, values)


def _values(wanted: Filter) -> dict[str, object]:
    """Return what is bound for a filter: each name, and where those that begin with it end."""
    asked = {"e": wanted.event, "a": wanted.actor, "ref": wanted.case}
    ends = {f"{name}_end": value + "z" for name, value in asked.items()}
    return {**asked, **ends, "names": NAMES + 1}


def _kind(column: str, value: str) -> Kind:
    if not value:
        return ""
    return "whole" if len(value) == WHOLE[column] else "begins"


def _found(db: Session, shape: Shape, values: Mapping[str, object]) -> list[int]:
    """Return the newest entries of all that lead, asked for at once."""
    if shape.actor == "begins" and shape.case in {"", "letter"}:
        names = list(db.scalars(names_query(), values))
        if not names:
            return []
        if len(names) <= NAMES:  # Else one condition stands for all of them.
            shape = shape._replace(actor="names", names=len(names))
            values = {**values, **{f"a{at}": name for at, name in enumerate(names)}}
    return list(db.scalars(newest_query(shape), values))
