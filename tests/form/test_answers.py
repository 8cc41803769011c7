"""Answers: what is shown, kept, refused, split and summed up, alike in both languages."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.crypto.case.bodies import MAX_DATES
from intake.form.given.answers import (
    check_answers,
    client_data,
    collect_answers,
    drop_hidden,
    split_answers,
    summary_body,
    visible,
)
from intake.form.loading.form import load_form
from intake.form.questions.structure import SUFFIXES
from intake.form.urgency.triage import evaluate, load_rules

VECTORS = Path(__file__).parents[1] / "vectors"
FORM = load_form(None)
RULES = load_rules(FORM, None)
SHOWN = json.loads((VECTORS / "visibility.json").read_bytes())["vectors"]
POSTED = json.loads((VECTORS / "answers.json").read_bytes())
SAID = {"danger_now": "no", "kinds": ["documents"], "country": "fr", "c_avoid": "Mr. X"}

DATE_PROBLEMS = ("half_date", "no_year", "which_date", "which_hour", "bad_date")

beside = [f"{name}{suffix}" for name in ("d_pickup", "r_when") for suffix in SUFFIXES]
fields = st.sampled_from([*FORM.questions, *beside, "plain"])
words = st.one_of(
    st.text(max_size=12),
    st.sampled_from(sorted({choice for q in FORM.questions.values() for choice in q.choices})),
    st.sampled_from(["2026-11-25", "2026-11-25T10:00", "10:00", "25/11", "tomorrow", "night"]),
)


@pytest.mark.parametrize("case", SHOWN, ids=lambda case: case["name"])
def test_what_is_shown_and_kept_follows_the_form(case: dict[str, Any]) -> None:
    assert sorted(visible(FORM, case["answers"])) == case["visible"]
    assert drop_hidden(FORM, case["answers"]) == case["kept"]


@pytest.mark.parametrize("case", POSTED["collect"], ids=lambda case: case["name"])
def test_fields_become_answers_and_are_judged(case: dict[str, Any]) -> None:
    answers = collect_answers(FORM, [(name, value) for name, value in case["entries"]])
    assert answers == case["answers"]
    assert list(answers) == list(case["answers"])
    assert check_answers(FORM, answers) == case["errors"]


@pytest.mark.parametrize("case", POSTED["check"], ids=lambda case: case["name"])
def test_answers_from_outside_are_judged(case: dict[str, Any]) -> None:
    found = check_answers(FORM, case["answers"], case.get("asked", {}), case.get("now"))
    assert found == case["errors"]


@given(st.lists(st.tuples(fields, words)))
def test_whatever_is_posted_is_answered_without_an_exception(
    entries: list[tuple[str, str]],
) -> None:
    answers = drop_hidden(FORM, collect_answers(FORM, entries))
    codes = {"unknown_choice", "too_long", "required", *DATE_PROBLEMS}
    assert set(check_answers(FORM, answers).values()) <= codes
    verdict = evaluate(RULES, answers, 0)
    assert json.loads(json.dumps(summary_body(answers, verdict, "en")))["level"] == verdict.level


@given(st.lists(st.tuples(fields, words)))
def test_dropping_hidden_answers_twice_changes_nothing(entries: list[tuple[str, str]]) -> None:
    once = drop_hidden(FORM, collect_answers(FORM, entries))
    assert drop_hidden(FORM, once) == once
    assert visible(FORM, once) == visible(FORM, collect_answers(FORM, entries))


@given(st.lists(st.tuples(fields, words)))
def test_report_and_contact_together_are_the_answers(entries: list[tuple[str, str]]) -> None:
    answers = drop_hidden(FORM, collect_answers(FORM, entries))
    report, contact = split_answers(FORM, answers)
    assert {**report, **contact} == answers
    assert not set(report) & set(contact)
    asked = {name for name, question in FORM.questions.items() if question.object == "report"}
    shown = visible(FORM, report) & asked
    assert shown == visible(FORM, answers) & asked, "the report alone says what of it was shown"
    assert evaluate(RULES, report, 0) == evaluate(RULES, answers, 0)


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists, max_leaves=3))
def test_any_value_from_outside_is_judged_without_an_exception(value: object) -> None:
    for name in FORM.questions:
        assert isinstance(check_answers(FORM, {name: value}), dict)


def test_contact_holds_what_evidence_must_not_show() -> None:
    contact = {name for name, question in FORM.questions.items() if question.object == "contact"}
    assert {name for name in contact if not name.startswith(("c_", "s_"))} == {
        *("their_ok", "f_contact_risk", "r_may_call")
    }
    assert not {name for name in FORM.questions if name.startswith(("c_", "s_"))} - contact


def test_the_summary_says_that_somebody_must_not_see_it_and_not_who() -> None:
    body = summary_body(SAID, evaluate(RULES, SAID, 0), "zh-Hans")
    assert body == {
        "avoid": True,
        "country": "fr",
        "dates": {},
        "kinds": ["documents"],
        "lang": "zh-Hans",
        "level": "routine",
        "rules": ["T22"],
        "tags": [],
        "who_for": "",
    }
    empty = summary_body({}, evaluate(RULES, {}, 0), "en")
    assert (empty["avoid"], empty["country"], empty["kinds"]) == (False, "", [])


def test_the_largest_summary_fits_its_kibibyte() -> None:
    everything = {
        name: list(q.choices) if q.type == "checkbox" else q.choices[0] if q.choices else "x"
        for name, q in FORM.questions.items()
    }
    body = summary_body(everything, evaluate(RULES, everything, 0), "zh-Hans")
    body["rules"] = sorted({row.id for row in RULES.rows})
    body["dates"] = {f"T{n}.ab": "2026-11-22" for n in range(10, 10 + MAX_DATES)}
    assert len(json.dumps(body)) < 1024 - 400, "the frame around it needs room too"


def test_the_browser_is_told_the_same_form() -> None:
    stored = json.loads((VECTORS / "form.json").read_bytes())
    told = json.loads(json.dumps(client_data(FORM, RULES)))
    assert told == stored, "write tests/vectors/form.json again: tests/vectors/README.md says how"
    assert list(told["questions"]) == list(stored["questions"])
