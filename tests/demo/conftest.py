"""A program that played people meet, and one whole prepared demo for everything that only looks."""

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import func, select

from intake.cli import main
from intake.client.played import PlayedClock
from intake.clock import system_clock
from intake.config import Config, load_config
from intake.demo.credentials import Credentials, read_credentials
from intake.demo.prepare import prepare, read_words
from intake.demo.staffing import Staff
from intake.demo.stage import Stage, set_stage
from intake.log.events import Log
from intake.store.engine import Database, open_database
from intake.store.models.log import LogEntry

NOW = 1_793_000_000
BASE_URL = "http://localhost:8000"


@pytest.fixture
def stage(strength: None, config: Config, database: Database) -> Stage:  # noqa: ARG001 - patches
    """An instance without people, on each engine in turn."""
    return set_stage(config, database, PlayedClock(NOW))


@pytest.fixture
def staff(stage: Stage) -> Staff:
    """Nobody yet."""
    return Staff(stage, read_words())


@dataclass(frozen=True)
class Demo:
    """A prepared demo instance, how long this process worked on it (seconds), and its entries.

    Attributes:
        entries: How many entries each log had when it was prepared; tests add to their ends, some
            on a played clock and some on the machine's.
    """

    instance: Path
    stage: Stage
    credentials: Credentials
    seconds: float
    entries: Mapping[Log, int]


def count_entries(database: Database) -> dict[Log, int]:
    query = select(LogEntry.log, func.count()).group_by(LogEntry.log)
    with database.reading() as db:
        return {Log(log): count for log, count in db.execute(query)}


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """The demo as `intake demo` prepares it; tests only look at it, or add to its end."""
    instance = tmp_path_factory.mktemp("demo") / "instance"
    environ = {"INTAKE_INSTANCE": str(instance)}
    began = time.process_time()
    prepare(environ, BASE_URL, system_clock(), lambda _taken, _total: None)
    seconds = time.process_time() - began
    config = load_config(environ)
    database = open_database(config.database_url)
    stage = set_stage(config, database, PlayedClock(system_clock()))
    yield Demo(instance, stage, read_credentials(instance), seconds, count_entries(database))
    database.close()


Runner = Callable[..., Result]


@pytest.fixture
def runner(demo: Demo) -> Runner:
    """Runs `intake` with these arguments on the prepared demo."""
    environ = {"INTAKE_INSTANCE": str(demo.instance)}
    return lambda *arguments: CliRunner(env=environ).invoke(main, arguments)
