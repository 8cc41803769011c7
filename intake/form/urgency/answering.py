"""When a person acts on a report: one table for the receipt, the box and the desk (DOMAIN 4).

The table is data (``intake/form/data/answering.toml``). Receipt, box and desk know only the day a
report came, in UTC, and all count from it. The browser's twin of ``due_on`` is
``static/js/desk/model/due.js``; both read ``tests/vectors/answering.json``.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import count
from pathlib import Path
from types import MappingProxyType
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from intake.crypto.case.bodies import LEVELS
from intake.form.files import ANSWERING, Section, read_file

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
UNITS = ("minutes", "hours", "working_days", "days")
UTC = "UTC"
CITY = re.compile(r"(?!Etc/)[A-Z]\w+/", re.ASCII)


@dataclass(frozen=True, eq=False)  # The one of a server: told apart by itself, and so hashable.
class Answering:
    """The checked table.

    Attributes:
        staffed: Days on which somebody looks, Monday is 0.
        opens: First full hour on such a day, in the zone.
        closes: The hour at which nobody looks any more, in the zone.
        times: Level to a number and one of UNITS.
        zone: The time zone of the desk's city, such as ``Europe/Paris``, or ``UTC``.
        holidays: Days on which nobody looks although it is one of the staffed days.
    """

    staffed: tuple[int, ...]
    opens: int
    closes: int
    times: Mapping[str, tuple[int, str]]
    zone: str = UTC
    holidays: frozenset[date] = frozenset()

    def has(self, day: date) -> bool:
        """Tell whether somebody is there on a day, as the desk's city counts days."""
        return day.weekday() in self.staffed and day not in self.holidays


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
    zone, holidays = _zone(staffed), _holidays(staffed)
    staffed.done()
    if not names or not set(names) <= set(DAYS):
        raise staffed.error("days", f"must be some of {', '.join(DAYS)}")
    if not isinstance(opens, int) or not 0 <= opens < closes <= 24:
        raise staffed.error("from", "must be a full hour before to, and to at most 24")
    times = {level: _time(levels, level) for level in LEVELS}
    levels.done()
    days = tuple(sorted(DAYS.index(name) for name in names))
    return Answering(days, opens, closes, MappingProxyType(times), zone, holidays)


def _zone(staffed: Section) -> str:
    zone = staffed.text("zone", UTC)
    try:
        ZoneInfo(zone)
        is_known = zone == UTC or bool(CITY.match(zone))
    except (ValueError, OSError, ZoneInfoNotFoundError):
        is_known = False
    if not is_known:
        raise staffed.error("zone", "must be the time zone of a city, such as Europe/Paris")
    return zone


def _holidays(staffed: Section) -> frozenset[date]:
    days = staffed.take("holidays", [])
    if not isinstance(days, list) or not all(type(day) is date for day in days):
        raise staffed.error("holidays", "must be a list of days such as 2026-12-25")
    return frozenset(days)


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
            number -= table.has(day)
        return day
    if unit == "days":
        return _last_staffed(table, received, number)
    return next_staffed(table, received)


def next_staffed(table: Answering, first: date) -> date:
    """Return the first day, from this one on, on which somebody is there."""
    return next(day for day in (first + timedelta(n) for n in count()) if table.has(day))


def _last_staffed(table: Answering, received: date, number: int) -> date:
    """Return the last staffed day of so many; if there is none among them, the next one after."""
    within = (received + timedelta(n) for n in range(number, 0, -1))
    found = next((day for day in within if table.has(day)), None)
    return found or next_staffed(table, received + timedelta(number + 1))


def is_staffed(table: Answering, now: int) -> bool:
    """Tell whether somebody is there now, in Unix seconds."""
    moment = datetime.fromtimestamp(now, ZoneInfo(table.zone))
    return table.has(moment.date()) and table.opens <= moment.hour < table.closes


def client_answering(table: Answering) -> dict[str, object]:
    """Return the table as the desk's script gets it: JSON-able, Sunday is 0 as in JavaScript."""
    return {
        "staffed": [(day + 1) % 7 for day in table.staffed],
        "holidays": sorted(day.isoformat() for day in table.holidays),
        "times": {level: list(time) for level, time in table.times.items()},
    }
