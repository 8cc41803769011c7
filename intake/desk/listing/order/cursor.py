"""Where the next page of the list begins: the place of its last row in the order, as text.

It is no secret and no permission. Whoever makes one up gets rows of their own list from some place
on; what does not have the form is refused.
"""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, tuple_

from intake.desk.listing.order.lists import ORDER, Visible
from intake.errors import Refused

_DAY = r"([0-9]{4}-[0-9]{2}-[0-9]{2})"
_CURSOR = re.compile(rf"([0-2])\.([01])\.([01])\.([01])\.{_DAY}\.([0-3])\.{_DAY}\.([0-9a-f]{{32}})")


def cursor_of(row: Mapping[Any, Any]) -> str:
    """Return the cursor of a page whose last row this is."""
    return ".".join(str(row[name]) for name in ORDER)


def after(rows: Visible, cursor: str) -> ColumnElement[bool]:
    """Return the condition of the rows that follow.

    Raises:
        Refused: ``after``: it has not the form of a cursor.
    """
    return tuple_(*(rows.c[name] for name in ORDER)) > tuple_(*_parse(cursor))


def _parse(cursor: str) -> tuple[object, ...]:
    found = _CURSOR.fullmatch(cursor)
    if found is None:
        raise Refused("after")
    *flags, since, level, received, case = found.groups()
    try:
        days = date.fromisoformat(since), date.fromisoformat(received)
    except ValueError:
        raise Refused("after") from None
    return *map(int, flags), days[0], int(level), days[1], case
