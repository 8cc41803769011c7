"""What cannot sign or publish says so: to who asks, and once in the program's log."""

import logging

import pytest

from intake.log.events import Event, Log
from intake.log.signing.publishing import Publisher, publish_daily
from intake.log.signing.signer import Signer
from intake.log.signing.troubles import LATE_SECONDS, UNSIGNED_SECONDS, find_troubles
from intake.store.engine import Database
from tests.audit import tampering
from tests.log.appending import append
from tests.log.filling import NOW, fill
from tests.log.restoring import back_up, put_back

DAY = 86_400
MIDNIGHT = NOW - NOW % DAY
DUE = MIDNIGHT + DAY + 3 * 3600


def troubles(database: Database, signer: Signer, now: int) -> list[tuple[str, str]]:
    found = find_troubles(database, signer, now, hour=3)
    return [(each.trouble, each.log) for each in found]


def test_a_new_instance_has_no_trouble(database: Database, signer: Signer) -> None:
    assert troubles(database, signer, NOW) == []
    fill(database, 3)
    assert troubles(database, signer, NOW + 60) == []


def test_a_log_that_grows_unsigned_is_a_trouble_after_ten_minutes(
    database: Database, signer: Signer
) -> None:
    fill(database, 3)
    signer.checkpoint(database, Log.ACCESS)
    fill(database, 2)  # The first of them at NOW + 3.
    assert troubles(database, signer, NOW + 3 + UNSIGNED_SECONDS) == []
    assert troubles(database, signer, NOW + 4 + UNSIGNED_SECONDS) == [("unsigned", "access")]
    signer.checkpoint(database, Log.ACCESS)
    assert troubles(database, signer, NOW + 4 + UNSIGNED_SECONDS) == []


def test_a_publication_that_does_not_come_is_a_trouble_after_an_hour(
    database: Database, signer: Signer
) -> None:
    publish_daily(database, signer, NOW)
    assert troubles(database, signer, DUE + LATE_SECONDS - 1) == []
    assert troubles(database, signer, DUE + LATE_SECONDS) == [("unpublished", "intake")]
    publish_daily(database, signer, DUE + LATE_SECONDS)
    assert troubles(database, signer, DUE + LATE_SECONDS) == []


def test_an_instance_that_never_published_has_a_day_for_it(
    database: Database, signer: Signer
) -> None:
    fill(database, 1)
    signer.checkpoint(database, Log.ACCESS)
    assert troubles(database, signer, DUE + LATE_SECONDS - 1) == []
    assert troubles(database, signer, DUE + LATE_SECONDS) == [("unpublished", "intake")]


def grow_otherwise(database: Database, count: int) -> None:
    """Append entries that were not there before."""
    with database.session() as session:
        for step in range(count):
            append(session, Log.ACCESS, Event.AUTH_OK, now=NOW + 5000 + step)
        session.commit()


def restore_older(database: Database, signer: Signer) -> None:
    """As somebody does who puts last night's backup back, and not the signer's folder."""
    fill(database, 20)
    tampering.drop_triggers(database)
    backup = back_up(database)
    fill(database, 20)
    signer.checkpoint(database, Log.ACCESS)
    publish_daily(database, signer, NOW)
    put_back(database, backup)


def test_an_older_database_under_the_signers_state_is_a_trouble_however_it_grows(
    database: Database, signer: Signer
) -> None:
    restore_older(database, signer)
    refused = [("refused", "access"), ("refused", "intake")]
    assert troubles(database, signer, NOW) == refused
    grow_otherwise(database, 300)
    fill(database, 300, Log.INTAKE)
    assert troubles(database, signer, NOW) == refused


def levels(caplog: pytest.LogCaptureFixture) -> list[str]:
    """Of the lines that are ours: other tests of this process may leave some of theirs."""
    ours = [record for record in caplog.records if record.name.startswith("intake")]
    return [record.levelname for record in ours]


def test_the_programs_log_has_one_line_when_it_begins_and_one_when_it_ends(
    database: Database, signer: Signer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    publisher = Publisher(database, signer, lambda: NOW)
    publisher.tick()
    assert caplog.records == []
    tampering.drop_triggers(database)
    backup = back_up(database)
    fill(database, 20)
    publisher.tick()
    whole = back_up(database)
    put_back(database, backup)
    for _ in range(4):  # Its words differ each time, for the log grows; the trouble is one.
        publisher.tick()
        grow_otherwise(database, 7)
    assert levels(caplog) == ["ERROR"]
    assert "log access: 20 entries were signed before, 0 are there" in caplog.text
    put_back(database, whole)
    for _ in range(3):
        publisher.tick()
    assert levels(caplog) == ["ERROR", "WARNING"]
    assert publisher.problem is None


def test_what_nothing_failed_at_and_is_late_all_the_same_is_in_the_programs_log(
    database: Database, signer: Signer, caplog: pytest.LogCaptureFixture
) -> None:
    """As where the day's publication is held by a process that hangs."""
    now = NOW
    publisher = Publisher(database, signer, lambda: now)
    publisher.tick()
    now = DUE + LATE_SECONDS
    with signer.publishing():
        publisher.tick()
        publisher.tick()
    assert [record.getMessage() for record in caplog.records] == [
        "log intake: not published when it was due"
    ]
