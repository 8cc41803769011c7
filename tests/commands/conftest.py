"""An instance made by `intake init`, with one person and one report, and a way to run commands."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from intake.cli import main
from intake.client.member.account.enrolling import enrol
from intake.client.member.account.session import session
from intake.client.member.cases import casework
from intake.client.member.cases.opencase import open_case
from intake.client.played import PlayedClock
from intake.client.reporter.sending import Answers, Receipt, send
from intake.clock import system_clock
from intake.config import load_config
from intake.crypto import passwords, totp
from intake.crypto.age.hybrid import encode_identity
from intake.demo.prepare import read_words
from intake.demo.stage import Stage, set_stage
from intake.store.engine import open_database

Run = Callable[..., Result]
STORY = "They took my papers in a shop near the station."
ANSWER = "Please do not go there alone."


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs `intake` with these arguments; the instance is in the test's own folder."""
    monkeypatch.chdir(tmp_path)
    environ = {"INTAKE_INSTANCE": str(tmp_path / "one")}

    def invoke(*arguments: str | Path, typed: str | None = None) -> Result:
        return CliRunner(env=environ).invoke(main, [str(each) for each in arguments], input=typed)

    return invoke


@dataclass(frozen=True)
class Story:
    """What happened before: a report, taken and answered by the one caseworker."""

    stage: Stage
    told: Receipt
    identity: Path  # a file with the caseworker's identity, as age tools write it


@pytest.fixture
def story(run: Run, tmp_path: Path) -> Iterator[Story]:
    """Init and invite by command; the rest is played."""
    assert run("init", "--origin", "intake.example").exit_code == 0
    link = run("invite", "anna", "--role", "caseworker", "--triage").stdout.strip()
    config = load_config({"INTAKE_INSTANCE": str(tmp_path / "one")})
    database = open_database(config.database_url)
    stage = set_stage(config, database, PlayedClock(system_clock()))
    passphrase = passwords.new_passphrase(read_words())
    anna = enrol(stage.browser(), link.partition("#")[2], passphrase)
    answers: Answers = {"danger_now": "no", "kinds": ["documents"], "story": STORY}
    told = send(stage.browser(), stage.questions, answers, "en")
    stage.clock.pass_seconds(totp.STEP)
    with session(stage.browser(), anna) as desk:
        opened = open_case(desk, told.case, "triage", stage.questions.rules)
        held = casework.take(opened, None)
        casework.answer(held, ANSWER)
        identity = tmp_path / "anna.txt"
        secret = encode_identity(desk.keys.identity_seed)
        identity.write_text(f"# an identity\n{secret}\n")
    yield Story(stage, told, identity)
    database.close()
