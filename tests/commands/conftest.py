"""An instance made by `intake init`, with one person and one report, and a way to run commands."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
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
INSTANCE = "one"  # The folder of the instance, in the folder of the test.
IDENTITY = "anna.txt"
STATED = ("--purpose", "legal", "--recipient", "court")  # Of an export.
STORY = "They took my papers in a shop near the station."
ANSWER = "Please do not go there alone."


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs `intake` with these arguments; the instance is in the test's own folder."""
    monkeypatch.chdir(tmp_path)
    return run_in(tmp_path)


def run_in(folder: Path) -> Run:
    """Return what runs `intake` on the instance in a folder."""
    environ = {"INTAKE_INSTANCE": str(folder / INSTANCE)}

    def invoke(*arguments: str | Path, typed: str | None = None) -> Result:
        return CliRunner(env=environ).invoke(main, [str(each) for each in arguments], input=typed)

    return invoke


@contextmanager
def stage_in(folder: Path, clock: PlayedClock) -> Iterator[Stage]:
    """Give the instance in a folder as played people meet it."""
    config = load_config({"INTAKE_INSTANCE": str(folder / INSTANCE)})
    database = open_database(config.database_url)
    yield set_stage(config, database, clock)
    database.close()


@dataclass(frozen=True)
class Told:
    """A folder in which the story was played, the reporter's receipt, and when it ended."""

    folder: Path
    receipt: Receipt
    now: int


@dataclass(frozen=True)
class Story:
    """What happened before: a report, taken and answered by the one caseworker."""

    stage: Stage
    told: Receipt
    identity: Path  # a file with the caseworker's identity, as age tools write it


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> Told:
    """Init and invite by command; the rest is played, one time for all tests."""
    folder = tmp_path_factory.mktemp("story")
    run = run_in(folder)
    assert run("init", "--origin", "intake.example").exit_code == 0
    link = run("invite", "anna", "--role", "caseworker", "--triage").stdout.strip()
    with stage_in(folder, PlayedClock(system_clock())) as stage:
        passphrase = passwords.new_passphrase(read_words())
        anna = enrol(stage.browser(), link.partition("#")[2], passphrase)
        answers: Answers = {"danger_now": "no", "kinds": ["documents"], "story": STORY}
        told = send(stage.browser(), stage.questions, answers, "en")
        stage.clock.pass_seconds(totp.STEP)
        with session(stage.browser(), anna) as desk:
            opened = open_case(desk, told.case, "triage", stage.questions.rules)
            held = casework.take(opened, None)
            casework.answer(held, ANSWER)
            secret = encode_identity(desk.keys.identity_seed)
            (folder / IDENTITY).write_text(f"# an identity\n{secret}\n")
        return Told(folder, told, stage.clock())


@pytest.fixture
def story(
    run: Run,  # noqa: ARG001 - goes to the folder
    once: Told,
    tmp_path: Path,
) -> Iterator[Story]:
    """A copy of everything that was there when the story ended."""
    shutil.copytree(once.folder, tmp_path, dirs_exist_ok=True)
    with stage_in(tmp_path, PlayedClock(once.now)) as stage:
        yield Story(stage, once.receipt, tmp_path / IDENTITY)
