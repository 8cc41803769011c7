"""Answers about a day: what they say, and the earliest moment they can mean."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.form.loading.form import load_form
from intake.form.questions.moments import (
    PARTS,
    ROUGH,
    day_of_moment,
    earliest_moment,
    read_moment,
)
from intake.form.urgency.triage import evaluate, load_rules

CASES = json.loads((Path(__file__).parents[1] / "vectors/moments.json").read_bytes())["vectors"]
FORM = load_form(None)
RULES = load_rules(FORM, None)
MOMENTS = st.integers(0, 4_000_000_000)
HOUR = 3_600


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['name']} {case['text']!r}")
def test_an_answer_says_what_was_worked_out_by_hand(case: dict[str, Any]) -> None:
    said = read_moment(case["text"])
    assert (list(said) if said else None) == case["says"]
    assert earliest_moment(case["text"], case["at"]) == case["earliest"]
    if case["day"]:
        assert day_of_moment(case["text"], case["at"]) == case["day"]


def meant(rough: str, today: date) -> list[date]:
    """Every day that somebody can mean for whom it is that day, whenever their week begins."""
    if rough in {"today", "tomorrow"}:
        return [today + timedelta(rough == "tomorrow")]
    days = []
    for first in (0, 5, 6):  # Monday, Saturday, Sunday.
        week = today - timedelta((today.weekday() - first) % 7)
        begins = {"week": week, "next_week": week + timedelta(7), "later": week + timedelta(14)}
        days += [begins[rough] + timedelta(each) for each in range(7)]
    return [day for day in days if day >= today]


@given(MOMENTS, st.sampled_from(ROUGH[:-1]), st.integers(-12, 14), st.integers(0, 23))
def test_a_rough_day_begins_no_later_than_anybody_on_earth_can_mean(
    at: int, rough: str, zone: int, hour: int
) -> None:
    local = datetime.fromtimestamp(at, UTC) + timedelta(hours=zone)
    earliest = earliest_moment(f"{rough} {hour:02}:00", at)
    assert earliest is not None
    for day in meant(rough, local.date()):
        said = datetime(day.year, day.month, day.day, hour, tzinfo=UTC) - timedelta(hours=zone)
        assert earliest <= max(said.timestamp(), at)


@given(
    st.sampled_from(["", *ROUGH]),
    st.one_of(st.just(""), st.dates(date(1000, 1, 1), date(2999, 12, 31)).map(str)),
    st.sampled_from(["", *PARTS]),
    st.one_of(st.just(""), st.times().map(lambda time: f"{time:%H:%M}")),
    MOMENTS,
)
def test_every_answer_of_the_page_is_read_in_its_parts(
    rough: str, day: str, part: str, hour: str, at: int
) -> None:
    said = (rough, day, part, hour)
    text = " ".join(each for each in said if each)
    assert read_moment(text) == (said if text else None)
    is_moment = text not in {"", "not_said"}
    assert (earliest_moment(text, at) is not None) == is_moment
    if is_moment:
        date.fromisoformat(day_of_moment(text, at))


@pytest.mark.parametrize("rough", ["today", "tomorrow", "week"])
def test_a_flight_on_a_rough_day_that_is_near_is_an_emergency(rough: str) -> None:
    answers = {"kinds": ["forced_return"], "r_stage": "planned", "r_when": rough}
    assert evaluate(RULES, answers, 1_795_305_600).level == "emergency"


@pytest.mark.parametrize("unsaid", [{}, {"d_pickup": "not_said"}])
def test_a_time_nobody_gave_is_not_later(unsaid: dict[str, str]) -> None:
    lure = {"kinds": ["documents"], "d_condition": ["airport"], **unsaid}
    assert evaluate(RULES, lure, 1_795_305_600).level == "emergency"


def test_the_level_is_that_of_the_hour_it_was_sealed_at() -> None:
    answers = {"kinds": ["forced_return"], "r_stage": "planned", "r_when": "later"}
    sunday = 1_795_305_600
    assert evaluate(RULES, answers, sunday).level == "urgent"
    assert evaluate(RULES, answers, sunday).dates == {"T06b": "2026-11-30"}
