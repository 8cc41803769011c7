"""When somebody answers: what is promised is what the desk works by."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from intake.crypto.case.bodies import LEVELS
from intake.form.files import FormError
from intake.form.urgency.answering import (
    answer_by,
    client_answering,
    due_on,
    is_staffed,
    load_answering,
)

TABLE = load_answering(None)
VECTORS = json.loads((Path(__file__).parents[1] / "vectors" / "answering.json").read_text())
GOOD = """
[staffed]
days = ["mon"]
from = 9
to = 17
[level]
emergency = { minutes = 15 }
urgent = { hours = 4 }
soon = { working_days = 2 }
routine = { days = 7 }
"""


def seconds(text: str) -> int:
    return int(datetime.fromisoformat(f"{text}+00:00").timestamp())


def test_the_desks_script_gets_the_table_that_the_vectors_hold() -> None:
    assert client_answering(TABLE) == VECTORS["table"]


@pytest.mark.parametrize("vector", VECTORS["vectors"], ids=str)
def test_a_day_of_receipt_has_its_day(vector: dict[str, str]) -> None:
    received = date.fromisoformat(vector["received"])
    assert due_on(TABLE, vector["level"], received).isoformat() == vector["due"]


@pytest.mark.parametrize(
    ("level", "now", "promised"),
    [
        ("emergency", "2026-11-23T10:00", "2026-11-23T11:00"),
        ("emergency", "2026-11-20T16:50", "2026-11-23T10:00"),  # Friday evening to Monday.
        ("emergency", "2026-11-23T03:00", "2026-11-23T10:00"),
        ("urgent", "2026-11-23T09:00", "2026-11-23T13:00"),
        ("urgent", "2026-11-23T16:00", "2026-11-24T12:00"),
        ("urgent", "2026-11-21T12:00", "2026-11-23T13:00"),
        ("soon", "2026-11-20T12:00", "2026-11-24T17:00"),
        ("routine", "2026-11-23T12:00", "2026-11-30T17:00"),
    ],
)
def test_a_promise_counts_the_hours_in_which_somebody_is_there(
    level: str, now: str, promised: str
) -> None:
    assert answer_by(TABLE, level, seconds(now)) == seconds(promised)


def test_the_desk_never_counts_later_than_a_receipt_promised() -> None:
    start = seconds("2026-11-16T00:30")
    for level in LEVELS:
        for now in range(start, start + 14 * 86_400, 3600):
            moment = datetime.fromtimestamp(now, UTC)
            promised = datetime.fromtimestamp(answer_by(TABLE, level, now), UTC)
            assert due_on(TABLE, level, moment.date()) <= promised.date()
            assert timedelta(0) < promised - moment <= timedelta(8)


def test_nobody_is_there_at_night_and_at_the_weekend() -> None:
    hours = ("2026-11-20T08:59", "2026-11-20T09:00", "2026-11-20T17:00", "2026-11-21T12:00")
    assert [is_staffed(TABLE, seconds(hour)) for hour in hours] == [False, True, False, False]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('["mon"]', '["moon"]', "staffed: days: must be some of"),
        ('["mon"]', "[]", "staffed: days: must be some of"),
        ("from = 9", "from = 17", "staffed: from: must be a full hour before to"),
        ("to = 17", "to = 25", "staffed: from: must be a full hour before to"),
        ("{ hours = 4 }", "{ hours = 0 }", "level urgent: hours: must be a whole number above 0"),
        ("{ hours = 4 }", "{ weeks = 4 }", "level urgent: weeks: is not known here"),
        ("{ hours = 4 }", "{ hours = 4, days = 1 }", "level urgent: needs one of"),
        ("urgent =", "later =", "level urgent: needs one of"),
    ],
)
def test_a_table_that_is_wrong_stops_the_start_and_says_where(
    tmp_path: Path, old: str, new: str, message: str
) -> None:
    (tmp_path / "answering.toml").write_text(GOOD.replace(old, new))
    with pytest.raises(FormError, match=message):
        load_answering(tmp_path)


def test_an_operators_table_takes_the_place_of_ours(tmp_path: Path) -> None:
    (tmp_path / "answering.toml").write_text(GOOD)
    assert load_answering(tmp_path).staffed == (0,)
