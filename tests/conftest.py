"""Fixtures every part of the tests shares: an instance, its clock, its application, its people."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import settings

from intake.app import create_app
from intake.config import Config, Keys, Settings
from intake.log.signing.signer import create_signer_state
from intake.store.engine import Database
from tests.people import People
from tests.played import play_as_it_stands

pytest_plugins = [
    *("tests.compiled", "tests.engines", "tests.garbage", "tests.loaded"),
    *("tests.quick", "tests.strength", "tests.temporary"),
]

# A machine that does something else for a while makes no example wrong.
settings.register_profile("tests", deadline=None)
settings.load_profile("tests")

ORIGIN = "intake.test.invalid"
RELAY = "mailto://127.0.0.1:9?from=desk@test.invalid&mode=insecure&to={address}"  # Nobody is there.
NOW = 1_793_000_000  # A moment in October 2026.


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Take nothing from other tests where this one changes the program."""
    play_as_it_stands(always="monkeypatch" in getattr(item, "fixturenames", ()))


@dataclass
class TestClock:
    """A clock that tests move by hand; Unix seconds."""

    __test__ = False
    now: int = NOW

    def __call__(self) -> int:
        return self.now

    def pass_seconds(self, seconds: int) -> None:
        self.now += seconds


@pytest.fixture
def clock() -> TestClock:
    return TestClock()


@pytest.fixture
def config(tmp_path: Path, database_url: str) -> Config:
    """An instance in a temporary folder, once on each engine."""
    made = make_config(tmp_path, database_url)
    create_signer_state(tmp_path / "signer", ORIGIN, made.keys.log)
    return made


def make_config(folder: Path, database_url: str) -> Config:
    """Return the configuration of an instance in a folder."""
    keys = Keys(server=bytes(range(32)), log=b"\x07" * 32, salt=b"\x05" * 32)
    settings = Settings(origin=ORIGIN, notices=RELAY)
    return Config(folder, folder / "keys", database_url, settings, keys)


@pytest.fixture
def app(
    config: Config,
    database: Database,
    clock: TestClock,
    strength: None,  # noqa: ARG001 - patches
) -> Flask:
    """The application of that instance; nobody is enrolled yet."""
    return make_app(config, database, clock)


def make_app(config: Config, database: Database, clock: TestClock) -> Flask:
    """Return the application of an instance, for tests."""
    app = create_app(config, clock=clock, database=database)
    app.testing = True
    app.config["PROPAGATE_EXCEPTIONS"] = False  # Answers are what people would get.
    return app


@pytest.fixture
def people(app: Flask, clock: TestClock) -> People:
    """Makes people who act through the application's own addresses."""
    return People(app, clock)
