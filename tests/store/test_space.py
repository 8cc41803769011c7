"""How much room there is: what the quota leaves, and on SQLite what the disk does."""

import os
from pathlib import Path

import pytest
from sqlalchemy import text

from intake.store.engine import Database
from intake.store.space import SECONDS, Space

PLENTY = 1 << 60


def grow(database: Database) -> None:
    with database.session() as db:
        db.execute(text("CREATE TABLE grown (data TEXT)"))
        db.execute(text("INSERT INTO grown VALUES (:data)"), {"data": "x" * 1_000_000})
        db.commit()


def test_what_is_stored_counts_against_the_quota(database: Database) -> None:
    quota = 100_000_000
    before = Space(database, quota).left()
    assert 0 < before < quota
    grow(database)
    if database.engine.dialect.name == "postgresql":  # It packs what repeats.
        assert Space(database, quota).left() < before
    else:
        assert Space(database, quota).left() <= before - 1_000_000
    assert Space(database, 1).left() == 0


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_disk_with_less_room_than_the_quota_is_what_counts(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Disk:
        f_bavail, f_frsize = 3, 4_096

    folder = Path(str(database.engine.url.database)).parent
    monkeypatch.setattr(os, "statvfs", {folder: Disk}.__getitem__)
    assert Space(database, PLENTY).left() == 3 * 4_096


def test_it_is_measured_again_after_a_moment_and_not_for_every_one_who_comes(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    now, measures = [0.0], iter([5, 7])
    monkeypatch.setattr(Space, "_measure", lambda _: next(measures))
    made = Space(database, PLENTY, lambda: now[0])
    assert [made.left(), made.left()] == [5, 5]
    now[0] += SECONDS
    assert made.left() == 7
