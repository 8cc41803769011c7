"""Reading days and hours as people write them: understood, or asked back, and never read wrong.

What may be written is a closed list, ``dates.toml``: its rows turn the words of a language into
parts that have one meaning each, and whatever is left over is asked back. So is a day that can be
read in two ways (05/11/2026), and one without a year. The browser's twin is
``static/js/form/typed_dates.js``; both read ``tests/vectors/typed_dates.json``.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from intake.crypto.encoding import read_digits
from intake.crypto.shapes import is_day
from intake.form.questions.grammar import MAX_CHARACTERS
from intake.form.questions.moments import PARTS, ROUGH

Grammar = Sequence[tuple[str, str]]

ORDERS = ("dmy", "mdy", "ymd")
LEAP = "2000"  # A year that has every day.
NO_DAY = "?"  # What numbers mean that name a month and a day it does not have.
KINDS = (
    "rough",
    "part",
    "half",
    "hour",
    "w",
    "y",
    "m",
    "d",
)  # Of parts; the last are bare numbers.
PART = re.compile(
    rf"({'|'.join(ROUGH)})|({'|'.join(PARTS)})|([ap])M|T([0-9]{{1,2}}_[0-9]{{2}})|W([1-7])"
    r"|Y([0-9]+)|M([0-9]+)|D([0-9]+)|[./-]*([0-9](?:[0-9./-]*[0-9])?)?[./-]*",
    re.ASCII,
)
#: Hours that go with a part of the day, and with am and pm; 24 and more are after midnight.
HOURS = {
    "morning": range(12),
    "afternoon": range(12, 20),
    "evening": range(16, 24),
    "night": range(18, 30),
    "a": range(12),
    "p": range(12, 24),
}


class Typed(NamedTuple):
    """What was written means: an answer (``moments``), or a problem to ask back about.

    ``problem`` is ``half_date``, ``no_year``, ``which_date``, ``which_hour`` or ``bad_date``;
    ``meant`` are the days (``2026-11-25``, without a year ``-11-25``) or hours it can mean.
    """

    answer: str
    problem: str = ""
    meant: tuple[str, ...] = ()


BAD = Typed("", "bad_date")


def read_typed(grammar: Grammar, written: str) -> Typed:
    """Read what somebody wrote about a day or an hour; never raises.

    Args:
        grammar: Rows of ``dates.toml``, in order: a pattern and what stands for it.
        written: One text. Before an hour from a field of its own stands ``@``.
    """
    found: dict[str, str] = {}
    groups: list[list[str]] = []
    if not _sort(_plain(grammar, written), found, groups):
        return BAD
    day, hour = _day(found, groups), _hour(found)
    if day.problem or hour.problem:
        return day if day.problem else hour
    parts = (found.get("rough", ""), day.answer, found.get("part", ""), hour.answer)
    answer = " ".join(part for part in parts if part)
    return Typed(answer) if answer else BAD


def _plain(grammar: Grammar, written: str) -> str:
    """Return a text of ASCII digits and parts with one meaning, blanks between them."""
    text = unicodedata.normalize("NFKC", written[: MAX_CHARACTERS + 1]).lower()
    text = "".join(read_digits(each) or each for each in text)
    for pattern, meaning in grammar:
        text = re.sub(pattern, meaning.replace("$", "\\"), text, flags=re.ASCII)
    return text if len(written) <= MAX_CHARACTERS else "?"


def _sort(text: str, found: dict[str, str], groups: list[list[str]]) -> bool:
    """Sort the parts by kind, bare numbers by group; tell whether each has its place."""
    for token in re.split("[ ,\t\n]+", text):
        same = PART.fullmatch(token)
        if not same:
            return False
        *values, bare = same.groups()
        for kind, value in zip(KINDS, values, strict=True):
            if value and found.setdefault(kind, value) != value:
                return False
        groups += [re.split("[./-]+", bare)] if bare else []
    return True


def _day(found: Mapping[str, str], groups: Sequence[Sequence[str]]) -> Typed:
    marked = {kind: found[kind] for kind in "ymd" if kind in found}
    numbers = [number for group in groups for number in group]
    if not marked and not numbers:
        return BAD if "w" in found else Typed("")
    is_single = not marked or len(numbers) == len(groups)
    readings = _readings(marked, numbers) if is_single else []
    if not readings:
        return Typed("", "half_date" if len(marked) + len(numbers) < 3 else "bad_date")
    if readings[0].startswith("-"):
        return Typed("", "no_year", tuple(readings))
    if len(readings) > 1:
        return Typed("", "which_date", tuple(readings))
    is_weekday = date.fromisoformat(readings[0]).isoweekday() == int(found.get("w", "0"))
    return Typed(readings[0]) if is_weekday or "w" not in found else BAD


def _readings(marked: Mapping[str, str], numbers: Sequence[str]) -> list[str]:
    """Return the days that numbers can mean, in each order that people write them in.

    None if one order leads to a day that its month does not have: 31.11.26 is a slip in this year,
    never 26 November 2031, which would put off what is about to happen.
    """
    readings: dict[str, None] = {}
    for order in ORDERS:
        free = [kind for kind in order if kind not in marked]
        for kinds in (free, [kind for kind in free if kind != "y"]):
            if len(kinds) == len(numbers):
                readings[_day_of({**marked, **dict(zip(kinds, numbers, strict=True))})] = None
    return [] if NO_DAY in readings else [day for day in readings if day]


def _day_of(parts: Mapping[str, str]) -> str:
    """Return a day, without a year ``-11-25``; ``NO_DAY``; or nothing for no date at all."""
    year, month, day = parts.get("y", LEAP), parts["m"].zfill(2), parts["d"].zfill(2)
    first = f"{'20' if len(year) == 2 else ''}{year}-{month}-01"
    if not is_day(first) or first[0] not in "12" or int(day) not in range(1, 32):
        return ""
    text = first[:-2] + day
    if not is_day(text):
        return NO_DAY
    return text if "y" in parts else text[len(LEAP) :]


def _hour(found: Mapping[str, str]) -> Typed:
    if "hour" not in found:
        return BAD if "half" in found else Typed("")
    hour, minute = found["hour"].split("_")
    said = [HOURS[found[kind]] for kind in ("part", "half") if kind in found]
    options = _hours(hour, is_said=bool(said), is_am=found.get("half") == "a")
    fitting = [each for each in options if all(each in hours for hours in said)]
    if int(minute) > 59 or not fitting:
        return BAD
    meant = tuple(f"{each % 24:02}:{minute}" for each in fitting)
    return Typed(meant[0]) if len(meant) == 1 else Typed("", "which_hour", meant)


def _hours(hour: str, *, is_said: bool, is_am: bool) -> list[int]:
    """Return the hours that a number can mean; one of two digits is the clock's own."""
    number = int(hour)
    if number > 23:
        return []
    if not is_said:
        return [number] if len(hour) == 2 or number == 0 else [number, number + 12]
    if number == 12:
        return [0] if is_am else [12]
    return [number, *([number + 12] if 0 < number < 12 else []), number + 24]
