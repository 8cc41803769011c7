"""SQLite in a file: how its connections are opened, how transactions begin, what stays in it.

What is deleted is overwritten in the database's file (``secure_delete``). Pages as they were before
still lie in the write-ahead log beside it, until that is written back and begun anew: some forty
writes later, or never. ``erase_deleted`` does both at once.
"""

import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import ConnectionPoolEntry

from intake.store.connecting.turns import Turns
from intake.store.connecting.waiting import POOL, WAIT_MILLISECONDS

TURN = "intake_turn"  # Under which a connection keeps its turn to write, and the engine the turns.

SQLITE_PRAGMAS = (
    f"busy_timeout={WAIT_MILLISECONDS}",  # First, because the next one may have to wait.
    "journal_mode=WAL",
    "synchronous=FULL",  # A receipt is shown only for what survives a power cut.
    "foreign_keys=ON",
    "recursive_triggers=ON",  # Else INSERT OR REPLACE deletes without firing a trigger.
    "secure_delete=ON",  # What is deleted is overwritten.
    "cache_size=-16384",  # KiB per connection: random keys touch many pages, and are read again.
    "temp_store=MEMORY",  # No temporary file ever holds anything.
    "trusted_schema=OFF",
)


def open_sqlite(url: URL) -> Engine:
    """Return the engine of a file; one that is not there is created, mode 0600."""
    path = Path(str(url.database))
    if not path.exists():
        path.touch(mode=0o600)  # The WAL beside it takes over the mode.
    turns = Turns()
    engine = create_engine(
        url.set(drivername="sqlite+pysqlite"),
        **POOL,
        hide_parameters=True,  # An exception's text must not quote what was stored.
        execution_options={TURN: turns},
    )
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", lambda connection: _begin(connection, turns))
    for end in ("checkin", "invalidate"):
        event.listen(engine, end, _end_turn)
    return engine


def erase_deleted(engine: Engine, patience: float) -> bool:
    """Leave nothing in the files of a database that was deleted before this call.

    Args:
        engine: Of ``open_sqlite``.
        patience: Seconds for which acts under way are waited for once it is our turn. Meanwhile who
            writes has to wait.

    Returns:
        Whether it is done. It is not while somebody still reads an older state, or writes.
    """
    pooled = engine.raw_connection()
    raw: Any = pooled.driver_connection
    try:
        # Nobody is kept waiting by this, and little is left for below.
        raw.execute("PRAGMA wal_checkpoint(PASSIVE)")
        _begin_turn(pooled.info, engine.get_execution_options()[TURN])
        raw.execute(f"PRAGMA busy_timeout={int(patience * 1000)}")
        is_busy = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    except sqlite3.OperationalError:
        return False
    finally:
        raw.execute(f"PRAGMA busy_timeout={WAIT_MILLISECONDS}")
        pooled.close()
    return not is_busy


def _prepare(connection: Any, _record: object) -> None:  # noqa: ANN401 - a DBAPI connection
    # The driver's own transactions begin only at the first INSERT, after what was read has
    # already changed: 186 of 400 concurrent appends were lost that way. SQLAlchemy's "begin"
    # event takes over (SQLAlchemy 2.1, "Using SQLAlchemy to emit BEGIN").
    connection.isolation_level = None
    for pragma in SQLITE_PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection, turns: Turns) -> None:
    reading = connection.get_execution_options().get("intake_reading", False)
    raw: Any = connection.connection.driver_connection
    try:
        if connection.info.get("reading", False) != reading:
            raw.execute(f"PRAGMA query_only={'ON' if reading else 'OFF'}")
            connection.info["reading"] = reading
        if reading:
            raw.execute("BEGIN")
        else:
            _begin_turn(connection.info, turns)
            raw.execute("BEGIN IMMEDIATE")
    except sqlite3.Error as error:
        raise DBAPIError.instance("BEGIN", None, error, sqlite3.Error) from error


def _begin_turn(info: dict[Any, Any], turns: Turns) -> None:
    """Wait for the turn of a connection that has none; it keeps it until it is put back."""
    if TURN not in info:
        if not turns.take(WAIT_MILLISECONDS / 1000):
            raise sqlite3.OperationalError("database is locked")
        info[TURN] = turns


def _end_turn(_connection: object, record: ConnectionPoolEntry, *_: object) -> None:
    turns = record.info.pop(TURN, None)
    if turns is not None:
        turns.give_back()
