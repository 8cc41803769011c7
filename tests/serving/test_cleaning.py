"""Gone is gone (C13), and what is over goes by itself (C20): rows, and bytes in SQLite's files."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from intake.serving.cleaning import Cleaner
from intake.serving.timed import timed_work
from intake.store.engine import Database
from intake.store.models import Invite, KeyFileRow, StaffSession, Throttle
from intake.web.services import services_of
from tests.conftest import TestClock
from tests.people import People, Person

AGE_HEAD = 32  # Bytes that every age file of ours begins with.
ROUNDS = 50  # More than a full pass over what is stored here takes.
WINDOW = 32  # Bytes searched for at once; a page may end anywhere in what was planted.


def halves(database: Database) -> list[bytes]:
    with database.reading() as db:
        return list(db.scalars(select(StaffSession.server_half)))


def files_of(app: Flask) -> list[Path]:
    """The database and what lies beside it; nothing on PostgreSQL."""
    folder = services_of(app).config.instance
    return [path for path in folder.iterdir() if path.name.startswith("intake.db")]


def found_in(app: Flask, planted: bytes) -> set[str]:
    """The files that hold any window of what was planted."""
    cuts = [planted[at : at + WINDOW] for at in range(0, len(planted) - WINDOW + 1, WINDOW)]
    assert cuts
    return {path.name for path in files_of(app) for cut in cuts if cut in path.read_bytes()}


def clean(app: Flask) -> bool:
    """Run every timed work, as many rounds as it takes; tell whether all of it is done."""
    done = [any(each.tick() for _ in range(ROUNDS)) for each in timed_work(app)]
    return all(done)


def is_sqlite(app: Flask) -> bool:
    return services_of(app).database.engine.dialect.name == "sqlite"


def plant_and_delete(people: People) -> dict[str, bytes]:
    """Do everything that deletes a secret; return the secrets."""
    database = services_of(people.app).database
    anna = Person(people, "anna", "caseworker", triage=True, client=people.client())
    token = people.invite("anna", "caseworker", triage=True)
    with database.reading() as db:
        invited = db.scalars(select(Invite)).one()
    assert anna.enrol(token).status_code == 201
    assert anna.sign_in().status_code == 200
    reporter = people.reporter()
    assert reporter.send().status_code == 201
    opened = anna.open(reporter.sending.case)
    with database.reading() as db:
        key = db.scalars(select(KeyFileRow).where(KeyFileRow.holder.startswith("desk:"))).one()
    assert anna.take(opened).status_code == 201
    anna.open(reporter.sending.case, "casework")
    [half] = halves(database)
    assert anna.post("/sign-out").status_code < 400
    own = key.data[AGE_HEAD:]
    return {"invitation": invited.token_hash, "desk's key file": own, "server half": half}


def test_deleted_secrets_are_in_no_file_after_the_timed_work(people: People) -> None:
    app = people.app
    planted = plant_and_delete(people)
    if is_sqlite(app):
        # Else this test would find nothing for another reason.
        assert all(found_in(app, secret) == {"intake.db-wal"} for secret in planted.values())
    assert clean(app)
    assert {what for what, secret in planted.items() if found_in(app, secret)} == set()
    assert halves(services_of(app).database) == []


@pytest.mark.parametrize("limit", ["idle", "longest"])
def test_a_session_that_is_over_goes_without_any_request(
    people: People, clock: TestClock, limit: str
) -> None:
    app, settings = people.app, services_of(people.app).config.settings
    database, cleaner = (
        services_of(app).database,
        Cleaner(services_of(app).database, settings, clock),
    )
    people.new("anna", "caseworker", triage=True)
    [half] = halves(database)
    assert clean(app)
    assert halves(database) == [half]
    seconds = {"idle": settings.idle_minutes * 60, "longest": settings.session_hours * 3600}
    clock.pass_seconds(seconds[limit] + 1)
    assert cleaner.tick()
    assert halves(database) == []
    assert found_in(app, half) == set()


def test_failures_and_invitations_that_are_over_go_too(people: People, clock: TestClock) -> None:
    database = services_of(people.app).database
    people.invite("nora", "caseworker")
    with database.session() as db:
        db.add(Throttle(key=b"k" * 32, failures=3, since=clock()))
        db.commit()
    clock.pass_seconds(8 * 86_400)
    assert clean(people.app)
    with database.reading() as db:
        assert db.scalars(select(Invite)).all() == []
        assert db.scalars(select(Throttle)).all() == []


def test_what_somebody_still_reads_is_erased_as_soon_as_they_have_read_it(people: People) -> None:
    app = people.app
    running = services_of(app)
    people.new("anna", "caseworker", triage=True)
    cleaner = Cleaner(running.database, running.config.settings, running.clock)
    [half] = halves(running.database)
    with running.database.reading() as reader:
        reader.scalars(select(StaffSession)).all()
        with running.database.session() as db:
            db.delete(db.scalars(select(StaffSession)).one())
            db.commit()
        assert cleaner.tick() != is_sqlite(app)
        assert bool(found_in(app, half)) == is_sqlite(app)
    assert cleaner.tick()
    assert found_in(app, half) == set()


def test_acts_wait_as_long_as_ever_on_a_connection_that_has_cleaned(people: People) -> None:
    database = services_of(people.app).database
    if is_sqlite(people.app):
        assert database.erase_deleted(0.1)
        with database.session() as db:
            assert db.connection().exec_driver_sql("PRAGMA busy_timeout").scalar() == 10_000


def test_a_database_that_does_not_answer_is_said_once_and_tried_again(
    app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    running = services_of(app)
    with running.database.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE sessions RENAME TO elsewhere")
    cleaner = Cleaner(running.database, running.config.settings, running.clock)
    assert not cleaner.tick()
    assert not cleaner.tick()
    assert len(caplog.records) == 1
    assert "elsewhere" not in caplog.text
    with running.database.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE elsewhere RENAME TO sessions")
    assert cleaner.tick()
