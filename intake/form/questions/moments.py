"""What an answer to a question about a day says: a rough day, a day, a part of the day, an hour.

A part of it is enough. It is one text, its parts in this order with one blank between them::

    tomorrow 2026-11-25 afternoon 14:30

A ``T`` for a blank and seconds after the hour are read too. What is rough is meant from the hour at
which the report was sealed, ``at`` of its body (SPEC 5). The browser's twin is
``static/js/form/moments.js``; both read ``tests/vectors/moments.json``.
"""

import math
import re
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from intake.crypto.shapes import is_day

ROUGH = ("today", "tomorrow", "week", "next_week", "later", "not_said")
#: Parts of the day, and the hour at which each begins at the earliest.
PARTS: Mapping[str, int] = MappingProxyType(
    {"morning": 0, "afternoon": 12, "evening": 17, "night": 0}
)
NOT_SAID = ROUGH[-1]
DAY = 86_400
EPOCH = date(1970, 1, 1).toordinal()
EASTMOST = 14 * 3600  # UTC+14: the first place where a day begins.
WESTMOST = 12 * 3600  # UTC-12: there it is still the day before.
# By the day of the week, Monday first: days until a week begins, which is on a Saturday, a Sunday
# or a Monday.
UNTIL_NEXT_WEEK = (5, 4, 3, 2, 1, 1, 1)
# Days after its first that a rough day can still be, wherever it was said; "later" has no end.
LASTS: Mapping[str, int] = MappingProxyType({"today": 1, "tomorrow": 1, "week": 7, "next_week": 13})
_GAP = "(?:[T ](?=.)|$)"
SHAPE = re.compile(
    rf"(?:({'|'.join(ROUGH)}){_GAP})?(?:([12][0-9]{{3}}-[0-9]{{2}}-[0-9]{{2}}){_GAP})?"
    rf"(?:({'|'.join(PARTS)}){_GAP})?(?:([01][0-9]|2[0-3]):([0-5][0-9])(?::[0-5][0-9])?)?",
    re.ASCII,
)


class Moment(NamedTuple):
    """One answer in its parts; what was left out is empty."""

    rough: str
    day: str  # 2026-11-25
    part: str
    hour: str  # 14:30


def read_moment(text: str) -> Moment | None:
    """Return what an answer says, or None if the text is no such answer."""
    found = SHAPE.fullmatch(text) if text else None
    if not found:
        return None
    rough, day, part, hour, minute = (part or "" for part in found.groups())
    return (
        None if day and not is_day(day) else Moment(rough, day, part, hour and f"{hour}:{minute}")
    )


def earliest_moment(text: str, at: int) -> int | None:
    """The earliest moment an answer can mean, whatever the clock of whoever gave it.

    Args:
        text: An answer.
        at: When it was sealed, Unix seconds.

    Returns:
        Unix seconds, or None if the text is no such answer or says only that nothing was said. A
        day begins at UTC+14. A rough day begins where it begins first, and not before ``at``. An
        hour without a day may be today's. Of a rough day and a day the earlier counts.
    """
    said = read_moment(text)
    if said is None or said == Moment(NOT_SAID, "", "", ""):
        return None
    hours, minutes = map(int, (said.hour or f"{PARTS.get(said.part, 0)}:0").split(":"))
    time = hours * 3600 + minutes * 60 - EASTMOST
    moments = [_number(said.day) * DAY + time] if said.day else []
    if said.rough not in {"", NOT_SAID} or not said.day:
        moments.append(max(at, _first_day(said.rough, at - WESTMOST) * DAY + time))
    return min(moments)


def day_of_moment(text: str, at: int) -> str:
    """Return the day an answer speaks of, ``2026-11-25``: the first that a rough day can be (UTC).

    Of a rough day and a day the day, but where the rough one is over by then, its first: the two
    say different things, and nobody may be late for the earlier.

    Args:
        text: An answer that has an earliest moment.
        at: When it was sealed, Unix seconds.
    """
    said = read_moment(text) or Moment("", "", "", "")
    first = _first_day(said.rough, at)
    lasts = LASTS.get(said.rough, math.inf)
    if said.day and _number(said.day) <= first + lasts:
        return said.day
    return date.fromordinal(min(max(first + EPOCH, 1), date.max.toordinal())).isoformat()


def contradicts(text: str, at: int) -> bool:
    """Tell whether an answer names a rough day and a day that nobody on earth can mean together.

    Args:
        text: An answer, or any text: what is none contradicts nothing.
        at: When it is said, Unix seconds.
    """
    said = read_moment(text)
    if said is None or not said.day or said.rough in {"", NOT_SAID}:
        return False
    last = _first_day(said.rough, at) + LASTS.get(said.rough, math.inf)
    return not _first_day(said.rough, at - WESTMOST) <= _number(said.day) <= last


def _first_day(rough: str, at: int) -> int:
    """Return the first day that a rough day can be, counted from 1970-01-01."""
    today = at // DAY
    week = UNTIL_NEXT_WEEK[(today + 3) % 7]
    return today + {"tomorrow": 1, "next_week": week, "later": week + 7}.get(rough, 0)


def _number(day: str) -> int:
    return date.fromisoformat(day).toordinal() - EPOCH
