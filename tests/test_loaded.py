"""What is read once for all tests stays what each application would have read."""

import pytest
from flask import Flask

from intake.config import Config
from intake.store.engine import Database
from intake.web.services import services_of
from tests.conftest import TestClock, make_app


def test_applications_share_what_they_read_and_no_file_that_one_of_them_adds(
    app: Flask, config: Config, database: Database, clock: TestClock
) -> None:
    one, other = services_of(app), services_of(make_app(config, database, clock))
    assert one.form is other.form
    assert one.assets.build == other.assets.build
    one.assets.add("more.txt", b"more")
    assert "more.txt" not in other.assets.by_name
    assert one.assets.build != other.assets.build


def test_an_instance_with_files_of_its_own_reads_them(
    app: Flask, config: Config, database: Database, clock: TestClock
) -> None:
    (config.instance / "forms").mkdir()
    own = services_of(make_app(config, database, clock))
    assert own.form is not services_of(app).form
    assert own.assets.build == services_of(app).assets.build


def test_a_test_that_changes_the_program_reads_anew(
    app: Flask,
    config: Config,
    database: Database,
    clock: TestClock,
    monkeypatch: pytest.MonkeyPatch,  # noqa: ARG001 - by its name
) -> None:
    assert services_of(app).form is not services_of(make_app(config, database, clock)).form
