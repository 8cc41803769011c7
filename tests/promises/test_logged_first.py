"""Nobody on the staff opens a case unseen: the entry is committed first, or nothing leaves.

The database fails at each step of a disclosure in turn: whatever the moment, ciphertext or keys in
the answer mean that the entry is there, and no answer that failed holds any.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from intake.store.engine import Database
from intake.store.models import LogEntry
from intake.web.services import services_of
from tests.people import People, Person

MAGIC = b"age-encryption.org/v1"
STEPS = 80  # More than any of these acts has.
DISCLOSURES: dict[str, tuple[str, Callable[[Person, str], TestResponse]]] = {
    "summaries": (
        "case.watch",
        lambda person, case: person.post("/desk/summaries", {"cases": [case]}),
    ),
    "case": (
        "report.open",
        lambda person, case: person.post(f"/desk/{case}/open", {"purpose": "triage"}),
    ),
    "export": (
        "evidence.export",
        lambda person, case: person.export(case),
    ),
}


class Failing:
    """Makes a database fail once, at a step: a statement, or just before or after a commit."""

    def __init__(self, database: Database, at: int) -> None:
        self.left = at
        self._dialect = database.engine.dialect
        self._error = self._dialect.loaded_dbapi.OperationalError

    def step(self) -> None:
        self.left -= 1
        if self.left == -1:
            raise self._error("the database went away")

    def before(self, name: str) -> Callable[..., None]:
        inner = getattr(self._dialect, name)

        def run(*arguments: object) -> None:
            self.step()
            inner(*arguments)

        return run

    def commit(self) -> Callable[..., None]:
        inner = self.before("do_commit")

        def run(*arguments: object) -> None:
            inner(*arguments)
            self.step()  # Committed, and nobody was told.

        return run


@contextmanager
def failing(database: Database, at: int) -> Iterator[Failing]:
    """Let the database fail at a step while the context is open."""
    fault = Failing(database, at)
    with pytest.MonkeyPatch.context() as patch:
        for name in ("do_execute", "do_execute_no_params", "do_executemany"):
            patch.setattr(database.engine.dialect, name, fault.before(name))
        patch.setattr(database.engine.dialect, "do_commit", fault.commit())
        yield fault


def entries(database: Database) -> list[str]:
    with database.reading() as db:
        query = select(LogEntry.leaf).where(LogEntry.log == "access").order_by(LogEntry.idx)
        return [json.loads(leaf)["e"] for leaf in db.scalars(query)]


@pytest.mark.parametrize("what", DISCLOSURES)
def test_whatever_fails_nothing_leaves_before_its_entry_is_committed(
    people: People, what: str
) -> None:
    database = services_of(people.app).database
    anna = people.new("anna", "caseworker", triage=True)
    reporter = people.reporter()
    assert reporter.send().status_code == 201
    anna.open(reporter.sending.case)
    name, ask = DISCLOSURES[what]
    begin = len(entries(database))
    for at in range(STEPS):
        # The entry of an hour may stand since a try that failed after it.
        before = begin if name == "case.watch" else len(entries(database))
        with failing(database, at) as fault:
            answer = ask(anna, reporter.sending.case)
        if fault.left >= 0:  # It got through before this step was reached.
            assert (answer.status_code, MAGIC in answer.data) == (200, True)
            assert name in entries(database)[before:]
            assert at > 5
            return
        assert (answer.status_code, MAGIC in answer.data) == (503, False)
    pytest.fail("it never got through")


def test_what_failed_before_a_view_leaves_no_path_in_the_log(
    people: People, caplog: pytest.LogCaptureFixture
) -> None:
    anna = people.new("anna", "caseworker", triage=True)
    with failing(services_of(people.app).database, 0):
        answer = anna.export("5" * 32)
    assert answer.status_code == 503
    assert "OperationalError" in caplog.text
    assert "5555" not in caplog.text
