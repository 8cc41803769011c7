"""The one database: SQLite in a file, or PostgreSQL through psycopg 3.

``Database.session()`` is for acts: it locks out other writers from its first statement on SQLite,
rolls back and closes at the end, and its caller commits. ``Database.reading()`` sees one unchanging
state and can change nothing. Both are context managers over SQLAlchemy sessions whose objects stay
readable after the commit.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, MetaData, Table
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.orm import DeclarativeBase, Session, sessionmaker

from intake.store.connecting import sqlite
from intake.store.connecting.postgresql import open_postgresql
from intake.store.guard import GUARDED, guard_commits


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
        """Mark the table, because statements know no class."""
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
        guard_commits(engine, self._acts, Base.metadata)

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

    def erase_deleted(self, patience: float) -> bool:
        """Leave nothing in SQLite's files that was deleted before; tell whether that is done.

        Args and returns as ``sqlite.erase_deleted``. On PostgreSQL there is nothing a client could
        do: what stays in its files and its own log stands in docs/THREAT_MODEL.md.
        """
        if self.engine.dialect.name != "sqlite":
            return True
        return sqlite.erase_deleted(self.engine, patience)

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
        if not parsed.database or parsed.database.startswith((":memory:", "file:")):
            raise DatabaseUrlError("a SQLite database must be a file")
        return Database(sqlite.open_sqlite(parsed))
    if parsed.get_backend_name() == "postgresql":
        return Database(open_postgresql(parsed))
    raise DatabaseUrlError("database must be sqlite or postgresql")


def _reading_options(engine: Engine) -> dict[str, Any]:
    if engine.dialect.name == "postgresql":
        return {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    return {}
