"""The one database: SQLite in a file, or PostgreSQL through psycopg 3.

``Database.session()`` is for acts: it locks out other writers from its first statement on SQLite,
rolls back and closes at the end, and its caller commits. ``Database.reading()`` sees one unchanging
state and can change nothing. Both are context managers over SQLAlchemy sessions whose objects stay
readable after the commit.
"""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import Connection, Engine, MetaData, Table, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, DisconnectionError
from sqlalchemy.orm import DeclarativeBase, Session, sessionmaker
from sqlalchemy.pool import ConnectionPoolEntry

from intake.store.guard import GUARDED, guard_commits

WAIT_MILLISECONDS = 10_000  # How long an act waits for another one's lock before it fails.
POOL_CONNECTIONS = 10  # Kept open; as many again may be opened while there is a rush.
TRUSTED_SECONDS = 2  # How long a returned connection to PostgreSQL counts as alive.

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


class DatabaseUrlError(ValueError):
    """The address names no database this program can keep its promises on."""


class Base(DeclarativeBase):
    """All tables; the names of constraints are fixed so that migrations can refer to them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )

    def __init_subclass__(cls, **options: Any) -> None:  # noqa: ANN401 - passed on unread
        """Let statements that name only the table be guarded like objects of the class."""
        super().__init_subclass__(**options)
        if getattr(cls, "__guarded__", False) and isinstance(cls.__table__, Table):
            cls.__table__.info[GUARDED] = True


class Database:
    """An engine and its two kinds of session."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        reading = engine.execution_options(intake_reading=True, **_reading_options(engine))
        # A view still reads its objects after its one commit; expiring them would make each such
        # read open a transaction of its own, which on SQLite locks out every writer.
        self._acts = sessionmaker(engine, expire_on_commit=False)
        self._reads = sessionmaker(reading, expire_on_commit=False)
        guard_commits(self._acts)

    @contextmanager
    def session(self) -> Iterator[Session]:
        """Give a session to change things in; what the caller has not committed is undone."""
        with self._acts() as session:
            try:
                yield session
            except DBAPIError:
                # After a COMMIT that failed, as on a full disk, SQLAlchemy gives the connection
                # back with its transaction open, and on SQLite with the lock of all writers.
                session.invalidate()
                raise

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Give a session that sees one state of the database and cannot change it."""
        with self._reads() as session:
            yield session

    def close(self) -> None:
        """Close all pooled connections."""
        self.engine.dispose()


def open_database(url: str) -> Database:
    """Open the database at a SQLAlchemy URL; its tables are the migrations' business.

    Args:
        url: ``sqlite:///<path>`` (a file that is not there is created, mode 0600) or
            ``postgresql://…``, always through psycopg 3.

    Raises:
        DatabaseUrlError: Another kind of database, or SQLite without a file.
    """
    try:
        parsed = make_url(url)
    except ArgumentError:
        # The cause is dropped: its text holds the whole address, password included.
        raise DatabaseUrlError("database address cannot be read") from None
    if parsed.get_backend_name() == "sqlite":
        return Database(_open_sqlite(parsed))
    if parsed.get_backend_name() == "postgresql":
        return Database(_open_postgresql(parsed))
    raise DatabaseUrlError("database must be sqlite or postgresql")


def _open_sqlite(url: URL) -> Engine:
    if not url.database or url.database == ":memory:" or url.database.startswith("file:"):
        raise DatabaseUrlError("a SQLite database must be a file")
    path = Path(url.database)
    if not path.exists():
        path.touch(mode=0o600)  # The WAL beside it takes over the mode.
    engine = create_engine(
        url.set(drivername="sqlite+pysqlite"),
        pool_size=POOL_CONNECTIONS,
        max_overflow=POOL_CONNECTIONS,
        pool_timeout=WAIT_MILLISECONDS / 1000,
        hide_parameters=True,  # An exception's text must not quote what was stored.
    )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:  # noqa: ANN401 - a DBAPI connection
    # The driver's own transactions begin only at the first INSERT, after what was read has
    # already changed: 186 of 400 concurrent appends were lost that way. SQLAlchemy's "begin"
    # event takes over (SQLAlchemy 2.1, "Using SQLAlchemy to emit BEGIN").
    connection.isolation_level = None
    for pragma in SQLITE_PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    reading = connection.get_execution_options().get("intake_reading", False)
    raw: Any = connection.connection.driver_connection
    try:
        if connection.info.get("reading", False) != reading:
            raw.execute(f"PRAGMA query_only={'ON' if reading else 'OFF'}")
            connection.info["reading"] = reading
        raw.execute("BEGIN" if reading else "BEGIN IMMEDIATE")
    except sqlite3.Error as error:
        raise DBAPIError.instance("BEGIN", None, error, sqlite3.Error) from error


def _open_postgresql(url: URL) -> Engine:
    engine = create_engine(
        url.set(drivername="postgresql+psycopg"),
        pool_size=POOL_CONNECTIONS,
        max_overflow=POOL_CONNECTIONS,
        pool_timeout=WAIT_MILLISECONDS / 1000,
        isolation_level="READ COMMITTED",
        hide_parameters=True,
    )
    event.listen(engine, "connect", _prepare_postgresql)
    event.listen(engine, "checkin", _note_return)
    event.listen(engine, "checkout", _ping_after_a_pause)
    return engine


def _prepare_postgresql(connection: Any, _record: object) -> None:  # noqa: ANN401 - as above
    connection.execute(f"SET lock_timeout = {WAIT_MILLISECONDS}")
    connection.execute("SET synchronous_commit = on")
    connection.commit()


def _note_return(_connection: object, record: ConnectionPoolEntry) -> None:
    record.info["returned"] = time.monotonic()


def _ping_after_a_pause(connection: Any, record: ConnectionPoolEntry, _: object) -> None:  # noqa: ANN401 - as above
    """Have a connection that a failover has broken replaced, without asking before every act."""
    if time.monotonic() - record.info.get("returned", 0.0) < TRUSTED_SECONDS:
        return
    try:
        connection.execute("SELECT 1")
        connection.rollback()
    except psycopg.Error:
        raise DisconnectionError from None


def _reading_options(engine: Engine) -> dict[str, Any]:
    if engine.dialect.name == "postgresql":
        return {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    return {}
