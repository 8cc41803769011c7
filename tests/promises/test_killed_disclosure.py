"""Killed before a commit, or right after bytes left: what had left of a case has its entry."""

import os
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from flask import Flask

from intake.store.engine import Database
from intake.web.services import services_of
from tests.engines import ENGINES, database_on
from tests.killing import Fault, watch
from tests.people import People, Person, Reporter
from tests.promises.office import running
from tests.promises.test_logged_first import DISCLOSURES, MAGIC, entries
from tests.strength import little_work

MOST = 30  # Commits, and sealed files that leave.


@pytest.fixture(scope="module", params=ENGINES)
def desk(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[People, Person, Reporter]]:
    """A desk with a case that was read, on one engine."""
    folder = tmp_path_factory.mktemp("killed")
    with (
        database_on(request.param, request, folder) as url,
        little_work(),
        running(folder, url) as (app, clock),
    ):
        people = People(app, clock)
        anna, reporter = people.new("anna", "caseworker", triage=True), people.reporter()
        assert reporter.send().status_code == 201
        anna.open(reporter.sending.case)
        yield people, anna, reporter


def let_out(app: Flask, pipe: int, fault: Fault) -> None:
    """Write whatever leaves to a pipe; that something sealed has left is a step."""
    inner = app.wsgi_app

    def leaking(environ: Any, start: Any) -> Iterable[bytes]:  # noqa: ANN401 - of WSGI
        for part in inner(environ, start):
            os.write(pipe, part)
            if MAGIC in part:
                fault.step()
            yield part

    app.wsgi_app = leaking  # type: ignore[method-assign, assignment]


def what_left(desk: tuple[People, Person, Reporter], what: str, at: int) -> tuple[bytes, bool]:
    """Ask for something elsewhere, killed at a step; return what left, and whether it was."""
    people, anna, reporter = desk
    database = services_of(people.app).database
    database.close()  # Parent and child must not share a connection.
    here, there = os.pipe()
    child = os.fork()
    if child == 0:
        failed = 1
        try:
            os.close(here)
            fault = Fault(at)
            watch(database, fault, statements=False)
            let_out(people.app, there, fault)
            answer = DISCLOSURES[what][1](anna, reporter.sending.case)
            failed = int(MAGIC not in answer.data)  # Read to its end.
        finally:
            os._exit(failed)
    os.close(there)
    with os.fdopen(here, "rb") as pipe:
        left = pipe.read()
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0
    return left, os.WIFSIGNALED(status)


def logged(database: Database, event: str) -> int:
    return entries(database).count(event)


@pytest.mark.parametrize("what", DISCLOSURES)
def test_whenever_it_is_killed_what_left_has_its_entry(
    desk: tuple[People, Person, Reporter], what: str
) -> None:
    event, database = DISCLOSURES[what][0], services_of(desk[0].app).database
    begin = logged(database, event)
    killed_with_bytes = 0
    for at in range(1, MOST):
        # The entry of an hour may stand since a try that was killed after it.
        before = begin if event == "case.watch" else logged(database, event)
        left, killed = what_left(desk, what, at)
        fresh = logged(database, event) - before
        assert fresh in ({1} if MAGIC in left else {0, 1})
        killed_with_bytes += killed and MAGIC in left
        if not killed:
            assert MAGIC in left
            break
    assert 1 < at < MOST - 1
    # The entry of an hour stands by then, and its commit is no step any more.
    assert killed_with_bytes > 0 or event == "case.watch"
