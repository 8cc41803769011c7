"""The intake log is published once a day, padded, and nothing beyond that is served."""

from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from intake.audit.logfiles import checkpoint_text, find_served, served_size
from intake.crypto.tlog.checkpoint import open_checkpoint
from intake.crypto.tlog.note import parse_vkey
from intake.crypto.tlog.tiles import parse_bundle, tile_addresses
from intake.log import proofs
from intake.log.events import Event, Log
from intake.log.signing.publishing import Publisher, publish_daily
from intake.log.signing.refusal import SignerRefusal
from intake.log.signing.signer import Signer
from intake.log.tree import log_size
from intake.store.engine import Base, Database, open_database
from intake.store.models.log import LogPublished
from tests.log.appending import append
from tests.log.filling import NOW, fill
from tests.threads import at_once

DAY = 86_400
MIDNIGHT = NOW - NOW % DAY
THREE = 3 * 3600


def size_of(signer: Signer, note: str | None) -> int:
    return open_checkpoint(note or "", parse_vkey(signer.vkey(Log.INTAKE))).size


def test_it_is_due_once_from_each_hour_to_the_next(signer: Signer, database: Database) -> None:
    times = {
        MIDNIGHT: True,  # Nothing was ever published.
        MIDNIGHT + THREE - 1: False,
        MIDNIGHT + THREE: True,
        MIDNIGHT + THREE + 1: False,
        MIDNIGHT + DAY + THREE - 1: False,
        MIDNIGHT + 4 * DAY + 5 * 3600: True,  # Days were slept through.
        MIDNIGHT + 5 * DAY + THREE: True,
    }
    for now, due in times.items():
        assert (publish_daily(database, signer, now) is not None) == due, now


def test_the_hour_is_a_setting(signer: Signer, database: Database) -> None:
    assert publish_daily(database, signer, MIDNIGHT, hour=20)
    assert not publish_daily(database, signer, MIDNIGHT + 20 * 3600 - 1, hour=20)
    assert publish_daily(database, signer, MIDNIGHT + 20 * 3600, hour=20)


def test_the_published_size_tells_neither_how_many_nor_whether(
    signer: Signer, database: Database
) -> None:
    sizes = []
    for day, count in enumerate((0, 1, 200, 255, 0, 256)):
        fill(database, count, Log.INTAKE)
        sizes.append(size_of(signer, publish_daily(database, signer, MIDNIGHT + day * DAY)))
    assert sizes == [256, 512, 768, 1024, 1280, 1792]


def test_what_arrives_after_the_publication_is_not_served(
    signer: Signer, database: Database
) -> None:
    fill(database, 3, Log.INTAKE)
    note = publish_daily(database, signer, NOW)
    fill(database, 300, Log.INTAKE)
    signer.checkpoint(database, Log.INTAKE)
    with database.reading() as session:
        assert log_size(session, Log.INTAKE) == 556
        assert checkpoint_text(session, signer, Log.INTAKE) == note
        assert served_size(session, signer, Log.INTAKE) == 256
        for path, there in {
            "tile/0/000": True,
            "tile/entries/000": True,
            "tile/entries/000.p/3": True,
            "tile/1/000.p/1": True,
            "tile/0/001.p/1": False,
            "tile/0/001": False,
            "tile/entries/001.p/44": False,
            "tile/1/000.p/2": False,
        }.items():
            assert bool(find_served(session, signer, f"intake/{path}")) == there, path


def test_an_intake_log_that_was_never_published_is_served_empty(
    signer: Signer, database: Database
) -> None:
    fill(database, 3, Log.INTAKE)
    with database.reading() as session:
        assert served_size(session, signer, Log.INTAKE) == 0
        assert find_served(session, signer, "intake/tile/entries/000.p/3") is None


def test_what_waited_goes_in_before_the_padding(signer: Signer, database: Database) -> None:
    def batch(session: Session, now: int) -> None:
        append(session, Log.INTAKE, Event.CASE_OPENED, now=now)

    fill(database, 1, Log.INTAKE)
    publish_daily(database, signer, NOW, batch=batch)
    with database.reading() as session:
        found = find_served(session, signer, "intake/tile/entries/000")
    assert found is not None
    events = [leaf.split(b'"')[3] for leaf in parse_bundle(found.data)]
    assert events == [b"consent.changed", b"case.opened", *[b"pad"] * 254]


def test_every_publication_is_remembered(signer: Signer, database: Database) -> None:
    notes = [publish_daily(database, signer, NOW + day * DAY) for day in range(3)]
    with database.reading() as session:
        rows = session.scalars(select(LogPublished).order_by(LogPublished.size)).all()
        assert [row.checkpoint for row in rows] == notes
        assert [row.published_on - MIDNIGHT for row in rows] == [0, DAY, 2 * DAY]
        for row, note in zip(rows, notes, strict=True):
            assert proofs.root(session, Log.INTAKE, row.size) == (
                open_checkpoint(note or "", parse_vkey(signer.vkey(Log.INTAKE))).root
            )
        assert len(list(tile_addresses(rows[-1].size))) == 7


def test_a_log_that_is_not_the_signed_one_is_not_padded_either(
    signer: Signer, database: Database, tmp_path: Path
) -> None:
    publish_daily(database, signer, NOW)
    other = open_database(f"sqlite:///{tmp_path / 'restored.db'}")
    Base.metadata.create_all(other.engine)
    with pytest.raises(SignerRefusal, match="rolled back"):
        publish_daily(other, signer, NOW)
    with other.reading() as session:
        assert log_size(session, Log.INTAKE) == 0
    other.close()


def test_two_that_publish_at_once_publish_once(signer: Signer, database: Database) -> None:
    notes = at_once([partial(publish_daily, database, signer, NOW)] * 4)
    assert len([note for note in notes if note]) == 1
    with database.reading() as session:
        assert log_size(session, Log.INTAKE) == 256


def test_a_round_keeps_both_logs_fresh(signer: Signer, database: Database) -> None:
    publisher = Publisher(database, signer, lambda: NOW)
    fill(database, 3)
    assert publisher.tick()
    assert "\n3\n" in signer.last(Log.ACCESS)
    assert "\n256\n" in signer.last(Log.INTAKE)
    assert publisher.problem is None


def test_the_publisher_says_what_kept_it_and_recovers(
    signer: Signer, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    publisher = Publisher(database, signer, lambda: NOW)
    state = signer._folder / "access.checkpoint"
    kept = state.read_text()
    state.unlink()
    publisher.tick()
    publisher.tick()
    assert "access.checkpoint is missing" in (publisher.problem or "")
    assert len(caplog.records) == 1
    state.write_text(kept)
    publisher.tick()
    assert publisher.problem is None


def test_the_publisher_survives_a_database_that_does_not_answer(
    signer: Signer, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    fill(database, 1)
    with database.engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE log_published")
    publisher = Publisher(database, signer, lambda: NOW)
    publisher.tick()
    assert (publisher.problem or "").startswith("publishing: ")
    assert "SELECT" not in caplog.text
