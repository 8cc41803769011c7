"""``intake audit mirror`` and ``verify`` as people run them."""

import os
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from intake.admin.instance import make_instance
from intake.commands.audit import audit
from intake.log.events import Event, Log
from intake.log.signing.publishing import publish_daily
from intake.log.signing.signer import Signer, create_signer_state
from intake.store.engine import open_database
from intake.store.schema import upgrade
from tests.log.appending import append
from tests.log.filling import NOW, fill
from tests.log.golden import FORKED, GOLDEN, LEAVES, copy_of_70, golden_vkey, publish


def run(*arguments: object) -> Result:
    return CliRunner().invoke(audit, [str(each) for each in arguments])


def test_a_whole_copy_is_ok(tmp_path: Path) -> None:
    copy_of_70(tmp_path)
    result = run("verify", tmp_path)
    assert result.exit_code == 0
    assert "70 of 70 entries and 3 checkpoints checked" in result.output
    assert result.output.endswith("ok\n")
    keys = [option for log in Log for option in ("--key", golden_vkey(log))]
    assert run("verify", tmp_path, *keys).exit_code == 0


@pytest.mark.parametrize("log", Log)
def test_a_copy_without_one_of_the_logs_is_not_ok(tmp_path: Path, log: Log) -> None:
    copy_of_70(tmp_path)
    shutil.rmtree(tmp_path / "log" / log)
    keys = [option for each in Log for option in ("--key", golden_vkey(each))]
    for result in (run("verify", tmp_path), run("verify", tmp_path, *keys)):
        assert result.exit_code == 1
        assert f"missing: log/{log} is not in the copy" in result.output


def test_findings_are_exit_code_1_and_name_the_entry(tmp_path: Path) -> None:
    log = copy_of_70(tmp_path)
    other = publish(tmp_path / "other", FORKED, GOLDEN["checkpoints"]["70"])
    log.write("tile/entries/000.p/70", other.read("tile/entries/000.p/70") or b"")
    result = run("verify", tmp_path)
    assert result.exit_code == 1
    assert "changed: entry 50 was changed" in result.output
    assert result.output.endswith("FINDINGS\n")
    assert run("verify", tmp_path, "--key", GOLDEN["witness"]).exit_code == 1


def test_many_findings_are_counted(tmp_path: Path) -> None:
    log = copy_of_70(tmp_path)
    changed = [leaf.replace(b"1", b"2") for leaf in LEAVES]
    other = publish(tmp_path / "other", changed, GOLDEN["checkpoints"]["70"])
    log.write("tile/entries/000.p/70", other.read("tile/entries/000.p/70") or b"")
    result = run("verify", tmp_path)
    assert result.output.count("was changed") == 20
    assert "and 50 more" in result.output


def test_what_cannot_be_checked_is_exit_code_2(tmp_path: Path) -> None:
    assert run("verify", tmp_path / "none").exit_code == 2
    assert run("verify", tmp_path).exit_code == 2
    assert run("mirror", "http://intake.example.org", tmp_path / "copy").exit_code == 2
    assert run("mirror", tmp_path, tmp_path / "copy").exit_code == 2
    assert run("mirror", tmp_path).exit_code == 2
    (tmp_path / "intake.toml").write_text("nonsense")
    assert run("mirror", tmp_path, tmp_path / "copy").exit_code == 2


@pytest.fixture
def instance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A real instance with entries in both logs."""
    folder = tmp_path / "instance"
    for name in ("INTAKE_KEYS", "INTAKE_DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("INTAKE_INSTANCE", str(folder))
    make_instance(os.environ, "intake.example.org")
    return folder


def grow(folder: Path) -> None:
    database = open_database(f"sqlite:///{folder / 'intake.db'}")
    key = bytes.fromhex((folder / "keys/log.key").read_text())
    signer = Signer(folder / "signer", "intake.example.org", key)
    fill(database, 3)
    with database.session() as session:
        detail = {"purpose": "triage"}
        append(session, Log.ACCESS, Event.REPORT_OPEN, now=NOW + 9, detail=detail)
        session.commit()
    fill(database, 2, Log.INTAKE)
    signer.checkpoint(database, Log.ACCESS)
    publish_daily(database, signer, NOW)
    database.close()


def test_the_instance_on_this_machine_is_copied_with_its_details(
    instance: Path, tmp_path: Path
) -> None:
    grow(instance)
    first = run("mirror", instance, tmp_path / "copy")
    assert first.exit_code == 0, first.output
    assert "intake.example.org/log/access: 4 entries, new checkpoint" in first.output
    assert "intake.example.org/log/intake: 256 entries, new checkpoint" in first.output
    again = run("mirror", instance, tmp_path / "copy")
    assert "known checkpoint" in again.output
    checked = run("verify", tmp_path / "copy")
    assert checked.exit_code == 0
    assert "1 details, 0 details not in the copy" in checked.output
    second = run("mirror", tmp_path / "copy", tmp_path / "copy of the copy")
    assert second.exit_code == 0
    assert "1 details, 0" in run("verify", tmp_path / "copy of the copy").output


def test_an_instance_that_was_rolled_back_is_refused_by_its_copy(
    instance: Path, tmp_path: Path
) -> None:
    grow(instance)
    assert run("mirror", instance, tmp_path / "copy").exit_code == 0
    for path in (instance / "intake.db", *(instance / "signer").iterdir()):
        path.unlink()
    key = bytes.fromhex((instance / "keys/log.key").read_text())
    create_signer_state(instance / "signer", "intake.example.org", key)
    database = open_database(f"sqlite:///{instance / 'intake.db'}")
    upgrade(database)
    database.close()
    result = run("mirror", instance, tmp_path / "copy")
    assert result.exit_code == 1
    assert "log access: refused, rolled-back" in result.output
    assert run("verify", tmp_path / "copy").exit_code == 0  # What was copied stays whole.
