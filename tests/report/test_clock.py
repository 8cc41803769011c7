"""Whose clock a report is judged by: its sender's and the server's, and the higher level counts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import func, select

from intake.client.browser import Answer, Browser
from intake.client.questions import load_questions
from intake.client.reporter.sending import send
from intake.store.models import LEVELS, Case, LogEntry
from intake.web.services import services_of
from tests.conftest import TestClock
from tests.people import People
from tests.people.carrying import HOME, Kept

HOUR, DAY = 3_600, 86_400  # Seconds.
ADDRESS = "/.well-known/intake/hour"
EASTMOST = 14 * HOUR  # A time without a zone may be that early.
QUESTIONS = load_questions()


@dataclass
class Answering:
    """Carries a browser's requests; whoever asks for the hour gets this answer, if there is one."""

    kept: Kept
    body: bytes | None
    origin: str = HOME

    def carry(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> Answer:
        if path != ADDRESS or self.body is None:
            return self.kept.carry(method, path, headers, body)
        return Answer(200 if self.body else 503, {}, self.body)


def level_of(people: People, *, behind: int, told: bytes | None = None) -> str:
    """Send a report of a flight in 18 hours from a device so many seconds behind."""
    clock = people.clock
    flight = datetime.fromtimestamp(clock() + EASTMOST + 18 * HOUR, UTC)
    answers = {
        "danger_now": "no",
        "kinds": ["forced_return"],
        "r_when": flight.strftime("%Y-%m-%dT%H:%M"),
    }
    carried = Answering(Kept(people.client()), told)
    receipt = send(Browser(carried, lambda: clock() - behind), QUESTIONS, answers, "en")
    with services_of(people.app).database.reading() as db:
        return LEVELS[db.scalars(select(Case.level).where(Case.id == receipt.case)).one()]


@pytest.mark.usefixtures("desk")
def test_a_clock_two_days_behind_lowers_no_level(people: People) -> None:
    assert level_of(people, behind=2 * DAY) == "emergency"


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize("told", [b"", b"yesterday\n", b"0", b"3600.0\n", b"3601\n", b"9" * 40])
def test_without_such_an_answer_the_sender_s_clock_is_the_only_one(
    people: People, told: bytes
) -> None:
    assert level_of(people, behind=2 * DAY, told=told) == "urgent"
    assert level_of(people, behind=0, told=told) == "emergency"


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize("told", [b"0\n", b"3600\n", b"999999997200\n"])
def test_a_server_that_lies_about_time_only_raises(people: People, told: bytes) -> None:
    assert level_of(people, behind=0, told=told) == "emergency"


def test_the_hour_is_the_same_for_everybody_within_it(app: Flask, clock: TestClock) -> None:
    clock.now -= clock.now % HOUR
    first = app.test_client().get(ADDRESS)
    clock.now += HOUR - 1
    assert app.test_client().get(ADDRESS).data == first.data == b"%d\n" % (clock.now - HOUR + 1)
    assert first.headers["Cache-Control"] == "no-store"
    clock.now += 1
    assert app.test_client().get(ADDRESS).data == b"%d\n" % clock.now


def test_asking_for_the_hour_is_logged_nowhere(
    app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    assert app.test_client().get(ADDRESS).status_code == 200
    with services_of(app).database.reading() as db:
        assert db.scalar(select(func.count()).select_from(LogEntry)) == 0
    assert caplog.records == []


def test_both_hours_are_sealed(people: People) -> None:
    """Who opens it judges by both: ``tests/demo/test_journey.py``."""
    anna = people.new("anna", "caseworker", triage=True)
    assert level_of(people, behind=2 * DAY) == "emergency"
    with services_of(people.app).database.reading() as db:
        case = db.scalars(select(Case.id)).one()
    opened = anna.open(case)
    report = next(frame for frame in opened.frames if frame.kind == "report")
    assert report.body["server_at"] - report.body["at"] == 2 * DAY
