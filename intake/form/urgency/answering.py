"""When a person acts on a report: one table for the receipt, the box and the desk (DOMAIN 4).

The table is data (``intake/form/data/answering.toml``). The desk knows only the day a report came
and never counts later than a receipt promised. The browser's twin of ``due_on`` is
``static/js/desk/model/due.js``; both read ``tests/vectors/answering.json``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from types import MappingProxyType

from intake.clock import day_of
from intake.crypto.case.bodies import LEVELS
from intake.form.files import ANSWERING, Section, read_file

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
UNITS = ("minutes", "hours", "working_days", "days")
HOUR = 3600  # Seconds.


@dataclass(frozen=True)
class Answering:
    """The checked table.

    Attributes:
        staffed: Days on which somebody looks, Monday is 0.
        opens: First full hour on such a day, UTC.
        closes: The hour at which nobody looks any more, UTC.
        times: Level to a number and one of UNITS.
    """

    staffed: tuple[int, ...]
    opens: int
    closes: int
    times: Mapping[str, tuple[int, str]]


def load_answering(folder: Path | None) -> Answering:
    """Read and check the table.

    Args:
        folder: The operator's folder of data files, or None.

    Raises:
        FormError: Something is wrong; the one line names file, item and key.
    """
    top = Section(ANSWERING, "", read_file(folder, ANSWERING))
    staffed = Section(ANSWERING, "staffed", top.take("staffed"))
    levels = Section(ANSWERING, "level", top.take("level"))
    top.done()
    names = staffed.words("days")
    opens, closes = staffed.take("from"), staffed.number("to")
    staffed.done()
    if not names or not set(names) <= set(DAYS):
        raise staffed.error("days", f"must be some of {', '.join(DAYS)}")
    if not isinstance(opens, int) or not 0 <= opens < closes <= 24:
        raise staffed.error("from", "must be a full hour before to, and to at most 24")
    times = {level: _time(levels, level) for level in LEVELS}
    levels.done()
    days = tuple(sorted(DAYS.index(name) for name in names))
    return Answering(days, opens, closes, MappingProxyType(times))


def _time(levels: Section, level: str) -> tuple[int, str]:
    section = Section(ANSWERING, f"level {level}", levels.take(level, {}))
    given = {unit: section.number(unit, 0) for unit in UNITS}
    section.done()
    found = [(number, unit) for unit, number in given.items() if number]
    if len(found) != 1:
        raise section.error("", f"needs one of {', '.join(UNITS)}")
    return found[0]


def due_on(table: Answering, level: str, received: date) -> date:
    """Return the day by which somebody should have acted on a report of that day (UTC)."""
    number, unit = table.times[level]
    if unit == "working_days":
        day = received
        while number:
            day += timedelta(1)
            number -= day.weekday() in table.staffed
        return day
    if unit == "days":
        return _last_staffed(table, received, number)
    ahead = (received + timedelta(count) for count in range(7))
    return next(day for day in ahead if day.weekday() in table.staffed)


def _last_staffed(table: Answering, received: date, number: int) -> date:
    """Return the last staffed day of so many; if there is none among them, the next one after."""
    within = [received + timedelta(count) for count in range(number, 0, -1)]
    after = [received + timedelta(number + count) for count in range(1, 8)]
    return next(day for day in (*within, *after) if day.weekday() in table.staffed)


def answer_by(table: Answering, level: str, now: int) -> int:
    """Return the full hour by which a report of now is answered, Unix seconds.

    Minutes and hours are counted while somebody is there; days end when people go home.
    """
    number, unit = table.times[level]
    today = day_of(now)
    if unit in {"minutes", "hours"}:
        end = _while_staffed(table, now, number * (60 if unit == "minutes" else HOUR))
    else:
        end = _at(due_on(table, level, today), table.closes)
    return end + -end % HOUR


def is_staffed(table: Answering, now: int) -> bool:
    """Tell whether somebody is there now."""
    day = day_of(now)
    begin, end = _at(day, table.opens), _at(day, table.closes)
    return day.weekday() in table.staffed and begin <= now < end


def client_answering(table: Answering) -> dict[str, object]:
    """Return the table as the desk's script gets it: JSON-able, Sunday is 0 as in JavaScript."""
    return {
        "staffed": [(day + 1) % 7 for day in table.staffed],
        "times": {level: list(time) for level, time in table.times.items()},
    }


def _while_staffed(table: Answering, now: int, seconds: int) -> int:
    day = day_of(now)
    while True:
        if day.weekday() in table.staffed:
            begin = max(now, _at(day, table.opens))
            left = _at(day, table.closes) - begin
            if left >= seconds:
                return begin + seconds
            seconds -= max(left, 0)
        day += timedelta(1)


def _at(day: date, hour: int) -> int:
    return int(datetime.combine(day, time(), UTC).timestamp()) + hour * HOUR
