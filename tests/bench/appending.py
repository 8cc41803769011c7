"""Appending to the log, a commit for each entry, against bare commits of one row of the same size.

The floor with the goal is one INSERT and a commit through a session as every act of the product
has one: it shows what the log adds. The second, lower floor is the same row through the driver
alone, in a database of the same kind with the same settings, on the same disk: it shows what
SQLAlchemy adds. An entry of ours is what a desk's act writes, with actor, outcome and a committed
detail: four statements on SQLite, two on PostgreSQL.
"""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from sqlalchemy import text

import intake.store.models  # noqa: F401 - completes Base.metadata
from intake.log.act import SYSTEM, Act
from intake.log.events import Event
from intake.store.engine import Base, Database, open_database
from tests.bench import bare
from tests.bench.figures import Figure, Goal, Step, alternate, milliseconds, per_second
from tests.bench.postgresql import for_sqlalchemy, run_postgresql

ROW_BYTES = 512  # Leaf, leaf hash, salt and detail of one entry of ours, together.
GOAL = Goal(0.5, is_least=True)  # Four statements against one: DECISIONS 67.
NOW = 1_790_000_000
MAKE_ROWS = "CREATE TABLE rows_in_session (data {type})"
ADD_ROW = text("INSERT INTO rows_in_session (data) VALUES (:data)")


def measure_appending(folder: Path, *, rounds: int = 5, calls: int = 60) -> list[Figure]:
    """Return the figures of the disk and of both engines.

    Args:
        folder: Where the SQLite files go; PostgreSQL's go below the temporary directory.
        rounds: How often a figure is taken.
        calls: Appends in a round.
    """
    return [
        measure_disk(folder, rounds=rounds),
        *measure_sqlite(folder, rounds=rounds, calls=calls),
        *measure_postgresql(rounds=rounds, calls=calls),
    ]


def measure_disk(folder: Path, *, rounds: int, calls: int = 20) -> Figure:
    """Measure what a commit waits for: writing and syncing 4 KiB."""
    with (folder / "synced").open("wb", buffering=0) as file:

        def sync() -> None:
            file.write(bytes(4096))
            os.fsync(file.fileno())

        took = alternate(sync, lambda: None, rounds=rounds, calls=calls)
    about = "context: the faster the disk, the more the ratios below are those of processors"
    return Figure("log", "disk: write and sync 4 KiB", "ms", milliseconds(took.ours), note=about)


def measure_sqlite(folder: Path, *, rounds: int, calls: int) -> list[Figure]:
    """Measure on two SQLite files in a folder."""
    floor = bare.connect(str(folder / "append-floor.db"))
    try:
        with _schema(f"sqlite:///{folder / 'append.db'}", "BLOB") as database:
            return _figures("SQLite", database, lambda: bare.insert(floor, _row()), rounds, calls)
    finally:
        floor.close()


def measure_postgresql(*, rounds: int, calls: int) -> list[Figure]:
    """Measure on two tables of a server of its own."""
    with run_postgresql() as url, psycopg.connect(url) as floor:
        floor.execute("SET synchronous_commit = on")
        floor.execute("CREATE TABLE bare (id BIGSERIAL PRIMARY KEY, data BYTEA)")
        floor.commit()

        def insert() -> None:
            floor.execute("INSERT INTO bare (data) VALUES (%s)", (_row(),), prepare=True)
            floor.commit()

        with _schema(for_sqlalchemy(url), "BYTEA") as database:
            return _figures("PostgreSQL", database, insert, rounds, calls)


def _figures(
    engine: str, database: Database, insert: Step, rounds: int, calls: int
) -> list[Figure]:
    name = f"append, {engine}"
    append = _appender(database)
    took = alternate(append, insert, rounds=rounds, calls=calls)
    again = alternate(append, _inserter(database), rounds=rounds, calls=calls)
    rates = per_second(took.ours), per_second(took.floor)
    same = per_second(again.ours), per_second(again.floor)
    cpu = milliseconds(took.ours_cpu), milliseconds(took.floor_cpu)
    about = "of the client alone; floor: the driver alone"
    return [
        Figure("log", name, "/s", *same, GOAL, "floor: one INSERT and a commit in a session"),
        Figure("log", f"{name}, driver", "/s", *rates, note="floor: the same, driver alone"),
        Figure("log", f"{name}: processor", "ms", *cpu, note=about),
    ]


@contextmanager
def _schema(url: str, binary: str) -> Iterator[Database]:
    database = open_database(url)
    Base.metadata.create_all(database.engine)
    with database.session() as session:
        session.execute(text(MAKE_ROWS.format(type=binary)))
        session.commit()
    try:
        yield database
    finally:
        database.close()


def _row() -> bytes:
    return secrets.token_bytes(ROW_BYTES)


def _inserter(database: Database) -> Step:
    def insert() -> None:
        with database.session() as session:
            session.connection().execute(ADD_ROW, {"data": _row()})
            session.commit()

    return insert


def _appender(database: Database) -> Step:
    def append() -> None:
        detail = {"purpose": "triage", "log_ref": secrets.token_hex(16), "case_seq": 1}
        with database.session() as session:
            Act(session, SYSTEM, NOW).log(Event.REPORT_OPEN, detail=detail)
            session.commit()

    return append
