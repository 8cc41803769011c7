"""The files of a case leave by two people: one asks, another who read the case agrees, once."""

from datetime import timedelta

import pytest

from intake.client.member.people.away import be_away
from intake.clock import HOUR, day_of
from intake.serving.cleaning import Cleaner
from intake.web.services import services_of
from tests.admin.stored import code_of, pseudonym_of
from tests.desk.listed import put_person
from tests.desk.stored import told
from tests.people import People, Person


@pytest.fixture
def anna(people: People) -> Person:
    return people.new("anna", "caseworker", triage=True)


@pytest.fixture
def bert(people: People, anna: Person) -> Person:
    bert = people.new("bert", "caseworker", triage=True)
    assert anna.admit(bert).status_code == 201
    return bert


def report(people: People) -> str:
    sent = people.reporter("a story")
    assert sent.send().status_code == 201
    return sent.sending.case


def test_a_copy_leaves_once_and_the_log_has_both(
    people: People, anna: Person, bert: Person
) -> None:
    case = report(people)
    anna.open(case)
    before = len(told(people))
    asked = anna.export(case, "legal", "lawyer")
    assert code_of(asked) == (409, "second_export")
    assert b"age-encryption.org" not in asked.data
    assert code_of(anna.export(case, "legal", "lawyer")) == (409, "second_export")
    [(event, _, detail)] = told(people)[before:]  # Asking again is no other ask.
    assert (event, detail["act"]) == ("case.propose", "export")
    assert (detail["purpose"], detail["recipient"]) == ("legal", "lawyer")
    [index] = bert.exports()
    assert code_of(bert.decide_export(index)) == (409, "unread")
    bert.open(case)
    assert bert.decide_export(index).status_code == 204
    event, _, detail = told(people)[-1]
    assert (event, detail["act"], detail["agrees"]) == ("case.agree", "export", True)
    assert detail["index"] == index
    assert code_of(anna.export(case, "legal", "police")) == (409, "second_export")  # Not to that.
    assert anna.exports()[-1] != index  # The new ask took the place of what was agreed to.
    assert bert.decide_export(anna.exports()[-1]).status_code == 204
    assert anna.export(case, "legal", "police").status_code == 200
    event, _, detail = told(people)[-1]
    assert (event, detail["recipient"]) == ("evidence.export", "police")
    assert detail["approver"] == pseudonym_of(people, bert.id)
    assert code_of(anna.export(case, "legal", "police")) == (409, "second_export")  # It served.


def test_nobody_agrees_alone_unseen_or_from_outside(
    people: People, anna: Person, bert: Person
) -> None:
    carl = people.new("carl", "caseworker")
    assert anna.admit(carl, cosigner=bert).status_code == 201
    case = report(people)
    anna.open(case)
    assert anna.export(case, "legal").status_code == 409
    [index] = anna.exports()
    assert code_of(anna.decide_export(index)) == (422, "own_proposal")
    assert carl.exports() == []
    assert code_of(carl.decide_export(index)) == (404, "case")
    assert code_of(carl.decide_export(10**6)) == (404, "proposal")
    bert.open(case)
    assert bert.decide_export(index, agrees=False).status_code == 204
    assert (anna.exports(), code_of(bert.decide_export(index))) == ([], (404, "proposal"))


def test_what_nobody_agreed_to_in_time_lapses_and_says_so(
    people: People, anna: Person, bert: Person
) -> None:
    case = report(people)
    anna.open(case)
    assert anna.export(case, "legal").status_code == 409
    [index] = bert.exports()
    people.clock.pass_seconds(26 * HOUR)
    assert [each.sign_in().status_code for each in (anna, bert)] == [200, 200]
    assert bert.exports() == []
    bert.open(case)
    assert code_of(bert.decide_export(index)) == (404, "proposal")
    running = services_of(people.app)
    Cleaner(running.database, running.config.settings, people.clock).tick()
    event, _, detail = told(people)[-1]
    assert (event, detail["act"], detail["agrees"]) == ("case.agree", "export", False)
    assert (detail["index"], detail["reason"]) == (index, "expired")


def test_whoever_agreed_and_is_kept_out_agrees_no_more(
    people: People, anna: Person, bert: Person
) -> None:
    carl = people.new("carl", "caseworker", triage=True)
    assert anna.admit(carl, cosigner=bert).status_code == 201
    case = report(people)
    anna.open(case)
    assert anna.export(case, "legal").status_code == 409
    bert.open(case)
    assert bert.decide_export(bert.exports()[0]).status_code == 204
    adam = people.new("adam", "administrator")
    assert adam.post("/admin/suspend", {"account": bert.id}).status_code == 204
    assert code_of(anna.export(case, "legal")) == (409, "second_export")  # It waits for carl now.
    carl.open(case)
    assert carl.decide_export(carl.exports()[0]).status_code == 204
    assert anna.export(case, "legal").status_code == 200
    assert told(people)[-1][2]["approver"] == pseudonym_of(people, carl.id)


