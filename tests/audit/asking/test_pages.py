"""The list, pages by the index, other dates, and that pages and documentation say the same."""

import ast
import re
from pathlib import Path

import pytest

from intake.audit.asking.answers import ANSWERS
from intake.audit.asking.questions import QUESTIONS
from intake.audit.reading import first
from intake.clock import DAY, day_of
from intake.log.codes import PLANNED
from intake.verify.speech import Count
from tests.admin.stored import details
from tests.audit.asking.reading import ask, indices_of
from tests.audit.test_overview import follow
from tests.people import People, Person

ROOT = Path(__file__).resolve().parents[3]
SECTION = (ROOT / "docs/spec/audit.md").read_text().partition("## 9.")[2]
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in SECTION.splitlines()
    if re.match(r"\| \d+ \|", line)
]
CODE = re.compile(r"`([^`]+)`")
ONE_ENGINE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def test_the_table_names_the_questions_their_events_and_tests_that_exist() -> None:
    assert [int(row[0]) for row in ROWS] == list(QUESTIONS) == list(range(1, 21))
    for number, _, query, events, planned, test in ROWS:
        question = QUESTIONS[int(number)]
        assert query, number
        assert tuple(CODE.findall(events)) == question.events, number
        assert tuple(CODE.findall(planned)) == question.planned, number
        path, _, name = CODE.findall(test)[0].partition("::")
        tree = ast.parse((ROOT / path).read_text())
        assert name in {each.name for each in tree.body if isinstance(each, ast.FunctionDef)}


def test_every_answer_is_some_questions_and_what_is_planned_is_said_to_be() -> None:
    assert {each.answer for each in QUESTIONS.values()} == set(ANSWERS)
    for each in QUESTIONS.values():
        assert set(each.events) & PLANNED <= set(each.planned), each.number
        assert each.gap


def test_numbers_stand_with_the_word_that_goes_with_them() -> None:
    said = "{n:case|cases} {m:case|cases} {m}".format_map({"n": Count(1), "m": Count(2000)})
    assert said == "1 case 2,000 cases 2,000"


def test_the_list_has_all_twenty_with_the_answers_of_their_pages(
    people: People, anna: Person, audra: Person
) -> None:
    assert anna.sign_in().status_code == 200
    follow(people)
    page = audra.client.get("/audit/questions/").get_data(as_text=True)
    assert details(people)[-1] == {"log": "access"}
    numbers = re.findall(r'data-question="(\d+)"><a href="/audit/questions/(\d+)"', page)
    assert numbers == [(str(number), str(number)) for number in QUESTIONS]
    answers = [
        " ".join(each.split()) for each in re.findall(r"<span data-answer>(.*?)</span>", page)
    ]
    assert all(answers)
    assert len(answers) == len(QUESTIONS)
    for number in (1, 4, 8, 18):
        shown = ask(people, audra, number).answer
        assert re.sub(r"\d+", "", shown) == re.sub(r"\d+", "", answers[number - 1]), number
    assert details(people)[-1] == {"log": "access", "question": 18}


@ONE_ENGINE
def test_what_is_no_question_or_no_day_is_not_there(people: People, audra: Person) -> None:
    looked = len(indices_of(people, "audit.view"))
    for path, status in (("0", 404), ("21", 404), ("x", 404), ("1?since=yesterday", 400)):
        assert audra.client.get(f"/audit/questions/{path}").status_code == status, path
    assert len(indices_of(people, "audit.view")) == looked


@ONE_ENGINE
def test_older_entries_go_on_below_the_index(
    people: People, audra: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("intake.audit.asking.views.LINES", 2)
    for _ in range(2):
        ask(people, audra, 20)
    newest = ask(people, audra, 20)
    assert len(newest.entries) == 2
    assert f"/audit/questions/20?before={newest.entries[-1]}" in newest.text
    older = ask(people, audra, 20, f"?before={newest.entries[-1]}")
    assert max(older.entries) < min(newest.entries)
    assert "Older entries" not in ask(people, audra, 20, "?before=1").text


@ONE_ENGINE
def test_what_is_older_than_the_day_asked_for_is_left_out(people: People, audra: Person) -> None:
    ask(people, audra, 20)
    before = len(ask(people, audra, 20).entries)
    people.clock.pass_seconds(first.WINDOW * DAY)
    assert audra.sign_in().status_code == 200
    usual = ask(people, audra, 20)
    new = len(usual.entries)
    assert usual.answer.startswith(f"{new} entr")
    whole = ask(people, audra, 20, "?since=2020-01-01")
    assert len(whole.entries) == before + new + 1
    assert "since=2020-01-01" not in usual.text
    today = day_of(people.clock()).isoformat()
    assert len(ask(people, audra, 20, f"?since={today}").entries) == new + 2
