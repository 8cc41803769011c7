"""An instance made by `intake init`, with one person and one report, and a way to run commands."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from intake.cli import main
from intake.client import casework, reporter
from intake.client.opencase import open_case
from intake.client.people import enrol
from intake.client.reporter import Told
from intake.client.server import PlayedClock, Server, open_server
from intake.client.unlocked import session
from intake.clock import system_clock
from intake.config import load_config
from intake.crypto.age.hybrid import encode_identity
from intake.demo.prepare import read_words
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

    server: Server
    told: Told
    identity: Path  # a file with the caseworker's identity, as age tools write it


@pytest.fixture
def story(run: Run, tmp_path: Path) -> Iterator[Story]:
    """Init and invite by command; the rest is played."""
    assert run("init", "--origin", "intake.example").exit_code == 0
    link = run("invite", "anna", "--role", "caseworker", "--triage").stdout.strip()
    config = load_config({"INTAKE_INSTANCE": str(tmp_path / "one")})
    database = open_database(config.database_url)
    server = open_server(config, database, PlayedClock(system_clock()))
    anna = enrol(server, link.partition("#")[2], read_words())
    answers: reporter.Answers = {"danger_now": "no", "kinds": ["documents"], "story": STORY}
    told = reporter.send(server, answers, "en")
    with session(server, anna) as desk:
        held = casework.take(open_case(desk, told.case, "triage"), None)
        casework.answer(held, ANSWER)
        identity = tmp_path / "anna.txt"
        secret = encode_identity(desk.keys.identity_seed)
        identity.write_text(f"# an identity\n{secret}\n")
    yield Story(server, told, identity)
    database.close()
