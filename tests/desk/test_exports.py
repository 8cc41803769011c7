"""The files of a case leave by two people: one asks, another who read the case agrees, once."""

import pytest

from intake.clock import HOUR
from intake.serving.cleaning import Cleaner
from intake.web.services import services_of
from tests.admin.stored import code_of, pseudonym_of
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
