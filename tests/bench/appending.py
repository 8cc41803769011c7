"""Appending to the log, a commit for each entry, against bare commits of one row of the same size.

The floor is the driver itself, no SQLAlchemy: one prepared INSERT and a commit, in a database of
the same kind with the same settings, on the same disk. An entry of ours is what a desk's act
writes: actor, outcome and a committed detail, so four statements to the floor's one.
"""

import os
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

import intake.models  # noqa: F401 - completes Base.metadata
from intake import auditlog
from intake.db import SQLITE_PRAGMAS, Base, Database, open_database
from intake.logevents import Event, Log
from tests.bench.figures import Figure, Goal, Rounds, Step, alternate, milliseconds, per_second
from tests.bench.postgresql import for_sqlalchemy, run_postgresql

ROW_BYTES = 512  # Leaf, leaf hash, salt and detail of one entry of ours, together.
GOAL = Goal(0.7, is_least=True)
NOW = 1_790_000_000
NOTE = "floor: one INSERT and a commit through the driver, same settings"


def measure_appending(folder: Path, *, rounds: int = 7, calls: int = 60) -> list[Figure]:
    """Return the figures of both engines and of the disk.

    Args:
        folder: Where the SQLite files go; PostgreSQL's go below the temporary directory.
        rounds: How often a figure is taken.
        calls: Appends in a round.
    """
    with run_postgresql() as url:
        on_postgresql = measure_postgresql(url, rounds=rounds, calls=calls)
    on_sqlite = measure_sqlite(folder, rounds=rounds, calls=calls)
    return [
        measure_disk(folder, rounds=rounds),
        *_figures("SQLite", on_sqlite),
        *_figures("PostgreSQL", on_postgresql),
    ]


def _figures(engine: str, took: Rounds) -> list[Figure]:
    name = f"append, {engine}"
    rates = per_second(took.ours), per_second(took.floor)
    cpu = milliseconds(took.ours_cpu), milliseconds(took.floor_cpu)
    about = "what the client computes; the rest of an append is the disk or the server"
    return [
        Figure("log", name, "/s", *rates, GOAL, NOTE),
        Figure("log", f"{name}: processor", "ms", *cpu, note=about),
    ]


def measure_disk(folder: Path, *, rounds: int = 7, calls: int = 20) -> Figure:
    """Measure what a commit waits for: writing and syncing 4 KiB."""
    with (folder / "synced").open("wb", buffering=0) as file:

        def sync() -> None:
            file.write(bytes(4096))
            os.fsync(file.fileno())

        took = alternate(sync, lambda: None, rounds=rounds, calls=calls)
    about = "context, not ours: where it is near 0, the ratios below are those of processors"
    return Figure("log", "disk: write and sync 4 KiB", "ms", milliseconds(took.ours), note=about)


def measure_sqlite(folder: Path, *, rounds: int, calls: int) -> Rounds:
    """Measure on two SQLite files in a folder."""
    bare = sqlite3.connect(folder / "bare.db", isolation_level=None)
    for pragma in SQLITE_PRAGMAS:
        bare.execute(f"PRAGMA {pragma}")
    bare.execute("CREATE TABLE bare (id INTEGER PRIMARY KEY, data BLOB)")

    def insert() -> None:
        bare.execute("BEGIN IMMEDIATE")
        bare.execute("INSERT INTO bare (data) VALUES (?)", (secrets.token_bytes(ROW_BYTES),))
        bare.execute("COMMIT")

    try:
        with _schema(f"sqlite:///{folder / 'ours.db'}") as database:
            return alternate(_appender(database), insert, rounds=rounds, calls=calls)
    finally:
        bare.close()


def measure_postgresql(url: str, *, rounds: int, calls: int) -> Rounds:
    """Measure on two tables of a running server."""
    with psycopg.connect(url) as bare:
        bare.execute("SET synchronous_commit = on")
        bare.execute("CREATE TABLE bare (id BIGSERIAL PRIMARY KEY, data BYTEA)")
        bare.commit()

        def insert() -> None:
            row = (secrets.token_bytes(ROW_BYTES),)
            bare.execute("INSERT INTO bare (data) VALUES (%s)", row, prepare=True)
            bare.commit()

        with _schema(for_sqlalchemy(url)) as database:
            return alternate(_appender(database), insert, rounds=rounds, calls=calls)


@contextmanager
def _schema(url: str) -> Iterator[Database]:
    database = open_database(url)
    Base.metadata.create_all(database.engine)
    try:
        yield database
    finally:
        database.close()


def _appender(database: Database) -> Step:
    def append() -> None:
        detail = {"purpose": "triage", "log_ref": secrets.token_hex(16), "case_seq": 1}
        with database.session() as session:
            auditlog.append(
                session,
                Log.ACCESS,
                Event.REPORT_OPEN,
                now=NOW,
                actor="3f9c0a7be1d24c55",
                outcome="ok",
                detail=detail,
            )
            session.commit()

    return append
