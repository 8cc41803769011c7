"""Every row of a database, taken out and put into another one of the same schema."""

import itertools
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection

from intake.store.engine import Base
from intake.store.models import LogEntry

Rows = Mapping[str, Any]  # By table: a list of rows, or the bytes of PostgreSQL's COPY.

TABLES = tuple(table.name for table in Base.metadata.sorted_tables)
FRESH = frozenset({"log_state"})  # The tables that have rows in a new database.


class SQLite:
    """Rows as Python sees them."""

    @staticmethod
    def read(connection: Connection) -> Rows:
        """Return the rows of every table that has some."""
        found = {
            name: connection.exec_driver_sql(f"SELECT * FROM {name}").fetchall()  # noqa: S608
            for name in TABLES
        }
        return {name: [tuple(row) for row in rows] for name, rows in found.items() if rows}

    @staticmethod
    def write(connection: Connection, filled: frozenset[str], rows: Rows) -> None:
        """Put rows in the place of those in the tables that have some."""
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        for name in filled - {LogEntry.__tablename__}:  # No entry is deleted: they are the first.
            connection.exec_driver_sql(f"DELETE FROM {name}")  # noqa: S608
        for name, found in rows.items():
            marks = ", ".join("?" * len(found[0]))
            connection.exec_driver_sql(f"INSERT OR IGNORE INTO {name} VALUES ({marks})", found)  # noqa: S608


class PostgreSQL:
    """Tables as COPY gives and takes them; as a replica the server fires no trigger."""

    @staticmethod
    def read(connection: Connection) -> Rows:
        """Return the rows of every table that has some."""
        cursor: Any = connection.connection.cursor()
        found = {}
        asked = ", ".join(f"EXISTS (SELECT FROM {name})" for name in TABLES)
        filled = cursor.execute(f"SELECT {asked}").fetchone()
        for name in itertools.compress(TABLES, filled):
            with cursor.copy(f"COPY {name} TO STDOUT (FORMAT binary)") as copy:
                found[name] = b"".join(map(bytes, copy))
        return found

    @staticmethod
    def write(connection: Connection, filled: frozenset[str], rows: Rows) -> None:
        """Put rows in the place of those in the tables that have some."""
        cursor: Any = connection.connection.cursor()
        deleted = [f"DELETE FROM {name}" for name in filled]  # noqa: S608
        cursor.execute("; ".join(["SET LOCAL session_replication_role = replica", *deleted]))
        for name, data in rows.items():
            with cursor.copy(f"COPY {name} FROM STDIN (FORMAT binary)") as copy:
                copy.write(data)


ENGINES: dict[str, type[SQLite] | type[PostgreSQL]] = {"sqlite": SQLite, "postgresql": PostgreSQL}
