"""What the first page tells, out of the side tables; kept as one row for each checkpoint.

It is an object of these keys. ``day`` is Unix time divided by 86,400, ``a`` a pseudonym, ``system``
or ``none``, ``ref`` the log's name of a case, ``e`` an event. ``openings`` to ``looked`` are of the
last 92 days, that of the newest entry among them:

    form        of this object; one of another form is not read
    size        entries of the access log that it speaks of
    intake      entries of the intake log that it speaks of
    day, since  the newest entry's day, and the first one of the window
    openings    {"inside": n, "desk": n, "outside": n}: ``report.open`` by who had a place in the
                case, for the desk while nobody held it, and past those who held it
    outside     [idx, …] the newest openings past those who held the case, at most 100
    pairs       [[a, ref, inside, desk, outside, newest idx], …] the newest first, at most 1,000
    left_out    how many pairs are not among them
    hours       [[a, first day of a quarter, hour, n], …] of people, not of the system; a pseudonym
                is of one quarter
    received    [[day, e, n], …] the intake log without padding, which knows no hours
    older       what nobody has reviewed from before the window: ``intake.audit.found.older.Older``
    looked      [[a, e, n], …] the events ``audit.…``
    refused     [idx, …] the newest entries with ``deny``, at most 100
    roles       {a: role} of every pseudonym that ``sys.accounts`` lists, or that ``user.create``
                made since
    around      {id of a finding: what stands before its first act (``Around``)} of those about a
                person, the gravest and newest, at most 100
"""

import json
from collections.abc import Iterator

from sqlalchemy import ColumnElement, delete, func, literal_column, select
from sqlalchemy.orm import Session

from intake.audit.found.older import Older, find_older, read_older
from intake.audit.reading.around import MARGIN, list_around
from intake.audit.reading.records import records_of
from intake.audit.tables.rows import SYSTEM, WAYS
from intake.audit.tables.seen import lock_seen, read_seen
from intake.clock import DAY, quarter_of
from intake.log.events import Event, Log
from intake.store.engine import Database
from intake.store.models import AuditPage, LogHour, LogIx, LogPair

WINDOW = 92  # Days.
FORM = 5
PAIRS, LINES = 1_000, 100  # So many are listed at most.
Page = dict[str, object]
# As in the conditions of their indices, which no parameter matches.
_DENY: ColumnElement[str] = literal_column("'deny'")


def read_first_page(db: Session) -> Page | None:
    """Return the newest that was kept, in one read; None before the first, and after an update."""
    newest = select(AuditPage.json).order_by(AuditPage.size.desc()).limit(1)
    found = db.scalar(newest)
    page = dict(json.loads(found)) if found else {}
    return page if page.get("form") == FORM else None


def keep_first_page(database: Database) -> None:
    """Make the page of what was taken in, and keep it in the place of the one before."""
    with database.reading() as db:
        erased, page = _erased(db), make_first_page(db)
    with database.session() as db:
        for log in Log:
            lock_seen(db, log)
        if _erased(db) == erased:  # Else it may name what is gone.
            db.execute(delete(AuditPage))
            db.add(AuditPage(size=page["size"], json=json.dumps(page)))
            db.commit()


def find_first_page(db: Session, since: int | None = None) -> Page:
    """Return what was kept; made now where nothing is kept yet, or another window is asked for."""
    kept = read_first_page(db) if since is None else None
    return kept or make_first_page(db, since)


def find_unreviewed(db: Session, since: int | None = None) -> Older:
    """Return what nobody has reviewed from before a day, or before the usual window.

    For a window within the usual one that is kept is enough: it lies farther back than either.
    """
    kept = read_first_page(db)
    if kept and (since is None or since >= int(str(kept["since"]))):
        return read_older(kept["older"])
    return find_older(db, (_usual(newest_day(db)) if since is None else since) * DAY)


def make_first_page(db: Session, since: int | None = None) -> Page:
    """Return the page of what was taken in, without what is kept.

    Args:
        db: A reading session.
        since: The first day of its window, since 1 January 1970; left out, it is 92 days long.
    """
    day = newest_day(db)
    older = find_unreviewed(db, since) if since is not None else None
    since = _usual(day) if since is None else since
    openings, count = _openings(db, since)
    return {
        "form": FORM,
        "size": read_seen(db, Log.ACCESS).tree.size,
        "intake": read_seen(db, Log.INTAKE).tree.size,
        "day": day,
        "since": since,
        "openings": openings,
        "outside": _newest(db, LogIx.way == "outside", LogIx.t >= since * DAY),
        "pairs": _pairs(db, since),
        "left_out": max(count - PAIRS, 0),
        "hours": _hours(db, since, day),
        "received": _counted(db, since, Log.INTAKE, LogHour.day, LogHour.e != Event.PAD),
        "older": older or find_older(db, since * DAY),
        "looked": _counted(db, since, Log.ACCESS, LogHour.a, LogHour.e.startswith("audit.")),
        # Their own index, and not that of the log, through all of which SQLite would go.
        "refused": _newest(db, LogIx.log + "" == Log.ACCESS, LogIx.o == _DENY),
        "roles": _roles(db),
        "around": list_around(db, since * DAY - MARGIN),
    }


