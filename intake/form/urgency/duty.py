"""Whether somebody is there now, and until when or from when (DOMAIN 4).

A state, not a countdown: start page and form say it in the same bytes to everybody. It changes on
the full hour of the desk's city. It follows from the table of answering times and the clock alone.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from intake.form.urgency.answering import Answering, is_staffed, next_staffed

WEEK = 7  # Days: so long without a break is "at all hours".


@dataclass(frozen=True)
class Duty:
    """A state of the desk; two moments with equal states are shown the same page.

    Attributes:
        here: Whether somebody is there.
        day: In the desk's city, the day on which this changes; None if it does not within a week.
        hour: The full hour at which it changes; 24 is the end of that day.
    """

    here: bool
    day: date | None
    hour: int


def find_duty(table: Answering, now: int) -> Duty:
    """Return the state at a moment, in Unix seconds."""
    moment = datetime.fromtimestamp(now, ZoneInfo(table.zone))
    if is_staffed(table, now):
        return Duty(True, _last_day(table, moment.date()), table.closes)
    is_over = moment.hour >= table.opens
    first = next_staffed(table, moment.date() + timedelta(is_over))
    return Duty(False, first, table.opens)


def _last_day(table: Answering, today: date) -> date | None:
    """Return the day at whose end nobody is there: a later one where the day has no end."""
    if (table.opens, table.closes) != (0, 24):
        return today
    days = (today + timedelta(n) for n in range(WEEK))
    return next((day for day in days if not table.has(day + timedelta(1))), None)
