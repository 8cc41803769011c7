"""Where days stand in a log: the index is found by halving, and no entry is gone through."""

from bisect import bisect_left

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake.audit.dates.asked import Days
from intake.log.events import Log
from intake.store.models import LogIx


def find_range(db: Session, log: Log, days: Days, size: int) -> range:
    """Return the indices of the entries of these days, of the first ``size`` of a log."""
    start = 0 if days.since is None else first_since(db, log, days.begin, size)
    stop = size if days.end is None else first_since(db, log, days.end, size)
    return range(start, max(start, stop))


def first_since(db: Session, log: Log, time: int, size: int) -> int:
    """Return the first of ``size`` entries of a log that is not older than a time.

    An entry that says no time counts as one that is not: it is rather shown than left out.
    """

    def is_since(index: int) -> bool:
        then = db.scalar(select(LogIx.t).where(LogIx.log == log, LogIx.idx == index))
        return not then or then >= time

    return bisect_left(range(size), True, key=is_since)
