"""Urgency: the rule table of the form, and the promises around it."""

import json
import os
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.crypto.case.bodies import LEVELS
from intake.form.loading.form import load_form
from intake.form.questions.conditions import DATES, PICKS, readable
from intake.form.questions.moments import ROUGH, read_moment
from intake.form.questions.structure import Form, Question
from intake.form.urgency.triage import Rule, Rules, evaluate, judge, load_rules, told_by

VECTORS = Path(__file__).parents[1] / "vectors"
TRIAGE = json.loads((VECTORS / "triage.json").read_bytes())
CASES = TRIAGE["vectors"]
DATES_OF = json.loads((VECTORS / "dates.json").read_bytes())
FORM = load_form(None)
RULES = load_rules(FORM, None)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_the_level_rules_and_tags_are_those_worked_out_by_hand(case: dict[str, Any]) -> None:
    verdict = evaluate(RULES, case["answers"], case["now"])
    assert verdict.level == case["level"]
    assert list(verdict.rules) == case["rules"]
    assert list(verdict.tags) == case["tags"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_what_the_reporter_is_told_is_that_worked_out_by_hand(case: dict[str, Any]) -> None:
    assert told_by(RULES, case["answers"], [case["now"]]) == case["told"]


@pytest.mark.parametrize("turn", [1, -1])
def test_what_is_true_by_any_of_the_clocks_is_told_in_the_order_of_the_rules(turn: int) -> None:
    soon, before = 1_795_305_600, 1_795_305_600 - 10 * 86_400
    answers = {"kinds": ["family_call"], "f_deadline": "2026-11-24", "age_u18": "yes"}
    assert told_by(RULES, answers, [soon, before][::turn]) == ["deadline", "child"]
    assert told_by(RULES, answers, [before]) == ["child"]


@pytest.mark.parametrize("case", TRIAGE["judged"], ids=lambda case: case["name"])
def test_of_two_clocks_the_one_that_gives_the_higher_level_counts(case: dict[str, Any]) -> None:
    verdict = judge(RULES, case["answers"], case["hours"])
    assert (verdict.level, list(verdict.rules)) == (case["level"], case["rules"])


@pytest.mark.parametrize("case", DATES_OF["vectors"], ids=lambda case: case["name"])
def test_a_rule_that_matched_tells_the_earliest_date_it_asks_about(case: dict[str, Any]) -> None:
    assert evaluate(RULES, case["answers"], case["now"]).dates == case["dates"]


@pytest.mark.parametrize("case", DATES_OF["tables"], ids=lambda case: case["name"])
def test_of_any_rules_the_earliest_dates_are_told_and_at_most_eight(case: dict[str, Any]) -> None:
    rows = tuple(
        Rule(row["id"], row["level"], "", row.get("when")) for row in case["table"]["rows"]
    )
    rules = Rules(rows, tuple(case["table"]["dates"]), {}, {})
    assert evaluate(rules, case["answers"], 1_795_305_600).dates == case["dates"]


def test_every_rule_and_level_of_the_table_has_a_vector() -> None:
    for row in RULES.rows:
        levels = {case["level"] for case in CASES if row.id in case["rules"]}
        assert row.level in levels, f"{row.id} {row.level}"


def test_every_rule_has_a_near_miss_where_it_stays_silent() -> None:
    about = [(case["name"].split()[0], case["rules"]) for case in CASES]
    silent = {rule for rule, matched in about if rule not in matched}
    assert {row.id for row in RULES.rows} - silent == {"T22"}


def date_texts() -> st.SearchStrategy[str]:
    """Dates in digits, rough days, and anything else."""
    moments = st.datetimes().map(lambda moment: moment.isoformat()[:16])
    rough = st.sampled_from([*ROUGH, "later 15:00", "night", "today 2026-11-25"])
    return st.one_of(moments, moments.map(lambda text: text[:10]), rough, st.text(max_size=20))


def answers_of(form: Form) -> st.SearchStrategy[dict[str, str | list[str]]]:
    """Any type-correct answers, choices that exist and others."""

    def values(question: Question) -> st.SearchStrategy[str | list[str]]:
        if question.type == "checkbox":
            return st.lists(st.sampled_from([*question.choices, "nonsense", ""]), max_size=4)
        if question.type in PICKS:
            return st.sampled_from([*question.choices, "nonsense", ""])
        return date_texts() if question.type in DATES else st.text(max_size=9)

    return st.fixed_dictionaries({}, optional={n: values(q) for n, q in form.questions.items()})


@given(answers_of(FORM), st.integers(-(2**62), 2**62))
def test_any_answers_get_one_of_the_four_levels(answers: dict[str, Any], now: int) -> None:
    verdict = evaluate(RULES, answers, now)
    assert verdict.level in LEVELS
    assert verdict.rules
    assert len(set(verdict.rules)) == len(verdict.rules)


@given(answers_of(FORM), st.integers(0, 2**33))
def test_a_date_that_cannot_be_read_is_no_answer(answers: dict[str, Any], now: int) -> None:
    assert evaluate(RULES, answers, now) == evaluate(RULES, readable(answers, RULES.dates), now)


CHOICES = [
    (q.id, choice) for q in FORM.questions.values() if q.type == "checkbox" for choice in q.choices
]


@given(answers_of(FORM), st.integers(0, 2**33), st.sampled_from(CHOICES))
def test_one_more_choice_never_lowers_the_level(
    answers: dict[str, Any], now: int, added: tuple[str, str]
) -> None:
    name, choice = added
    more = {**answers, name: [*answers.get(name, []), choice]}
    levels = [LEVELS.index(evaluate(RULES, said, now).level) for said in (answers, more)]
    assert levels[1] <= levels[0]


def counted_from_then(answers: dict[str, Any]) -> dict[str, Any]:
    """Answers without the days that are counted from when they were written, as "next week"."""
    said = {name: read_moment(answers[name]) for name in RULES.dates if name in answers}
    counted = {name for name, moment in said.items() if moment and (moment.rough or not moment.day)}
    return {name: value for name, value in answers.items() if name not in counted}


@given(answers_of(FORM), st.integers(0, 2**33), st.integers(0, 2**31))
def test_time_passing_never_lowers_the_level(answers: dict[str, Any], now: int, more: int) -> None:
    answers = counted_from_then(answers)
    early, late = (evaluate(RULES, answers, moment).level for moment in (now, now + more))
    assert LEVELS.index(late) <= LEVELS.index(early)


@given(answers_of(FORM), st.integers(0, 2**33), st.integers(0, 2**40))
def test_a_server_that_lies_about_time_never_lowers_a_level(
    answers: dict[str, Any], own: int, told: int
) -> None:
    alone, both = (judge(RULES, answers, hours).level for hours in ((own,), (own, told)))
    assert LEVELS.index(both) <= LEVELS.index(alone)


def test_every_rule_that_tells_has_a_vector() -> None:
    said = {tell for case in CASES for tell in case["told"]}
    assert said == {row.tell for row in RULES.rows if row.tell} == set(FORM.texts["en"].told)


def test_the_time_zone_of_the_machine_plays_no_part(monkeypatch: pytest.MonkeyPatch) -> None:
    for zone in ("Asia/Shanghai", "America/Los_Angeles"):
        monkeypatch.setitem(os.environ, "TZ", zone)
        time.tzset()
        for case in CASES:
            assert evaluate(RULES, case["answers"], case["now"]).level == case["level"]
    monkeypatch.undo()
    time.tzset()
