"""Preparing a demo leaves a whole instance or none, and touches nothing of another one."""

from pathlib import Path

import pytest

from intake.admin.instance import KEY_FILES, make_instance
from intake.clock import system_clock
from intake.config import ConfigError
from intake.demo import play
from intake.demo import prepare as preparing
from intake.demo.cases import load_cases
from intake.demo.credentials import read_credentials
from intake.demo.prepare import is_prepared, prepare
from intake.store.engine import Base, open_database
from tests.demo.conftest import BASE_URL
from tests.engines import PostgreSQL


class Interrupted(Exception):
    """Stands for a power cut."""


def test_an_interrupted_preparation_leaves_no_instance_and_is_begun_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    environ = {"INTAKE_INSTANCE": str(tmp_path / "instance")}
    instance = tmp_path / "instance"

    def cut(taken: int, _total: int) -> None:
        if taken == 2:
            raise Interrupted

    with pytest.raises(Interrupted):
        prepare(environ, BASE_URL, system_clock(), cut)
    assert not is_prepared(instance)
    assert (instance / preparing.DRAFT / "intake.db").exists()
    stale = (instance / preparing.DRAFT / "keys" / "server.key").read_bytes()
    monkeypatch.setattr(preparing, "Play", lambda *_: pytest.fail("begun"))
    with pytest.raises(pytest.fail.Exception, match="begun"):
        prepare(environ, BASE_URL, system_clock(), cut)
    assert (instance / preparing.DRAFT / "keys" / "server.key").read_bytes() != stale


def test_an_interrupted_move_is_finished_at_the_next_start(tmp_path: Path) -> None:
    instance, keys = tmp_path / "instance", tmp_path / "elsewhere"
    whole = instance / preparing.WHOLE
    make_instance(
        {"INTAKE_INSTANCE": str(whole), "INTAKE_KEYS": str(whole / "keys")},
        preparing.ORIGIN,
        demo=True,
    )
    (whole / "demo.json").write_text("{}")
    (whole / "signer").rename(instance / "signer")  # It came this far.
    environ = {"INTAKE_INSTANCE": str(instance), "INTAKE_KEYS": str(keys)}
    assert not is_prepared(instance)
    prepare(environ, BASE_URL, 0, lambda _a, _b: None)
    assert is_prepared(instance)
    assert not whole.exists()
    assert sorted(path.name for path in keys.iterdir()) == sorted(KEY_FILES)
    assert {"intake.db", "signer", "demo.json"} <= {path.name for path in instance.iterdir()}


def test_a_real_instance_is_never_taken_for_a_demo(tmp_path: Path) -> None:
    environ = {"INTAKE_INSTANCE": str(tmp_path / "instance")}
    make_instance(environ, "intake.example")
    with pytest.raises(ConfigError, match="not a demo"):
        prepare(environ, BASE_URL, 0, lambda _a, _b: None)


@pytest.mark.parametrize("left", ["instance/keys/server.key", "instance/intake.db"])
def test_nothing_of_another_instance_is_written_over(tmp_path: Path, left: str) -> None:
    path = tmp_path / left
    path.parent.mkdir(parents=True)
    path.write_text("somebody's")
    with pytest.raises(ConfigError, match="nothing is written over it"):
        prepare({"INTAKE_INSTANCE": str(tmp_path / "instance")}, BASE_URL, 0, lambda _a, _b: None)
    assert path.read_text() == "somebody's"


def test_a_demo_can_live_in_postgresql_and_is_not_put_beside_other_data(
    tmp_path: Path, postgresql: PostgreSQL, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = {"papers-in-a-shop", "no-script"}
    few = [case for case in load_cases() if case.name in names]
    monkeypatch.setattr(play, "load_cases", lambda: few)
    url = postgresql.take()
    empty = open_database(url)
    Base.metadata.drop_all(empty.engine)
    empty.close()
    environ = {"INTAKE_INSTANCE": str(tmp_path / "one"), "INTAKE_DATABASE_URL": url}
    prepare(environ, BASE_URL, system_clock(), lambda _a, _b: None)
    assert len(read_credentials(tmp_path / "one")["receipts"]) == 2
    assert not (tmp_path / "one" / "intake.db").exists()
    again = {**environ, "INTAKE_INSTANCE": str(tmp_path / "two")}
    with pytest.raises(ConfigError, match="not empty"):
        prepare(again, BASE_URL, system_clock(), lambda _a, _b: None)
    postgresql.give_back(url)
