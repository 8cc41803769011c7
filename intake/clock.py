"""The one clock of the running program; the demo and the tests put another in its place."""

import time
from collections.abc import Callable
from datetime import UTC, date, datetime

Clock = Callable[[], int]

HOUR = 3_600  # seconds
DAY = 86_400


def system_clock() -> int:
    """Return the time in whole Unix seconds."""
    return int(time.time())


def full_hour(now: int) -> int:
    """Return the first full hour, Unix seconds, that is not before a moment."""
    return -(-now // HOUR) * HOUR


def next_hour(now: int) -> int:
    """Return the first full hour, Unix seconds, after a moment."""
    return hour_of(now) + HOUR


def hour_of(now: int) -> int:
    """Return the Unix time at which the clock hour of a moment began."""
    return now - now % HOUR


def day_of(now: int) -> date:
    """Return the UTC day of ``now`` (Unix seconds)."""
    return datetime.fromtimestamp(now, UTC).date()


def day_text(day: date | None) -> str | None:
    """Return a day as ``YYYY-MM-DD``; None where there is none."""
    return day.isoformat() if day else None


def quarter_of(now: int) -> int:
    """Return the Unix time at which the quarter of ``now`` began."""
    today = day_of(now)
    first = today.replace(month=today.month - (today.month - 1) % 3, day=1)
    return (now // DAY - (today - first).days) * DAY
