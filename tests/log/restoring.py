"""An older database put back under a newer signer: what a restored backup does to a log."""

from sqlalchemy import delete, insert, select

from intake.store.engine import Base, Database
from intake.store.models import LogDetail, LogEntry, LogPublished, LogState, LogTile
from tests.audit import tampering

TABLES: tuple[type[Base], ...] = (LogEntry, LogTile, LogState, LogDetail, LogPublished)
Backup = list[list[dict[str, object]]]
"""The rows of both logs at one moment, table by table."""


def back_up(database: Database) -> Backup:
    """Return the rows of both logs."""
    with database.engine.connect() as connection:
        found = [connection.execute(select(table.__table__)).mappings().all() for table in TABLES]
    return [[dict(row) for row in rows] for rows in found]


def put_back(database: Database, backup: Backup) -> None:
    """Put the rows of then in the place of those of now; the triggers are dropped by who does."""
    for table, rows in zip(TABLES, backup, strict=True):
        tampering.run(database, delete(table))
        if rows:
            tampering.run(database, insert(table).values(rows))
