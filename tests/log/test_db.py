"""Transactions that keep what the rest of the program promises, on both engines."""

import sqlite3
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from intake.store.engine import Database, DatabaseUrlError, open_database
from intake.store.models.log import LogState
from tests.engines import PostgreSQL
from tests.log.filling import fill
from tests.threads import at_once


@pytest.mark.parametrize(
    "url",
    [
        "",
        "nonsense",
        "sqlite://",
        "sqlite:///:memory:",
        "sqlite:///file:x?mode=memory",
        "mysql://localhost/x",
        "postgresql",
    ],
)
def test_an_address_that_is_no_durable_database_is_refused(url: str) -> None:
    with pytest.raises(DatabaseUrlError):
        open_database(url)


def test_a_refusal_does_not_quote_the_address() -> None:
    with pytest.raises(DatabaseUrlError) as refused:
        open_database("mysql://user:secret@host/x")
    assert "secret" not in str(refused.value)


def test_a_new_sqlite_file_is_for_its_owner_only(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'new.db'}")
    with database.session() as session:
        session.execute(text("CREATE TABLE t (x)"))
        session.commit()
        modes = {path.stat().st_mode & 0o777 for path in tmp_path.iterdir()}
    database.close()
    assert modes == {0o600}


def test_sqlite_waits_is_durable_and_keeps_nothing_in_files_of_its_own(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'new.db'}")
    with database.session() as session:
        names = ["journal_mode", "synchronous", "busy_timeout", "foreign_keys", "secure_delete"]
        names += ["temp_store", "recursive_triggers"]
        found = [session.execute(text(f"PRAGMA {name}")).scalar() for name in names]
    database.close()
    assert found == ["wal", 2, 10_000, 1, 1, 2, 1]


def test_what_is_not_committed_is_undone(database: Database) -> None:
    with database.session() as session:
        session.get_one(LogState, "access").frontier = b"changed"
        session.flush()
    with database.reading() as session:
        assert session.get_one(LogState, "access").frontier == b""


def test_a_reading_session_cannot_write(database: Database) -> None:
    for _ in range(2):  # The second time on a connection that has been used for writing.
        with database.reading() as session, pytest.raises(DBAPIError):
            session.execute(text("UPDATE log_state SET size = 1"))
        with database.session() as session:
            session.execute(text("UPDATE log_state SET size = 0"))
            session.commit()


def test_a_reading_session_sees_one_state(database: Database) -> None:
    query = text("SELECT size FROM log_state WHERE log = 'access'")
    with database.reading() as session:
        before = session.execute(query).scalar()
        fill(database, 3)
        assert session.execute(query).scalar() == before == 0


def test_objects_can_be_read_after_the_commit_without_a_new_transaction(
    database: Database,
) -> None:
    with database.session() as session:
        row = session.get_one(LogState, "access")
        session.commit()
        assert row.size == 0
        assert not session.in_transaction()


@pytest.mark.parametrize("processes", [1, 4])
def test_what_one_act_read_no_other_changes_before_it_writes(
    database_url: str, processes: int
) -> None:
    """The lost update of the driver's own transactions: read, then write what was read plus one.

    In one process threads have an order of their own to wait in; several have the database alone.
    """
    opened = [open_database(database_url) for _ in range(processes)]
    query = select(LogState.size).where(LogState.log == "access").with_for_update()

    def run(database: Database) -> None:
        for _ in range(20):
            with database.session() as session:
                size = session.execute(query).scalar_one()
                session.execute(
                    text("UPDATE log_state SET size = :size WHERE log = 'access'"),
                    {"size": size + 1},
                )
                session.commit()

    at_once([partial(run, opened[at % processes]) for at in range(4)])
    with opened[0].reading() as session:
        assert session.get_one(LogState, "access").size == 80
    for database in opened:
        database.close()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE log_entry SET leaf = 'x' WHERE idx = 0",
        "DELETE FROM log_entry WHERE idx = 0",
        "DELETE FROM log_entry",
    ],
)
def test_the_database_refuses_to_change_or_delete_entries(
    database: Database, statement: str
) -> None:
    fill(database, 2)
    with database.session() as session, pytest.raises(DBAPIError, match="append-only"):
        session.execute(text(statement))


def test_the_database_refuses_the_roundabout_ways(database: Database) -> None:
    fill(database, 2)
    ways = {
        "sqlite": "INSERT OR REPLACE INTO log_entry SELECT log, idx, 'x', hash FROM log_entry",
        "postgresql": "TRUNCATE log_entry",
    }
    with database.session() as session, pytest.raises(DBAPIError, match="append-only"):
        session.execute(text(ways[database.engine.dialect.name]))


def test_an_error_does_not_quote_what_was_to_be_stored(database: Database) -> None:
    with database.session() as session, pytest.raises(DBAPIError) as failed:
        session.execute(text("UPDATE no_table SET x = :story"), {"story": "planted words"})
    assert "planted words" not in str(failed.value)


def test_deleted_bytes_do_not_stay_in_the_sqlite_file(tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    database = open_database(f"sqlite:///{path}")
    with database.session() as session:
        session.execute(text("CREATE TABLE t (x)"))
        session.execute(text("INSERT INTO t VALUES (:x)"), {"x": "planted words" * 100})
        session.commit()
        session.execute(text("DELETE FROM t"))
        session.commit()
    database.close()
    assert sqlite3.connect(path).execute("SELECT count(*) FROM t").fetchone() == (0,)
    assert b"planted words" not in path.read_bytes()


def test_a_connection_that_broke_while_it_lay_idle_is_replaced(
    postgresql: PostgreSQL, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("intake.store.connecting.postgresql.TRUSTED_SECONDS", 0)
    url = postgresql.take()
    database = open_database(url)
    with database.session() as session:
        raw = session.connection().connection.driver_connection
        session.commit()
    assert raw is not None
    raw.close()
    with database.session() as session:
        assert session.get_one(LogState, "access").size == 0
    database.close()
    postgresql.give_back(url)
