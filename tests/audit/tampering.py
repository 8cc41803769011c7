"""What somebody does to a log who owns the database: the triggers go first."""

from sqlalchemy import ColumnElement, Executable, delete, text, update

from intake.crypto.tlog.merkle import leaf_hash
from intake.log.events import Log
from intake.store.engine import Database
from intake.store.models import LogDetail, LogEntry

DROP = {
    "sqlite": ("DROP TRIGGER log_entry_no_update", "DROP TRIGGER log_entry_no_delete"),
    "postgresql": ("DROP FUNCTION log_entry_refuse CASCADE",),
}


def run(database: Database, *statements: Executable) -> None:
    """Run statements past every guard of ours."""
    with database.engine.begin() as connection:
        for statement in statements:
            connection.execute(statement)


def drop_triggers(database: Database) -> None:
    """Let entries be changed and deleted."""
    run(database, *map(text, DROP[database.engine.dialect.name]))


def change_leaf(
    database: Database, index: int, leaf: bytes, *, rehash: bool = False, log: Log = Log.ACCESS
) -> None:
    """Put other bytes in the place of an entry, and their hash beside them if asked to."""
    values = {"leaf": leaf} | ({"hash": leaf_hash(leaf)} if rehash else {})
    run(database, update(LogEntry).where(*_at(log, index)).values(values))


def drop_entry(database: Database, index: int, log: Log = Log.ACCESS) -> None:
    """Take an entry away."""
    run(database, delete(LogEntry).where(*_at(log, index)))


def swap_entries(database: Database, one: int, other: int, log: Log = Log.ACCESS) -> None:
    """Let two entries change places, hashes and all."""
    spare = 1_000_000
    for old, new in ((one, spare), (other, one), (spare, other)):
        run(database, update(LogEntry).where(*_at(log, old)).values(idx=new))


def change_detail(database: Database, index: int, detail: bytes) -> None:
    """Put another detail beside an entry of the access log."""
    where = (LogDetail.log == Log.ACCESS, LogDetail.idx == index)
    run(database, update(LogDetail).where(*where).values(detail=detail))


def forge(leaf: bytes) -> bytes:
    """Return an entry of the same form that says another time."""
    return leaf.replace(b'"t":1', b'"t":2')


def _at(log: Log, index: int) -> tuple[ColumnElement[bool], ...]:
    return LogEntry.log == log, LogEntry.idx == index
