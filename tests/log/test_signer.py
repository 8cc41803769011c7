"""The signer signs what grows, and refuses what shrinks or changes."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, select, text, update

from intake.crypto.tlog.checkpoint import Checkpoint, open_checkpoint
from intake.crypto.tlog.merkle import EMPTY_ROOT
from intake.crypto.tlog.note import parse_vkey
from intake.log.events import Event, Log
from intake.log.signing.extending import extend
from intake.log.signing.refusal import SignerRefusal
from intake.log.signing.signer import Signer, create_signer_state
from intake.store.engine import Base, Database, open_database
from intake.store.models.log import LogEntry, LogState, LogTile
from tests.log.appending import append
from tests.log.filling import LOG_KEY, NOW, ORIGIN, fill
from tests.threads import at_once


def size_of(signer: Signer, note: str, log: Log = Log.ACCESS) -> int:
    return open_checkpoint(note, parse_vkey(signer.vkey(log))).size


def refusal(signer: Signer, database: Database) -> str:
    with pytest.raises(SignerRefusal) as refused:
        signer.checkpoint(database, Log.ACCESS)
    return refused.value.reason


def test_the_head_of_a_new_instance_is_signed(signer: Signer, database: Database) -> None:
    for log in Log:
        head = open_checkpoint(signer.checkpoint(database, log), parse_vkey(signer.vkey(log)))
        assert head == (f"{ORIGIN}/log/{log}", 0, EMPTY_ROOT)


def test_a_grown_log_is_signed_and_an_unchanged_one_not_again(
    signer: Signer, database: Database
) -> None:
    notes = []
    for count in (1, 0, 254, 300):
        fill(database, count)
        notes.append(signer.checkpoint(database, Log.ACCESS))
        assert signer.last(Log.ACCESS) == notes[-1]
    assert [size_of(signer, note) for note in notes] == [1, 1, 255, 555]
    assert notes[0] == notes[1]


def test_another_signer_on_the_same_state_goes_on_where_the_first_stopped(
    signer: Signer, database: Database, tmp_path: Path
) -> None:
    fill(database, 5)
    note = signer.checkpoint(database, Log.ACCESS)
    assert Signer(tmp_path / "signer", ORIGIN, LOG_KEY).checkpoint(database, Log.ACCESS) == note


def test_who_was_overtaken_while_proving_never_puts_an_older_head_back(
    signer: Signer, database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other, proving = (
        Signer(tmp_path / "signer", ORIGIN, LOG_KEY),
        "intake.log.signing.signer.extend",
    )

    def overtaken(*asked: Any) -> Checkpoint:  # noqa: ANN401 - passed on unread
        proved = extend(*asked)
        monkeypatch.setattr(proving, extend)
        fill(database, 5)
        other.checkpoint(database, Log.ACCESS)
        return proved

    fill(database, 5)
    monkeypatch.setattr(proving, overtaken)
    assert size_of(signer, signer.checkpoint(database, Log.ACCESS)) == 10
    assert size_of(signer, signer.last(Log.ACCESS)) == 10


def test_a_database_restored_from_a_backup_is_refused(signer: Signer, tmp_path: Path) -> None:
    path = tmp_path / "intake.db"
    database = open_database(f"sqlite:///{path}")
    Base.metadata.create_all(database.engine)
    fill(database, 60)
    database.close()
    shutil.copy(path, tmp_path / "backup.db")
    database = open_database(f"sqlite:///{path}")
    fill(database, 10)
    assert size_of(signer, signer.checkpoint(database, Log.ACCESS)) == 70
    database.close()
    shutil.copy(tmp_path / "backup.db", path)
    database = open_database(f"sqlite:///{path}")
    assert refusal(signer, database) == "smaller"
    with database.session() as session:
        for _ in range(40):  # Growing past it does not help.
            append(session, Log.ACCESS, Event.CASE_LIST, now=NOW)
        session.commit()
    assert refusal(signer, database) == "inconsistent"
    assert size_of(signer, signer.last(Log.ACCESS)) == 70
    database.close()


def without_triggers(database: Database, change: Callable[[Database], None]) -> None:
    """What somebody does who owns the database."""
    drop = {
        "sqlite": ("DROP TRIGGER log_entry_no_update", "DROP TRIGGER log_entry_no_delete"),
        "postgresql": ("DROP FUNCTION log_entry_refuse CASCADE",),
    }
    with database.engine.begin() as connection:
        for statement in drop[database.engine.dialect.name]:
            connection.execute(text(statement))
    change(database)


def test_a_rewritten_entry_is_refused(signer: Signer, database: Database) -> None:
    fill(database, 70)
    signer.checkpoint(database, Log.ACCESS)

    def rewrite(database: Database) -> None:
        with database.session() as session:
            session.execute(update(LogEntry).where(LogEntry.idx == 33).values(hash=b"\x00" * 32))
            session.commit()

    without_triggers(database, rewrite)
    assert refusal(signer, database) == "inconsistent"
    fill(database, 1)
    assert refusal(signer, database) == "inconsistent"


def test_a_log_with_a_hole_is_refused(signer: Signer, database: Database) -> None:
    fill(database, 70)
    signer.checkpoint(database, Log.ACCESS)

    def cut(database: Database) -> None:
        with database.session() as session:
            session.execute(delete(LogEntry).where(LogEntry.idx == 33))
            session.commit()

    without_triggers(database, cut)
    assert refusal(signer, database) == "damaged"


def test_a_log_whose_tiles_are_gone_is_refused(signer: Signer, database: Database) -> None:
    fill(database, 300)
    with database.session() as session:
        assert session.scalars(select(LogTile)).all()
        session.execute(delete(LogTile))
        session.commit()
    assert refusal(signer, database) == "damaged"


def test_a_log_whose_state_is_gone_is_refused(signer: Signer, database: Database) -> None:
    with database.session() as session:
        session.execute(delete(LogState))
        session.commit()
    assert refusal(signer, database) == "damaged"


def test_a_signer_without_its_state_signs_nothing(
    signer: Signer, database: Database, tmp_path: Path
) -> None:
    fill(database, 3)
    (tmp_path / "signer/access.checkpoint").unlink()
    assert refusal(signer, database) == "no_state"
    assert refusal(Signer(tmp_path / "nowhere", ORIGIN, LOG_KEY), database) == "no_state"


def test_a_state_of_another_key_or_origin_is_refused(
    signer: Signer, database: Database, tmp_path: Path
) -> None:
    state = tmp_path / "signer"
    assert refusal(Signer(state, ORIGIN, b"\x08" * 32), database) == "bad_state"
    assert refusal(Signer(state, "other.example.org", LOG_KEY), database) == "bad_state"
    (state / "access.checkpoint").write_bytes(b"\xff")
    assert refusal(signer, database) == "bad_state"


def test_a_state_is_never_started_afresh(signer: Signer, tmp_path: Path) -> None:
    (tmp_path / "signer/access.checkpoint").unlink()
    before = signer.last(Log.INTAKE)
    with pytest.raises(FileExistsError):
        create_signer_state(tmp_path / "signer", ORIGIN, LOG_KEY)
    assert signer.last(Log.INTAKE) == before
    assert not (tmp_path / "signer/access.checkpoint").exists()


def test_more_than_is_stored_is_not_signed(signer: Signer, database: Database) -> None:
    fill(database, 3)
    with pytest.raises(SignerRefusal) as refused:
        signer.sign(database, Log.ACCESS, 4)
    assert refused.value.reason == "missing"
    assert size_of(signer, signer.sign(database, Log.ACCESS, 2)) == 2
    with pytest.raises(SignerRefusal) as refused:
        signer.sign(database, Log.ACCESS, 1)
    assert refused.value.reason == "smaller"


def test_the_state_is_for_its_owner_only(
    signer: Signer, database: Database, tmp_path: Path
) -> None:
    fill(database, 1)
    signer.checkpoint(database, Log.ACCESS)
    folder = tmp_path / "signer"
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}


def test_threads_that_sign_and_append_never_sign_backwards(
    signer: Signer, database: Database
) -> None:
    def run() -> list[int]:
        mine = []
        for _ in range(15):
            fill(database, 1)
            mine.append(size_of(signer, signer.checkpoint(database, Log.ACCESS)))
        return mine

    sizes = at_once([run] * 2)
    assert all(mine == sorted(mine) and len(mine) == 15 for mine in sizes)
    assert size_of(signer, signer.last(Log.ACCESS)) == 30
