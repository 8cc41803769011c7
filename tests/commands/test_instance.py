"""`intake init` and `intake invite`: what they make, and what they refuse with one line."""

from datetime import date
from pathlib import Path

import pytest

from intake.commands.instance import warn_of_stale_numbers
from intake.form.languages import LANGUAGES
from intake.form.loading.emergency import load_emergency
from tests.commands.conftest import STATED, Run


def test_init_makes_an_instance_that_only_its_owner_can_read(run: Run, tmp_path: Path) -> None:
    made = run("init", "--origin", "intake.example")
    assert made.exit_code == 0
    assert str(tmp_path / "one") in made.stdout
    for path in (tmp_path / "one").rglob("*"):
        assert path.stat().st_mode & 0o077 == 0, path


def test_init_knows_no_account_and_no_secret_of_a_demo(run: Run, tmp_path: Path) -> None:
    run("init", "--origin", "intake.example")
    assert not (tmp_path / "one" / "demo.json").exists()
    assert "demo" not in (tmp_path / "one" / "intake.toml").read_text()
    keys = [path.read_text() for path in (tmp_path / "one" / "keys").iterdir()]
    assert len(keys) == len(set(keys)) == 3


def test_init_never_makes_an_instance_twice(run: Run, tmp_path: Path) -> None:
    run("init", "--origin", "intake.example")
    keys = {path: path.read_bytes() for path in (tmp_path / "one" / "keys").iterdir()}
    again = run("init", "--origin", "intake.example")
    assert again.exit_code == 2
    assert again.stderr.count("\n") == 1
    assert {path: path.read_bytes() for path in keys} == keys


@pytest.mark.parametrize("origin", ["https://intake.example", "with space", "UPPER.example", ""])
def test_init_refuses_what_is_no_name_before_it_writes_anything(
    run: Run, tmp_path: Path, origin: str
) -> None:
    refused = run("init", "--origin", origin)
    assert refused.exit_code == 2
    assert not (tmp_path / "one").exists()


def test_the_link_of_an_invitation_keeps_its_token_in_the_fragment(run: Run) -> None:
    run("init", "--origin", "intake.example")
    link = run("invite", "anna", "--role", "caseworker", "--triage").stdout.strip()
    before, _, token = link.partition("#")
    assert before == "http://localhost:8000/enrol"
    assert len(token) >= 32


def test_a_name_is_invited_once(run: Run) -> None:
    run("init", "--origin", "intake.example")
    run("invite", "anna", "--role", "caseworker")
    again = run("invite", "anna", "--role", "auditor")
    assert (again.exit_code, again.stdout) == (2, "")
    assert "there is an account or an invitation with this name" in again.stderr


def test_an_auditor_cannot_become_a_triage_member(run: Run) -> None:
    run("init", "--origin", "intake.example")
    refused = run("invite", "frank", "--role", "auditor", "--triage")
    assert refused.exit_code == 2
    assert "only caseworkers and supervisors" in refused.stderr


@pytest.mark.parametrize("command", ["invite", "serve", "export"])
def test_without_an_instance_a_command_says_so_in_one_line(run: Run, command: str) -> None:
    arguments = {"invite": ["anna", "--role", "auditor"], "serve": []}
    arguments["export"] = ["0" * 32, *STATED]
    refused = run(command, *arguments[command])
    assert refused.exit_code == 2
    assert refused.stderr.startswith("intake: no intake.toml")
    assert refused.stderr.count("\n") == 1


@pytest.mark.parametrize("command", ["init", "invite", "serve", "demo", "export", "open", "audit"])
def test_every_command_explains_itself(run: Run, command: str) -> None:
    shown = run(command, "--help")
    assert shown.exit_code == 0
    assert shown.stdout.startswith("Usage:")


def test_serving_names_emergency_numbers_that_nobody_checked_for_long(
    capsys: pytest.CaptureFixture[str],
) -> None:
    numbers = load_emergency(None, LANGUAGES)
    warn_of_stale_numbers(numbers, date(2026, 11, 23))
    assert capsys.readouterr().err == ""
    warn_of_stale_numbers(numbers, date(2028, 1, 1))
    assert "eu: 112" in capsys.readouterr().err
