"""No change of guarded rows is committed without an entry."""

import secrets
from collections.abc import Callable

import pytest
from sqlalchemy import Connection, delete, insert, select, text, update

from intake.log.events import Event, Log
from intake.store.engine import Database
from intake.store.guard import UnloggedChangeError, changed_tables, has_changed
from intake.store.models import Throttle
from intake.store.models.accounts import RosterVersion
from intake.store.statements import table_of
from tests.log.appending import append
from tests.log.filling import NOW


def version(number: int = 1) -> RosterVersion:
    return RosterVersion(version=number, note="note")


def count(database: Database) -> int:
    with database.reading() as session:
        return len(session.scalars(select(RosterVersion)).all())


@pytest.fixture
def stored(database: Database) -> Database:
    """A database with one guarded row, logged."""
    with database.session() as session:
        session.add(version())
        append(session, Log.ACCESS, Event.CONFIG_CHANGE, now=NOW)
        session.commit()
    return database


def test_a_logged_change_is_committed(stored: Database) -> None:
    assert count(stored) == 1


def test_an_inserted_row_without_an_entry_is_refused(stored: Database) -> None:
    with stored.session() as session:
        session.add(version(2))
        with pytest.raises(UnloggedChangeError, match="roster_versions"):
            session.commit()
    assert count(stored) == 1


def test_a_change_that_was_not_sent_to_the_database_yet_is_one_already(stored: Database) -> None:
    with stored.session() as session:
        assert not has_changed(session)
        session.add(version(2))
        assert has_changed(session)


ROW = {"version": 2, "note": "note"}
BELOW: dict[str, Callable[[Connection], object]] = {
    "Core": lambda db: db.execute(insert(table_of(RosterVersion)), ROW),
    "many rows": lambda db: db.execute(insert(table_of(RosterVersion)), [ROW]),
    "text": lambda db: db.execute(
        text("INSERT INTO roster_versions (version, note) VALUES (:version, :note)"), ROW
    ),
    "the driver's text": lambda db: db.exec_driver_sql("DELETE FROM roster_versions"),
    "quoted": lambda db: db.exec_driver_sql("UPDATE \"roster_versions\" SET note = 'x'"),
    "inside another statement": lambda db: db.exec_driver_sql(
        "WITH gone AS (SELECT 1) DELETE FROM roster_versions WHERE version = 1"
    ),
}


@pytest.mark.parametrize("way", BELOW.values(), ids=BELOW)
def test_a_change_below_the_session_without_an_entry_is_refused(
    stored: Database, way: Callable[[Connection], object]
) -> None:
    with stored.session() as session:
        way(session.connection())
        with pytest.raises(UnloggedChangeError, match="roster_versions"):
            session.commit()
    assert count(stored) == 1


@pytest.mark.parametrize(
    ("statement", "names"),
    [
        ("INSERT INTO cases (id) VALUES (?)", {"cases"}),
        ("insert or replace into cases values (1)", {"cases"}),
        ("UPDATE ONLY cases SET level = 1", {"cases"}),
        ("TRUNCATE TABLE cases", {"cases"}),
        (
            "WITH e AS (INSERT INTO chunks VALUES (1)), d AS (DELETE FROM cases) SELECT 1",
            {"chunks", "cases"},
        ),
        ("SELECT * FROM cases", set()),
    ],
)
def test_the_guard_knows_every_way_to_say_it(statement: str, names: set[str]) -> None:
    assert changed_tables(statement) == names


def test_reading_guarded_rows_to_change_others_needs_no_entry(stored: Database) -> None:
    with stored.session() as session:
        session.execute(select(RosterVersion).with_for_update())
        session.execute(delete(Throttle).where(Throttle.since.in_(select(RosterVersion.version))))
        session.commit()


def test_a_changed_row_without_an_entry_is_refused(stored: Database) -> None:
    with stored.session() as session:
        session.get_one(RosterVersion, 1).note = "another"
        session.flush()
        with pytest.raises(UnloggedChangeError):
            session.commit()


def test_a_deleted_row_without_an_entry_is_refused(stored: Database) -> None:
    with stored.session() as session:
        session.delete(session.get_one(RosterVersion, 1))
        with pytest.raises(UnloggedChangeError):
            session.commit()
    assert count(stored) == 1


@pytest.mark.parametrize(
    "statement",
    [
        update(RosterVersion).values(note="another"),
        delete(RosterVersion),
        insert(RosterVersion).values(version=3, note="n"),
        update(RosterVersion.__table__).values(note="another"),  # type: ignore[arg-type]
        delete(RosterVersion.__table__),  # type: ignore[arg-type]
        update(RosterVersion).values(note="another").returning(RosterVersion.version),
    ],
    ids=["update", "delete", "insert", "update-table", "delete-table", "update-returning"],
)
def test_a_statement_without_an_entry_is_refused(stored: Database, statement: object) -> None:
    with stored.session() as session:
        session.execute(statement)  # type: ignore[call-overload]
        with pytest.raises(UnloggedChangeError):
            session.commit()
    with stored.reading() as session:
        assert [row.note for row in session.scalars(select(RosterVersion))] == ["note"]


def test_an_entry_counts_for_its_own_transaction_only(stored: Database) -> None:
    with stored.session() as session:
        append(session, Log.ACCESS, Event.CONFIG_CHANGE, now=NOW)
        session.commit()
        session.add(version(2))
        with pytest.raises(UnloggedChangeError):
            session.commit()
        session.rollback()
        append(session, Log.ACCESS, Event.CONFIG_CHANGE, now=NOW)
        session.rollback()
        session.add(version(2))
        with pytest.raises(UnloggedChangeError):
            session.commit()


def test_a_change_inside_a_savepoint_is_answered_for_at_the_end(stored: Database) -> None:
    with stored.session() as session:
        with session.begin_nested():
            session.add(version(2))
        with pytest.raises(UnloggedChangeError):
            session.commit()
    with stored.session() as session:
        with session.begin_nested():
            session.add(version(2))
        append(session, Log.ACCESS, Event.CONFIG_CHANGE, now=NOW)
        session.commit()
    assert count(stored) == 2


def test_rows_that_were_only_read_or_set_to_the_same_need_no_entry(stored: Database) -> None:
    with stored.session() as session:
        session.get_one(RosterVersion, 1).note = "note"
        session.commit()


def test_rows_that_are_not_guarded_need_no_entry(stored: Database) -> None:
    with stored.session() as session:
        session.add(Throttle(key=secrets.token_bytes(32), failures=1, since=NOW))
        session.execute(update(Throttle).values(failures=2))
        session.commit()
