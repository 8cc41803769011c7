"""What the side tables say, and what the logs come to."""

from typing import Any

from sqlalchemy import select

from intake.audit.tables.advancing import advance
from intake.audit.tables.rebuilding import empty
from intake.log.events import Log
from intake.log.tree import log_size
from intake.store.engine import Database
from intake.store.models import LogHour, LogIx, LogPair
from intake.store.statements import table_of

Said = list[list[tuple[Any, ...]]]


def said(database: Database) -> Said:
    """Every row of the side tables, in order."""
    with database.reading() as db:
        tables = map(table_of, (LogIx, LogHour, LogPair))
        rows = [db.execute(select(each).order_by(*each.primary_key.columns)) for each in tables]
        return [[tuple(row) for row in each] for each in rows]


def take_in(database: Database, most: int = 2_000) -> None:
    """Take in everything that is stored, signed or not."""
    for log in Log:
        with database.reading() as db:
            size = log_size(db, log)
        while advance(database, log, size, most=most) < size:
            pass


def made_anew(database: Database) -> Said:
    """What the side tables say once they are made from nothing."""
    empty(database)
    take_in(database)
    return said(database)
