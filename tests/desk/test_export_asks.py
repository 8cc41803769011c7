"""Whose ask it is, and what comes between asking, agreeing and taking out."""

from collections.abc import Callable
from functools import partial

import pytest
from werkzeug.test import TestResponse

from tests.admin.stored import code_of, events
from tests.desk.listed import put_person
from tests.desk.stored import report
from tests.meeting import meet
from tests.people import People, Person

on_postgresql = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
Desk = tuple[Person, Person, Person]


@pytest.fixture
def desk(people: People) -> Desk:
    """Anna, bert and carl, who all read what waits."""
    anna, bert, carl = (
        people.new(name, "caseworker", triage=True) for name in ("anna", "bert", "carl")
    )
    assert anna.admit(bert).status_code == 201
    assert anna.admit(carl, cosigner=bert).status_code == 201
    return anna, bert, carl


def asked_by(people: People, *askers: Person) -> tuple[str, list[int]]:
    """Let each ask for the same; return the case, and the entry of each ask."""
    case = report(people)
    indices = []
    for who in askers:
        who.open(case)
        assert who.export(case, "legal", "court").status_code == 409
        indices.append(who.exports()[-1])
    return case, indices


def test_what_was_agreed_to_for_one_is_nobody_elses(people: People, desk: Desk) -> None:
    anna, bert, carl = desk
    case, (hers, his) = asked_by(people, anna, carl)
    bert.open(case)
    assert bert.decide_export(hers).status_code == 204
    assert code_of(carl.export(case, "legal", "court")) == (409, "second_export")
    for purpose, recipient in (("legal", "police"), ("safety", "court")):
        assert carl.export(case, purpose, recipient).status_code == 409
    assert anna.export(case, "legal", "court").status_code == 200
    assert [each for each in bert.exports() if each != his] != [], "carl's newest ask waits still"
    assert events(people).count("evidence.export") == 1


def test_taking_out_ends_nobody_elses_ask(people: People, desk: Desk) -> None:
    anna, bert, carl = desk
    case, (hers, his) = asked_by(people, anna, carl)
    bert.open(case)
    assert bert.decide_export(hers).status_code == 204
    assert anna.export(case, "legal", "court").status_code == 200
    assert bert.exports() == [his]
    assert bert.decide_export(his).status_code == 204
    assert carl.export(case, "legal", "court").status_code == 200


@pytest.mark.parametrize("other", [("legal", "police"), ("safety", "court")])
def test_what_was_agreed_to_is_for_one_purpose_and_one_recipient(
    people: People, desk: Desk, other: tuple[str, str]
) -> None:
    anna, bert, _ = desk
    case, (index,) = asked_by(people, anna)
    bert.open(case)
    assert bert.decide_export(index).status_code == 204
    assert code_of(anna.export(case, *other)) == (409, "second_export")
    assert code_of(anna.export(case, "legal", "court")) == (409, "second_export"), "it is over"


def test_whom_the_case_is_kept_from_since_they_agreed_agreed_no_more(
    people: People, desk: Desk
) -> None:
    anna, bert, _ = desk
    case, (index,) = asked_by(people, anna)
    bert.open(case)
    assert bert.decide_export(index).status_code == 204
    put_person(people, case, bert, excluded=True)
    assert code_of(anna.export(case, "legal", "court")) == (409, "second_export")


@on_postgresql
@pytest.mark.parametrize("first", ["take back", "another"])
def test_nobody_agrees_to_what_goes_in_that_moment(
    people: People, desk: Desk, database_url: str, first: str
) -> None:
    anna, bert, _ = desk
    case, (index,) = asked_by(people, anna)
    bert.open(case)
    ends: dict[str, Callable[[], TestResponse]] = {
        "take back": partial(anna.decide_export, index, agrees=False),
        "another": partial(anna.export, case, "legal", "police"),
    }
    _, agreed = meet(database_url, ends[first], partial(bert.decide_export, index))
    assert code_of(agreed) == (404, "proposal")
    assert anna.export(case, "legal", "court").status_code == 409


@on_postgresql
def test_what_was_agreed_to_leaves_once_however_often_it_is_fetched(
    people: People, desk: Desk, database_url: str
) -> None:
    anna, bert, _ = desk
    case, (index,) = asked_by(people, anna)
    bert.open(case)
    assert bert.decide_export(index).status_code == 204
    fetch = partial(anna.export, case, "legal", "court")
    found = meet(database_url, fetch, fetch, before="log")
    assert [each.status_code for each in found] == [200, 409]
    assert events(people).count("evidence.export") == 1


@on_postgresql
@pytest.mark.parametrize("who", ["who agreed", "who asked"])
def test_whoever_is_suspended_in_that_moment_agreed_or_asked_for_nothing(
    people: People, desk: Desk, database_url: str, who: str
) -> None:
    anna, bert, _ = desk
    adam = people.new("adam", "administrator")
    case, (index,) = asked_by(people, anna)
    bert.open(case)
    suspended = {"who agreed": bert, "who asked": anna}[who]
    end = partial(adam.post, "/admin/suspend", {"account": suspended.id})
    if who == "who agreed":
        assert bert.decide_export(index).status_code == 204
        _, late = meet(database_url, end, partial(anna.export, case, "legal", "court"))
        assert code_of(late) == (409, "second_export")
    else:
        _, late = meet(database_url, end, partial(bert.decide_export, index))
        assert code_of(late) == (404, "proposal")
    assert "evidence.export" not in events(people)
