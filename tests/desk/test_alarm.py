"""That an emergency came stands in the access log once its hour is over, and no more."""

import pytest

from intake.serving.daily import DayEnd
from intake.web.services import services_of
from tests.desk.stored import report, row_of, three, told
from tests.people import People
from tests.promises.reporting import add_message

HOUR = 3_600
ONE_ENGINE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def alarms(people: People) -> list[int]:
    """The hours of all alarms, after a round of what is done by the clock."""
    running = services_of(people.app)
    assert DayEnd(running.database, running.clock).tick()
    return [detail["hour"] for event, _, detail in told(people) if event == "case.alarm"]


def to_the_hour(people: People, seconds: int = 0) -> int:
    """Let the clock come to so many seconds after a full hour; return that hour."""
    people.clock.pass_seconds(HOUR - people.clock() % HOUR + seconds)
    return people.clock() - seconds


def test_an_emergency_is_told_once_when_its_hour_is_over(people: People) -> None:
    three(people)
    hour = to_the_hour(people, 1)
    case = report(people, "emergency")
    people.clock.pass_seconds(HOUR - 2)
    assert alarms(people) == []
    people.clock.pass_seconds(1)
    assert alarms(people) == [hour + HOUR]
    to_the_hour(people)
    assert alarms(people) == [hour + HOUR]
    assert row_of(people, case).alarm_at is None


@ONE_ENGINE
def test_what_comes_on_the_hour_is_of_the_next_one(people: People) -> None:
    three(people)
    hour = to_the_hour(people)
    report(people, "emergency")
    assert alarms(people) == []
    to_the_hour(people)
    assert alarms(people) == [hour + HOUR]


@ONE_ENGINE
def test_an_alarm_that_is_late_says_the_hour_and_not_when_it_is_written(people: People) -> None:
    three(people)
    hour = to_the_hour(people, 40 * 60)
    report(people, "emergency")
    people.clock.pass_seconds(5 * HOUR)
    assert alarms(people) == [hour + HOUR]


@ONE_ENGINE
def test_an_emergency_that_was_opened_within_its_hour_is_told_all_the_same(people: People) -> None:
    anna, _, _ = three(people)
    hour = to_the_hour(people, 60)
    assert anna.sign_in().status_code == 200
    anna.open(report(people, "emergency"))
    to_the_hour(people)
    assert alarms(people) == [hour + HOUR]
    events = [event for event, *_ in told(people)]
    assert events.index("report.open") < events.index("case.alarm")


@ONE_ENGINE
@pytest.mark.parametrize("level", ["urgent", "soon", "routine"])
def test_nothing_else_is_an_alarm(people: People, level: str) -> None:
    three(people)
    report(people, level)
    to_the_hour(people)
    assert alarms(people) == []


@ONE_ENGINE
@pytest.mark.parametrize(("level", "is_alarm"), [("emergency", True), ("urgent", False)])
def test_a_case_that_its_reporter_raises_to_an_emergency_is_one(
    people: People, level: str, is_alarm: bool
) -> None:
    three(people)
    reporter = people.reporter(level="soon")
    assert reporter.send().status_code == 201
    hour = to_the_hour(people, 60)
    said = add_message(reporter, "they are at the door", level=level)
    assert said.status_code == 201
    to_the_hour(people)
    assert alarms(people) == ([hour + HOUR] if is_alarm else [])
