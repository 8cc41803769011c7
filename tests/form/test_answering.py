"""When somebody answers: what is promised is what the desk works by."""

import json
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from intake.form.files import PACKAGED, FormError
from intake.form.urgency.answering import (
    client_answering,
    due_on,
    is_staffed,
    load_answering,
)

TABLE = load_answering(None)
OURS, NONE = (PACKAGED / "answering.toml").read_text(), "\nholidays = []"
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


def test_nobody_is_there_at_night_and_at_the_weekend() -> None:
    table = replace(TABLE, zone="UTC")
    hours = ("2026-11-20T08:59", "2026-11-20T09:00", "2026-11-20T17:00", "2026-11-21T12:00")
    assert [is_staffed(table, seconds(hour)) for hour in hours] == [False, True, False, False]


def test_nobody_is_there_on_a_holiday_and_no_clock_of_the_desk_runs(tmp_path: Path) -> None:
    holidays = f"to = 17\nholidays = [{', '.join(VECTORS['holidays'])}]"
    (tmp_path / "answering.toml").write_text(OURS.replace("to = 17", holidays).replace(NONE, ""))
    table = load_answering(tmp_path)
    assert client_answering(table)["holidays"] == VECTORS["holidays"]
    assert not is_staffed(table, seconds("2026-12-25T12:00"))
    for vector in VECTORS["over_holidays"]:
        received = date.fromisoformat(vector["received"])
        assert due_on(table, vector["level"], received).isoformat() == vector["due"], vector


def test_the_table_that_comes_with_the_program_keeps_the_hours_of_a_city() -> None:
    assert TABLE.zone == "Europe/Paris"


def test_hours_are_those_of_the_desks_city_in_summer_and_in_winter(tmp_path: Path) -> None:
    (tmp_path / "answering.toml").write_text(
        GOOD.replace("to = 17", 'to = 17\nzone = "Europe/Paris"')
    )
    table = load_answering(tmp_path)
    hours = ("2026-11-23T08:00", "2026-11-23T16:00", "2026-07-20T07:00", "2026-07-20T15:00")
    assert [is_staffed(table, seconds(hour)) for hour in hours] == [True, False, True, False]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('["mon"]', '["moon"]', "staffed: days: must be some of"),
        ('["mon"]', "[]", "staffed: days: must be some of"),
        ("from = 9", "from = 17", "staffed: from: must be a full hour before to"),
        ("to = 17", "to = 25", "staffed: from: must be a full hour before to"),
        ("to = 17", 'to = 17\nzone = "Paris"', "staffed: zone: must be the time zone of a city"),
        ("to = 17", 'to = 17\nzone = "Etc/GMT"', "staffed: zone: must be the time zone of a city"),
        ("to = 17", 'to = 17\nzone = "Europe/X"', "staffed: zone: must be the time zone of a city"),
        ("to = 17", 'to = 17\nholidays = ["2026-12-25"]', "staffed: holidays: must be a list of"),
        ("to = 17", "to = 17\nholidays = 2026-12-25", "staffed: holidays: must be a list of"),
        ("to = 17", "to = 17\nholidays = [2026-12-25T10:00:00]", "staffed: holidays: must be a"),
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
