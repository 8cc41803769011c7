"""Preparing a demo leaves either a whole instance or none, and nothing of another one is touched."""

from pathlib import Path

import pytest

from intake.clock import system_clock
from intake.config import ConfigError
from intake.demo import prepare as preparing
from intake.demo.prepare import is_prepared, prepare
from intake.instance import make_instance
from tests.demo.conftest import BASE_URL


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
    assert sorted(path.name for path in keys.iterdir()) == sorted(preparing.KEY_FILES)
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
