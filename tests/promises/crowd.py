"""A crowd: every staff act, every refused role and sealed reports, once in a row, once at once.

What is asked is a list of jobs; who runs them, one thread or eight that begin together, is the only
difference. Every request is kept with its status and how long it took.
"""

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from intake.web.staff.sessions import COOKIE
from tests.people import Person, Reporter
from tests.promises.asking import SECONDS, ask
from tests.promises.driving import drive_case
from tests.promises.office import WHO, Office
from tests.promises.routes import ROUTES

THREADS = 8  # As `intake serve` begins with.
Job = Callable[[], object]


@dataclass(frozen=True)
class Asked:
    """One request that was answered."""

    what: str
    status: int
    seconds: float


@contextmanager
def watched(app: Flask) -> Iterator[list[Asked]]:
    """Give the list of every request that clients of the application make from now on."""
    found: list[Asked] = []
    before = app.test_client_class

    class Watched(FlaskClient):
        def open(self, *args: Any, **options: Any) -> TestResponse:  # noqa: ANN401 - passed on unread
            began = time.perf_counter()
            answer = super().open(*args, **options)
            took = time.perf_counter() - began
            asked = answer.request
            found.append(Asked(f"{asked.method} {asked.path}", answer.status_code, took))
            return answer

    app.test_client_class = Watched
    try:
        yield found
    finally:
        app.test_client_class = before


def jobs_of(office: Office, sent: Sequence[Reporter], unsent: Sequence[Reporter]) -> list[Job]:
    """Return the table of addresses for everybody, acts on the sent cases, and what is to be sent.

    The three kinds lie between each other, so that at every moment some thread does each.
    """
    table: list[Job] = [
        lambda who=who, route=route: ask(apart(office), who, route)  # type: ignore[misc]
        for route in ROUTES
        if route.statuses["nobody"] == 401  # For staff only.
        and route.path not in SECONDS  # It would take another session.
        for who in WHO
    ]
    acts: list[Job] = [lambda each=each: drive_case(apart(office), each) for each in sent]  # type: ignore[misc]
    reports: list[Job] = [lambda each=each: send(office, each) for each in unsent]  # type: ignore[misc]
    return mixed(mixed(table, reports), acts)


def mixed(many: Sequence[Job], few: Sequence[Job]) -> list[Job]:
    """Put few jobs between many, evenly."""
    every = max(1, len(many) // (len(few) or 1))
    found = list(many)
    for at, job in enumerate(few):
        found.insert(at * (every + 1), job)
    return found


def send(office: Office, reporter: Reporter) -> None:
    """Send a sealed report from a browser of its own."""
    answer = replace(reporter, client=office.people.client()).send()
    assert answer.status_code == 201, answer.status_code


def apart(office: Office) -> Office:
    """Return the office with browsers that no other thread uses, in the same sessions."""

    def twin(person: Person) -> Person:
        client = office.people.client()
        cookie = person.client.get_cookie(COOKIE)
        assert cookie is not None
        client.set_cookie(COOKIE, cookie.value, secure=True)
        return replace(person, client=client)

    return replace(office, persons={who: twin(each) for who, each in office.persons.items()})


def run_in_a_row(jobs: Sequence[Job]) -> None:
    """Run one after the other."""
    for job in jobs:
        job()


def run_at_once(jobs: Sequence[Job]) -> None:
    """Run from threads that begin together, each with every eighth job; raise what any raised."""
    gate = threading.Barrier(THREADS)

    def work(mine: Sequence[Job]) -> None:
        gate.wait()
        run_in_a_row(mine)

    with ThreadPoolExecutor(THREADS) as pool:
        running = [pool.submit(work, jobs[at::THREADS]) for at in range(THREADS)]
    for each in running:
        each.result()
