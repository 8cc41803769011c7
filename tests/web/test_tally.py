"""Lines that anybody can cause: the first at once, then how many, once a minute."""

import logging
from collections.abc import Callable

import pytest

from intake.web.tally import EVERY, Tally
from tests.threads import at_once


class Later:
    """Keeps what is to be called later, until the test lets the time pass."""

    def __init__(self) -> None:
        self.waiting: list[Callable[[], None]] = []

    def __call__(self, seconds: float, act: Callable[[], None]) -> None:
        assert seconds == EVERY
        self.waiting.append(act)

    def pass_minute(self) -> None:
        due, self.waiting = self.waiting, []
        for act in due:
            act()


@pytest.fixture
def later() -> Later:
    return Later()


@pytest.fixture
def tally(later: Later) -> Tally:
    return Tally(logging.getLogger("tests.tally"), later)


def lines(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records]


def test_the_first_is_written_at_once_and_the_others_are_counted(
    tally: Tally, later: Later, caplog: pytest.LogCaptureFixture
) -> None:
    for _ in range(1_000):
        tally.note(logging.WARNING, "full")
    assert lines(caplog) == ["full"]
    later.pass_minute()
    tally.note(logging.WARNING, "full")
    assert lines(caplog) == ["full", "full: 999 more within a minute"]
    later.pass_minute()
    assert lines(caplog)[2:] == ["full: 1 more within a minute"]


def test_after_a_quiet_minute_the_next_one_is_a_first_one_and_nothing_waits(
    tally: Tally, later: Later, caplog: pytest.LogCaptureFixture
) -> None:
    tally.note(logging.ERROR, "lost")
    later.pass_minute()
    assert later.waiting == []
    tally.note(logging.ERROR, "lost")
    assert lines(caplog) == ["lost", "lost"]


def test_lines_of_different_kinds_are_counted_apart(
    tally: Tally, later: Later, caplog: pytest.LogCaptureFixture
) -> None:
    for _ in range(3):
        tally.note(logging.WARNING, "full")
    tally.note(logging.ERROR, "lost")
    later.pass_minute()
    assert lines(caplog) == ["full", "lost", "full: 2 more within a minute"]


def test_no_count_is_lost_between_threads(
    tally: Tally, later: Later, caplog: pytest.LogCaptureFixture
) -> None:
    def flood() -> None:
        for _ in range(500):
            tally.note(logging.WARNING, "full")

    at_once([flood] * 8)
    later.pass_minute()
    assert lines(caplog) == ["full", "full: 3999 more within a minute"]