def _usual(day: int) -> int:
    """Return the first day of the usual window that ends with a day."""
    return max(day - WINDOW + 1, 0)


def list_case(db: Session, ref: str, before: int, most: int = LINES) -> list[dict[str, object]]:
    """Return the newest entries about a case below an index.

    Each has ``idx``, ``t`` (Unix seconds), ``e``, ``a``, ``o``, and ``way`` where it is an opening.
    """
    columns = (LogIx.idx, LogIx.t, LogIx.e, LogIx.a, LogIx.o, LogIx.way)
    where = (LogIx.log == Log.ACCESS, LogIx.ref == ref, LogIx.idx < before)
    query = select(*columns).where(*where).order_by(LogIx.idx.desc()).limit(most)
    return [dict(row) for row in db.execute(query).mappings()]


def _erased(db: Session) -> list[int]:
    return [read_seen(db, log).erased for log in Log]


def newest_day(db: Session) -> int:
    """Return the day of the newest entry of the access log."""
    newest = select(LogIx.t).where(LogIx.log == Log.ACCESS).order_by(LogIx.idx.desc()).limit(1)
    return (db.scalar(newest) or 0) // DAY


def _newest(db: Session, *where: ColumnElement[bool]) -> list[int]:
    query = select(LogIx.idx).where(*where).order_by(LogIx.idx.desc()).limit(LINES)
    return list(db.scalars(query))


def _roles(db: Session) -> dict[str, str]:
    made = {each.actor: each.text("role") for each in records_of(db, Event.USER_CREATE)}
    records = records_of(db, Event.SYS_ACCOUNTS)
    listed = {name: each.text("role") for each in records for name in each.texts("who")}
    return {name: role for name, role in (made | listed).items() if role}


def _openings(db: Session, since: int) -> tuple[dict[str, int], int]:
    """Return how many openings there were of each way, and by how many pairs."""
    ways = [func.coalesce(func.sum(getattr(LogPair, way)), 0) for way in WAYS]
    openings = db.execute(select(*ways).where(LogPair.day >= since)).one()
    pairs = select(LogPair.a, LogPair.ref).where(LogPair.day >= since).distinct()
    count = db.scalar(select(func.count()).select_from(pairs.subquery()))
    return {way: int(n) for way, n in zip(WAYS, openings, strict=True)}, count or 0


def _pairs(db: Session, since: int) -> list[tuple[object, ...]]:
    newest = func.max(LogPair.last)
    ways = [func.sum(getattr(LogPair, way)) for way in WAYS]
    query = select(LogPair.a, LogPair.ref, *ways, newest).where(LogPair.day >= since)
    query = query.group_by(LogPair.a, LogPair.ref).order_by(newest.desc()).limit(PAIRS)
    return [(a, ref, *map(int, n)) for a, ref, *n in db.execute(query)]


def _hours(db: Session, since: int, day: int) -> list[tuple[str, int, int, int]]:
    """Return how many entries each person has in each hour of the day, by quarters."""
    columns = (LogHour.a, LogHour.hour)
    is_ours = (LogHour.log == Log.ACCESS, LogHour.a.not_in([SYSTEM, "none"]))
    query = select(*columns, func.sum(LogHour.n)).where(*is_ours).group_by(*columns)
    oldest = db.scalar(select(func.min(LogHour.day)).where(LogHour.log == Log.ACCESS)) or 0
    start, found = max(since, oldest), []
    for first, end in _quarters(start, day):
        rows = db.execute(query.where(LogHour.day >= max(first, start), LogHour.day < end))
        found += [(a, first, hour, int(n)) for a, hour, n in rows]
    return sorted(found)


def _quarters(start: int, day: int) -> Iterator[tuple[int, int]]:
    """Yield the first day of each quarter in which one of these days lies, and of the next one."""
    first = quarter_of(start * DAY) // DAY
    while first <= day:
        after = quarter_of((first + WINDOW) * DAY) // DAY  # No quarter is longer.
        yield first, after
        first = after


def _counted(
    db: Session, since: int, log: Log, column: object, where: ColumnElement[bool]
) -> list[tuple[object, str, int]]:
    """Return how many entries there are of each event, by one more column."""
    columns = (column, LogHour.e)
    query = select(*columns, func.sum(LogHour.n))  # type: ignore[call-overload]
    query = query.where(LogHour.log == log, LogHour.day >= since, where)
    rows = db.execute(query.group_by(*columns).order_by(*columns))
    return [(key, e, int(n)) for key, e, n in rows]
