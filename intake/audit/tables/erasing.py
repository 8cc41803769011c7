"""What was erased leaves the side tables too: no index outlives the detail it was made from.

The entries stay in the index, as the log has them; which case they were about is gone. What was
counted by case is counted again from what is left.
"""

from collections.abc import Collection

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.orm import Session

from intake.audit.tables.entries import read_entry
from intake.audit.tables.rows import WAYS, Row, index_row, pair_rows
from intake.audit.tables.seen import lock_seen
from intake.log.events import Log
from intake.store.models import AuditFinding, AuditPage, LogFold, LogIx, LogPair
from intake.store.statements import add_up

BATCH = 500  # Values in one statement.


def forget(db: Session, log: Log, indices: Collection[int]) -> None:
    """Take the references of these entries out of the side tables.

    Whoever deletes details calls it in the same transaction; taking in ``log.detail_erase`` does it
    again, for tables that are made anew.
    """
    ordered = sorted(indices)
    lock_seen(db, log).erased += 1
    forget_findings(db)
    for table in (AuditPage, AuditFinding, LogFold):  # Each may name the case; all are made anew.
        db.execute(delete(table))
    for at in range(0, len(ordered), BATCH):
        _forget(db, log, ordered[at : at + BATCH])


def forget_findings(db: Session) -> None:
    """Say that the findings speak of no entry; the rules begin anew."""
    for log in Log:
        lock_seen(db, log).found_size = 0


def _forget(db: Session, log: Log, indices: list[int]) -> None:
    theirs: tuple[ColumnElement[bool], ...] = (LogIx.log == log, LogIx.idx.in_(indices))
    refs = set(db.scalars(select(LogIx.ref).where(*theirs, LogIx.ref.is_not(None))))
    db.execute(update(LogIx).where(*theirs).values(ref=None, way=None))
    if log is Log.ACCESS:
        for ref in refs:
            _count_again(db, str(ref))


def _count_again(db: Session, ref: str) -> None:
    """Make anew what the tables say of the openings of one case."""
    where = (LogIx.log == Log.ACCESS, LogIx.ref == ref)
    rows: list[Row] = []
    taken: dict[str, int] = {}
    for index in db.scalars(select(LogIx.idx).where(*where).order_by(LogIx.idx)).all():
        stored = read_entry(db, Log.ACCESS, index)
        if stored is not None:
            rows.append(index_row(Log.ACCESS, stored, taken))
            place = (LogIx.log == Log.ACCESS, LogIx.idx == index)
            db.execute(update(LogIx).where(*place).values(way=rows[-1].way))
    db.execute(delete(LogPair).where(LogPair.ref == ref))
    add_up(db, LogPair, pair_rows(rows), *WAYS)
