"""An office with somebody of every role, one case that waits and one that was taken.

Argon2 makes enrolling slow, so the tests of a module share one office; none of them changes what
another one looks at.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from intake.app import create_app
from intake.log.signing.signer import create_signer_state
from intake.store.engine import open_database
from intake.web.services import services_of
from tests.conftest import ORIGIN, TestClock, make_config
from tests.engines import copy_of
from tests.people import MovableClock, People, Person, Reporter
from tests.played import played_once
from tests.strength import little_work

#: Who asks: the columns of ``tests.promises.routes.ROUTES``.
WHO = ("triage", "caseworker", "newcomer", "supervisor", "auditor", "administrator", "nobody")


@dataclass
class Office:
    """Everybody by a name of ``WHO``; ``newcomer`` is enrolled for triage, but not admitted."""

    people: People
    persons: dict[str, Person]
    waiting: Reporter  # Nobody took this case.
    taken: Reporter  # ``triage`` took this one.

    def client(self, who: str) -> FlaskClient:
        """The browser of somebody, with their session if they have one."""
        return self.persons[who].client if who in self.persons else self.people.client()

    def again(self, who: str) -> Person:
        """The same person in a second browser, signed in a second time."""
        twin = replace(self.persons[who], client=self.people.client())
        assert twin.sign_in().status_code == 200
        return twin

    def paths(self) -> dict[str, str]:
        """What the placeholders of the table stand for."""
        assets = services_of(self.people.app).assets
        return {
            "waiting": self.waiting.sending.case,
            "ref": "0123456789abcdef" * 2,
            "taken": self.taken.sending.case,
            "asset": assets["public.css"].url.removeprefix("/static/"),
        }


def open_app(folder: Path, url: str) -> tuple[Flask, TestClock]:
    """Return the application of an instance in a folder, over a database that has its schema."""
    config, clock = make_config(folder, url), TestClock()
    create_signer_state(folder / "signer", ORIGIN, config.keys.log)
    return create_app(config, clock=clock, database=open_database(url)), clock


@contextmanager
def running(folder: Path, url: str) -> Iterator[tuple[Flask, TestClock]]:
    """Give such an application and its clock; its database is closed afterwards."""
    app, clock = open_app(folder, url)
    yield app, clock
    services_of(app).database.close()


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Iterator[Office]:
    """One office for the tests of a module."""
    folder = tmp_path_factory.mktemp("office")
    with little_work(), running(folder, copy_of(sqlite_template, folder)) as (app, clock):
        yield make_office(app, clock)


def make_office(app: Flask, clock: MovableClock) -> Office:
    """Enrol everybody, admit whom the roster needs, send two reports and take one."""
    return _play(People(app, clock))


@played_once
def _play(people: People) -> Office:
    triage = people.new("tara", "caseworker", triage=True)
    caseworker = people.new("carl", "caseworker")
    supervisor = people.new("susi", "supervisor")
    assert triage.admit(caseworker).status_code == 201
    assert triage.admit(supervisor, cosigner=caseworker).status_code == 201
    cover = people.new("cora", "caseworker")  # Nobody's column: holds what ``triage`` took.
    assert triage.admit(cover, cosigner=caseworker).status_code == 201
    persons = {
        "triage": triage,
        "caseworker": caseworker,
        "newcomer": people.new("nora", "caseworker", triage=True),
        "supervisor": supervisor,
        "auditor": people.new("audra", "auditor"),
        "administrator": people.new("adam", "administrator"),
    }
    waiting, taken = people.reporter("a waiting story"), people.reporter("a taken story")
    assert (waiting.send().status_code, taken.send().status_code) == (201, 201)
    triage.open(waiting.sending.case)
    triage.hold(taken.sending.case, cover)
    for who in ("auditor", "administrator"):
        triage.vouch(persons[who])
    return Office(people, persons, waiting, taken)
