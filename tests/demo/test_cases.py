"""The demo's data: enough of everything, plainly a demo, and possible to play."""

from collections import Counter

import pytest

from intake.case.rules.casework import casework
from intake.demo.cases import CasePlan, load_cases, load_people
from intake.form.given.answers import check_answers, drop_hidden
from intake.form.loading.form import load_form
from intake.form.urgency.triage import evaluate, load_rules
from intake.log.codes import PURPOSES

CASES = load_cases()
PEOPLE = {plan.username: plan for plan in load_people()}
MARKS = {"en": "(Demo)", "fr": "(Démo)", "zh": "（演示）"}
SENT = 1_793_000_000
FORM = load_form(None)

each_case = pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])


def free_texts(case: CasePlan) -> list[str]:
    """Everything somebody wrote in their own words."""
    answers = case.answers_at(SENT)
    written = [str(v) for k, v in answers.items() if FORM.questions[k].type in {"text", "textarea"}]
    written += [visit.answer for visit in case.visits if visit.answer]
    return written + [message.text for message in case.messages]


@each_case
def test_every_text_says_first_that_it_is_a_demo(case: CasePlan) -> None:
    texts = free_texts(case)
    assert texts
    for text in texts:
        assert text.startswith(MARKS[case.told_in]), text


@each_case
def test_the_form_accepts_every_answer_and_hides_none(case: CasePlan) -> None:
    answers = case.answers_at(SENT)
    assert drop_hidden(FORM, answers) == answers
    assert check_answers(FORM, answers) == {}


@each_case
def test_what_follows_comes_later_and_uses_words_of_the_lists(case: CasePlan) -> None:
    status = "new"
    hours = [visit.hours_ago for visit in case.visits] + [m.hours_ago for m in case.messages]
    assert all(later < case.hours_ago for later in hours)
    for visit in case.visits:
        assert visit.by in PEOPLE
        assert visit.purpose in PURPOSES
        assert not visit.cover or PEOPLE[visit.cover].admitted
        status = "assigned" if visit.take else status
        if visit.status:
            assert casework().allows(status, visit.status, visit.reason)
            status = visit.status
        assert set(visit.close) <= set(casework().dispositions)


def test_there_are_cases_of_every_kind_level_and_language() -> None:
    rules = load_rules(FORM, None)
    levels = Counter(evaluate(rules, case.answers_at(SENT), SENT).level for case in CASES)
    kinds = {kind for case in CASES for kind in case.answers["kinds"]}
    assert len(CASES) >= 12
    assert len({case.name for case in CASES}) == len(CASES)
    assert set(levels) == {"emergency", "urgent", "soon", "routine"}
    assert kinds == set(FORM.questions["kinds"].choices)
    assert min(Counter(case.told_in for case in CASES).values()) >= 3
    assert {case.lang for case in CASES} == {"en", "zh-Hans"}


def test_some_are_taken_and_some_not_some_answered_and_some_not() -> None:
    taken = [case for case in CASES if any(visit.take for visit in case.visits)]
    answered = [case for case in CASES if any(visit.answer for visit in case.visits)]
    untouched = [case for case in CASES if not case.visits]
    assert 4 <= len(taken) <= len(CASES) - 4
    assert 4 <= len(answered) <= len(CASES) - 4
    assert len(untouched) >= 3


def test_the_situations_of_the_seed_case_are_among_them() -> None:
    named = {case.name: case for case in CASES}
    papers = named["papers-in-a-shop"].answers
    assert papers["d_where"] == "shop"
    assert papers["d_condition"] == ["airport"]
    friend = named["airport-friend"].answers
    assert friend["who_for"] == "someone"
    assert friend["r_stage"] == "now"
    assert friend["r_travel"]
    assert friend["r_look"]
    calls = named["mother-made-to-call"]
    assert len(calls.messages) >= 2
    hours = [message.hours_ago for message in calls.messages]
    assert max(hours) - min(hours) > 48
    assert "c_avoid" in named["not-the-interpreter"].answers
    assert named["at-school"].answers["age_u18"] == "yes"
    assert named["no-script"].plain


def test_there_is_an_account_of_each_role_and_a_newcomer() -> None:
    roles = Counter(plan.role for plan in PEOPLE.values())
    assert roles == {"caseworker": 4, "supervisor": 1, "auditor": 1, "administrator": 1}
    assert [plan.username for plan in PEOPLE.values() if plan.is_newcomer] == ["demo-eva"]
    assert all(name.startswith("demo-") for name in PEOPLE)
    assert Counter(plan.triage for plan in PEOPLE.values() if plan.admitted) == {True: 3, False: 1}


def test_dates_are_counted_from_the_sending() -> None:
    case = next(case for case in CASES if case.name == "papers-in-a-shop")
    assert case.answers_at(0)["d_pickup"] == "1970-01-02T16:00"
    paper = next(case for case in CASES if case.name == "one-way-paper")
    assert paper.answers_at(0)["d_travel_at"] == "1970-01-22"
