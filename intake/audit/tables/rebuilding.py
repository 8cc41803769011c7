"""Making the side tables anew from the logs alone, step by step."""

from collections.abc import Mapping

from sqlalchemy import delete

from intake.audit.tables.advancing import advance
from intake.audit.tables.comparing import differing
from intake.audit.tables.erasing import forget_findings
from intake.audit.tables.seen import lock_seen, move_seen
from intake.crypto.tlog.merkle import Frontier
from intake.log.events import Log
from intake.store.engine import Database
from intake.store.models import AuditFinding, AuditPage, LogFold, LogHour, LogIx, LogPair

TABLES = (LogIx, LogHour, LogPair, LogFold, AuditFinding, AuditPage)


def rebuild(database: Database, sizes: Mapping[Log, int]) -> list[str]:
    """Fill the side tables again; return the names of those that did not say what the logs say.

    Killed at any moment it leaves tables that go less far, and whoever takes in next goes on.

    Args:
        database: Any.
        sizes: Of the checkpoints that are served, by log.
    """
    with database.reading() as db:
        found = differing(db)
    empty(database)
    for log, size in sizes.items():
        done = 0
        while done < size:
            done = advance(database, log, size)
    return found


def empty(database: Database) -> None:
    """Take everything out of the side tables; when all was hashed last is still known."""
    with database.session() as db:
        for log in Log:
            move_seen(lock_seen(db, log), Frontier())
        forget_findings(db)
        for table in TABLES:
            db.execute(delete(table))
        db.commit()