def test_a_page_tells_who_could_agree_and_then_who_asked(
    people: People, anna: Person, bert: Person
) -> None:
    carl = people.new("carl", "caseworker")
    assert anna.admit(carl, cosigner=bert).status_code == 201
    case = report(people)
    anna.open(case)

    def says(mark: str) -> list[str]:
        pages = ((who, who.client.get("/desk/notices").text) for who in (anna, bert, carl))
        return [who.username for who, page in pages if mark in page]

    assert (says("data-exports"), says("data-agreed")) == ([], [])
    assert anna.export(case, "legal").status_code == 409
    assert (says("data-exports"), says("data-agreed")) == (["bert"], [])
    assert "data-exports" in bert.client.get("/desk/").text
    assert "data-exports" not in bert.client.get("/desk/exports").text
    bert.open(case)
    assert bert.decide_export(bert.exports()[0]).status_code == 204
    assert (says("data-exports"), says("data-agreed")) == ([], ["anna"])
    assert anna.export(case, "legal").status_code == 200
    assert (says("data-exports"), says("data-agreed")) == ([], [])


def asked(people: People, anna: Person) -> tuple[str, int]:
    """Let anna ask for a case that she read; return it, and the entry of the ask."""
    case = report(people)
    anna.open(case)
    assert anna.export(case, "legal").status_code == 409
    return case, anna.exports()[-1]


def test_it_is_agreed_to_once(people: People, anna: Person, bert: Person) -> None:
    case, index = asked(people, anna)
    bert.open(case)
    assert bert.decide_export(index).status_code == 204
    before = len(told(people))
    assert [bert.decide_export(index, agrees=each).status_code for each in (True, False)] == [
        404
    ] * 2
    assert told(people)[before:] == []


@pytest.mark.parametrize(("early", "status"), [(120, 200), (0, 409)])
def test_it_lapses_at_the_first_full_hour_after_a_day(
    people: People, anna: Person, bert: Person, early: int, status: int
) -> None:
    case, index = asked(people, anna)
    bert.open(case)
    assert bert.decide_export(index).status_code == 204
    people.clock.pass_seconds(25 * HOUR - people.clock() % HOUR - early)
    assert [each.sign_in().status_code for each in (anna, bert)] == [200, 200]
    assert anna.exports() == [index][:early]
    assert anna.export(case, "legal").status_code == status


@pytest.mark.parametrize("early", [1, 0])
def test_what_was_agreed_to_and_not_fetched_is_swept_and_said(
    people: People, anna: Person, bert: Person, early: int
) -> None:
    case, index = asked(people, anna)
    bert.open(case)
    assert bert.decide_export(index).status_code == 204
    people.clock.pass_seconds(25 * HOUR - people.clock() % HOUR - early)
    running, before = services_of(people.app), len(told(people))
    Cleaner(running.database, running.config.settings, people.clock).tick()
    ends = [each for _, _, each in told(people)[before:] if each.get("act") == "export"]
    assert [(each["index"], each["reason"]) for each in ends] == [(index, "expired")][: 1 - early]


def test_nobody_agrees_to_what_somebody_wants_who_is_gone(
    people: People, anna: Person, bert: Person
) -> None:
    case, index = asked(people, anna)
    bert.open(case)
    assert bert.exports() == [index]
    adam = people.new("adam", "administrator")
    assert adam.post("/admin/suspend", {"account": anna.id}).status_code == 204
    assert bert.exports() == []
    assert bert.decide_export(index).status_code == 404


def test_whoever_is_away_holds_nobody_up(people: People, anna: Person, bert: Person) -> None:
    case = report(people)
    anna.open(case)
    until = (day_of(people.clock()) + timedelta(5)).isoformat()
    assert bert.act(lambda own: be_away(own, until)).status_code == 204
    assert anna.export(case, "legal").status_code == 200
    assert told(people)[-1][2]["reason"] == "alone"


def test_who_is_named_by_one_person_agrees_to_nothing(
    people: People, anna: Person, bert: Person
) -> None:
    """That it is kept from them waits for a second: until then they read, and decide nothing."""
    cara = people.new("cara", "caseworker", triage=True)
    assert anna.admit(cara, cosigner=bert).status_code == 201
    case, index = asked(people, anna)
    bert.open(case)
    put_person(people, case, bert, named_again=True)
    assert code_of(bert.decide_export(index)) == (422, "not_for_you")
    assert told(people)[-1][1] == "deny"
    cara.open(case)
    assert cara.decide_export(index).status_code == 204
    put_person(people, case, cara, named_again=True)  # Since then of her: she agreed no more.
    assert anna.export(case, "legal").status_code == 409
    assert anna.exports()[-1] != index


def test_whoever_cannot_read_it_is_no_second(people: People, anna: Person) -> None:
    """Carl is not of triage, and from bert it is kept in the end: neither could agree."""
    carl = people.new("carl", "caseworker")
    assert anna.admit(carl).status_code == 201
    case = report(people)
    anna.open(case)
    assert anna.export(case, "legal").status_code == 200
    bert = people.new("bert", "caseworker", triage=True)
    assert anna.admit(bert, cosigner=carl).status_code == 201
    assert code_of(anna.export(case, "legal")) == (409, "second_export")
    put_person(people, case, bert, excluded=True)
    assert anna.export(case, "legal").status_code == 200
    assert told(people)[-1][2]["reason"] == "alone"
