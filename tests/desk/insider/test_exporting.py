"""What one person tries so as to take the files of a case out alone."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from intake.client.member.people.away import be_away
from intake.clock import day_of
from tests.desk.insider.test_as_first_opener import exclude, named_report
from tests.desk.insider.tries import code
from tests.desk.stored import told
from tests.people import People, Person

WAITS = (409, "second_export")


def new_case(people: People) -> str:
    reporter = people.reporter()
    assert reporter.send().status_code == 201
    return reporter.sending.case


def test_suspending_who_could_agree_makes_no_room(
    people: People, eve: Person, bert: Person
) -> None:
    people.new("adam", "administrator")  # Somebody else has to be there who could undo it.
    case = new_case(people)
    eve.open(case)
    assert eve.post("/admin/suspend", {"account": bert.id}).status_code == 204
    assert code(eve.export(case)) == WAITS
    assert "evidence.export" not in [event for event, *_ in told(people)]


def test_an_administrator_who_disables_who_could_agree_makes_no_room(
    people: People, eve: Person, bert: Person
) -> None:
    adam, dora = people.new("adam", "administrator"), people.new("dora", "caseworker")
    assert eve.admit(dora, cosigner=bert).status_code == 201  # Two have to be left who can sign.
    case = new_case(people)
    eve.open(case)
    assert adam.post("/admin/disable", {"account": bert.id}).status_code == 204
    assert code(eve.export(case)) == WAITS


def test_a_name_that_waits_for_a_second_person_makes_no_room(
    people: People, eve: Person, bert: Person
) -> None:
    """Of an emergency everything is released while the names wait: so it must not leave."""
    carl = people.new("carl", "caseworker", triage=True)
    assert eve.admit(carl, cosigner=bert).status_code == 201
    case = named_report(people, "emergency")
    assert exclude(eve, case, bert, carl).status_code == 201
    assert len(eve.open(case).meta["objects"]) > 1
    assert code(eve.export(case)) == WAITS
    assert [bert.exports(), carl.exports()] == [[], []]


def test_a_supervisor_who_calls_their_cover_away_makes_no_room(
    people: People, eve: Person, bert: Person
) -> None:
    susi = people.new("susi", "supervisor", triage=True)
    assert eve.admit(susi, cosigner=bert).status_code == 201
    case = new_case(people)
    susi.hold(case, bert)
    until = (day_of(people.clock()) + timedelta(9)).isoformat()
    said = susi.act(lambda own: be_away(own, until, bert.id))
    assert said.status_code == 204
    assert code(susi.export(case, "legal", "lawyer")) == WAITS
    assert bert.act(lambda own: be_away(own, until)).status_code == 204  # He says so himself.
    assert susi.export(case, "legal", "lawyer").status_code == 200
    assert told(people)[-1][2]["reason"] == "alone"


@pytest.mark.parametrize("who", ["an auditor", "an administrator", "who never read it"])
def test_others_neither_ask_nor_agree(people: People, eve: Person, bert: Person, who: str) -> None:
    make: dict[str, Callable[[], Person]] = {
        "an auditor": lambda: people.new("audra", "auditor"),
        "an administrator": lambda: people.new("adam", "administrator"),
        "who never read it": lambda: bert,
    }
    other, case = make[who](), new_case(people)
    eve.open(case)
    assert code(eve.export(case)) == WAITS
    [index] = eve.exports()
    refused = other.decide_export(index)
    assert refused.status_code in {403, 409}
    if other is not bert:
        assert other.export(case).status_code == 403
        assert other.client.get("/desk/exports").status_code == 403
    assert code(eve.export(case)) == WAITS
