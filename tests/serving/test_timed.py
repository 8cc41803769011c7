"""What the program does by itself: it begins at once, tries again, and ends with a last round."""

import threading

import pytest
from flask import Flask

from intake.serving import timed
from intake.serving.timed import Timed, Timers, timed_work

PATIENCE = 20  # Seconds for a thread of a busy machine to get its turn.
NEVER = 10_000


def test_a_round_runs_at_once_and_a_last_one_at_the_end() -> None:
    ran, rounds = threading.Event(), []

    def tick() -> bool:
        rounds.append(threading.current_thread().name)
        ran.set()
        return True

    timers = Timers([Timed("test-work", NEVER, tick)])
    timers.start()
    assert ran.wait(PATIENCE)
    timers.stop()
    assert rounds == ["test-work", threading.current_thread().name]
    assert "test-work" not in {thread.name for thread in threading.enumerate()}


def test_a_round_that_is_not_done_is_tried_again_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timed, "AGAIN_SECONDS", 0)
    done, answers = threading.Event(), [False, False, True]

    def tick() -> bool:
        if len(answers) == 1:
            done.set()
        return answers.pop(0) if answers else True

    timers = Timers([Timed("test-work", NEVER, tick)])
    timers.start()
    assert done.wait(PATIENCE)
    timers.stop()


def test_the_work_is_listed_and_every_round_of_it_comes_within_a_minute(app: Flask) -> None:
    work = timed_work(app)
    assert [each.name for each in work] == [
        "publisher",
        "asker",
        "pages",
        "side tables",
        "full pass",
        "day end",
        "teller",
        "cleaner",
    ]
    assert all(each.seconds <= 60 for each in work)
    assert all(any(each.tick() for _ in range(9)) for each in work)
