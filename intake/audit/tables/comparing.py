"""Whether the side tables say what the logs say: index by index, and what is counted in SQL.

A detail that was erased is gone, so the log itself says that its entry is about no case.
"""

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import Session

from intake.audit.tables.entries import read_entries
from intake.audit.tables.rows import HOUR, WAYS, Row, index_row
from intake.audit.tables.seen import read_seen
from intake.clock import DAY
from intake.log.events import Log
from intake.store.models import LogHour, LogIx, LogPair
from intake.store.statements import table_of

STEP = 2_000
Rows = Select[tuple[object, ...]]

_IX, _HOURS, _PAIRS = table_of(LogIx), table_of(LogHour), table_of(LogPair)


def differing(db: Session) -> list[str]:
    """Return the names of the tables that do not say what the logs say, all in one state of them.

    Args:
        db: A reading session.
    """
    index = any(not _is_index_true(db, log) for log in Log)
    counted = {"log_hour": are_hours_true(db), "log_pair": are_pairs_true(db)}
    return ["log_ix"] * index + [name for name, holds in counted.items() if not holds]


def _is_index_true(db: Session, log: Log) -> bool:
    size, taken = read_seen(db, log).tree.size, dict[str, int]()
    steps = (
        compare_step(db, log, start, min(start + STEP, size), taken)
        for start in range(0, size, STEP)
    )
    return all(steps) and not has_more(db, log, size)


def compare_step(db: Session, log: Log, start: int, end: int, taken: dict[str, int]) -> bool:
    """Tell whether the index says of the entries of one step what the log says.

    Args:
        db: A reading session.
        log: Which log.
        start: First entry of the step.
        end: The entry after its last one; the tables should hold all of them.
        taken: What ``index_row`` learned from the entries before, and learns from these.
    """
    said = [index_row(log, each, taken) for each in read_entries(db, log, start, end)]
    where = (_IX.c.log == log, _IX.c.idx >= start, _IX.c.idx < end)
    return said == [Row(*row) for row in db.execute(select(_IX).where(*where).order_by(_IX.c.idx))]


def has_more(db: Session, log: Log, size: int) -> bool:
    """Tell whether the index holds entries from a size on."""
    more = select(_IX.c.idx).where(_IX.c.log == log, _IX.c.idx >= size).limit(1)
    return db.execute(more).first() is not None


def are_hours_true(db: Session) -> bool:
    """Tell whether the hours are what the index comes to."""
    day, hour = _IX.c.t // DAY, _IX.c.t % DAY // HOUR
    parts = (_IX.c.log, day, _IX.c.a, hour, _IX.c.e)
    return _are_same(db, select(*parts, func.count()).group_by(*parts), select(_HOURS))


def are_pairs_true(db: Session) -> bool:
    """Tell whether the openings by person and case are what the index comes to."""
    parts = (_IX.c.t // DAY, _IX.c.a, _IX.c.ref)
    ways = [func.sum(case((_IX.c.way == way, 1), else_=0)) for way in WAYS]
    counted = select(*parts, *ways, func.max(_IX.c.idx)).where(_IX.c.way.is_not(None))
    return _are_same(db, counted.group_by(*parts), select(_PAIRS))


def _are_same(
    db: Session, one: Select[tuple[object, ...]], other: Select[tuple[object, ...]]
) -> bool:
    """Tell whether two queries give the same rows, in whatever order."""
    apart = (one.except_(other).limit(1), other.except_(one).limit(1))
    return all(db.execute(each).first() is None for each in apart)
