"""On SQLite whoever waits to write is served in order; a turn comes back whatever happens."""

import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from intake.store.connecting.sqlite import TURN
from intake.store.connecting.turns import Turns
from intake.store.engine import Database, open_database

LONG, SHORT = 20, 0.01  # Seconds.


@pytest.fixture
def file(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'turns.db'}"


def turns_of(database: Database) -> Turns:
    found: Turns = database.engine.get_execution_options()[TURN]
    return found


def queue_up(turns: Turns, work: Callable[[], None]) -> threading.Thread:
    """Start a thread; return once it waits for its turn."""
    before = len(turns._waiting)
    thread = threading.Thread(target=work)
    thread.start()
    while len(turns._waiting) == before:
        assert thread.is_alive()
    return thread


def test_who_came_first_writes_first(file: str) -> None:
    database, wrote = open_database(file), []

    def act(number: int) -> None:
        with database.session() as session:
            session.connection()
            wrote.append(number)

    with database.session() as first:
        first.connection()
        threads = [
            queue_up(turns_of(database), lambda number=number: act(number))  # type: ignore[misc]
            for number in range(6)
        ]
    for thread in threads:
        thread.join(LONG)
    database.close()
    assert wrote == list(range(6))


def broken(session: Session) -> None:
    raw = session.connection().connection.driver_connection
    assert isinstance(raw, sqlite3.Connection)
    raw.close()
    session.connection().exec_driver_sql("SELECT 1")


def committed(session: Session) -> None:
    session.connection()
    session.commit()


def given_up(session: Session) -> None:
    session.connection()
    session.invalidate()


ENDINGS: dict[str, Callable[[Session], object]] = {
    "committed": committed,
    "left open": lambda session: session.connection(),
    "a mistake": lambda session: session.connection() and 1 / 0,
    "a statement that fails": lambda session: session.connection().exec_driver_sql("nonsense"),
    "a connection that broke": broken,
    "a connection given up": given_up,
}


@pytest.mark.parametrize("act", ENDINGS.values(), ids=ENDINGS)
def test_a_turn_comes_back_however_an_act_ends(file: str, act: Callable[[Session], object]) -> None:
    database = open_database(file)
    try:
        with database.session() as session:
            act(session)
    except (ArithmeticError, DBAPIError, sqlite3.Error):
        pass
    assert turns_of(database).take(SHORT)
    turns_of(database).give_back()
    database.close()


def test_an_act_whose_turn_does_not_come_fails_like_one_that_finds_the_database_locked(
    file: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("intake.store.connecting.sqlite.WAIT_MILLISECONDS", 10)
    database = open_database(file)
    assert turns_of(database).take(SHORT)
    with database.session() as session, pytest.raises(DBAPIError, match="locked"):
        session.connection()
    turns_of(database).give_back()
    with database.session() as session:
        session.connection()
    database.close()


def test_who_erases_what_was_deleted_takes_a_turn_like_everybody_who_writes(
    file: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("intake.store.connecting.sqlite.WAIT_MILLISECONDS", 10)
    database = open_database(file)
    assert turns_of(database).take(SHORT)
    assert not database.erase_deleted(SHORT)
    turns_of(database).give_back()
    assert database.erase_deleted(SHORT)
    assert turns_of(database).take(SHORT)  # It came back.
    database.close()


def test_reading_needs_no_turn(file: str) -> None:
    database = open_database(file)
    with database.session() as writer:
        writer.connection()
        with database.reading() as reader:
            reader.connection().exec_driver_sql("SELECT 1")
    database.close()


def test_who_stops_waiting_leaves_the_queue() -> None:
    turns = Turns()
    assert turns.take(SHORT)
    assert not turns.take(SHORT)
    turns.give_back()
    assert turns.take(SHORT)
