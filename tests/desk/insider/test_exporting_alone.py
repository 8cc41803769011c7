"""What one person tries so as to be the only one who is there, and to take files out alone."""

from datetime import timedelta

import pytest

from intake.client.member.people.away import be_away
from intake.clock import DAY, day_of
from tests.admin.signing import removing
from tests.desk.insider.test_as_first_opener import exclude, named_report
from tests.desk.insider.tries import code
from tests.desk.stored import report, told
from tests.people import People, Person

WAITS = (409, "second_export")


@pytest.fixture
def carl(people: People, eve: Person, bert: Person) -> Person:
    carl = people.new("carl", "caseworker")
    assert eve.admit(carl, cosigner=bert).status_code == 201
    return carl


def take_off(eve: Person, leaver: Person) -> None:
    body = removing(eve.walk().newest, leaver, eve)
    assert eve.post("/admin/people/roster", body).status_code == 201


def go_away(person: Person) -> None:
    until = (day_of(person.people.clock()) + timedelta(30)).isoformat()
    assert person.act(lambda own: be_away(own, until)).status_code == 204


@pytest.mark.parametrize("days", [0, 8])
def test_taking_the_only_other_reader_off_makes_no_room(
    people: People, eve: Person, bert: Person, carl: Person, days: int
) -> None:
    case = report(people)
    eve.open(case)
    take_off(eve, bert)
    people.clock.pass_seconds(days * DAY)
    assert [each.sign_in().status_code for each in (eve, carl)] == [200, 200]
    assert code(eve.export(case)) == WAITS
    assert "evidence.export" not in [event for event, *_ in told(people)]
    eve.hold(case, carl)  # Whoever has honest reasons gives it to somebody who can agree.
    assert eve.export_by_two(carl, case, "legal").status_code == 200


def test_nor_while_everybody_who_is_left_is_away(
    people: People, eve: Person, bert: Person, carl: Person
) -> None:
    case = report(people)
    eve.open(case)
    go_away(carl)
    take_off(eve, bert)
    assert code(eve.export(case)) == WAITS


@pytest.mark.usefixtures("bert")
def test_taking_the_cover_off_who_reads_nothing_else_makes_no_room(
    people: People, eve: Person, carl: Person
) -> None:
    case = report(people)
    eve.hold(case, carl)
    take_off(eve, carl)
    assert code(eve.export(case)) == WAITS


def test_naming_the_only_other_reader_makes_no_room_while_somebody_else_is_there(
    people: People, eve: Person, bert: Person, carl: Person
) -> None:
    case = named_report(people)
    assert exclude(eve, case, bert).status_code == 201
    eve.open(case)
    assert code(eve.export(case)) == WAITS
    go_away(carl)
    assert code(eve.export(case)) == WAITS


def test_saying_that_the_desks_key_file_opens_nothing_makes_no_room(
    people: People, eve: Person, bert: Person, carl: Person
) -> None:
    """Of an emergency whose holders are away both triage members read."""
    dora = people.new("dora", "caseworker", triage=True)
    assert eve.admit(dora, cosigner=bert).status_code == 201
    case = report(people, "emergency")
    dora.hold(case, carl)
    for holder in (dora, carl):
        go_away(holder)
    eve.open(case)
    assert eve.post(f"/desk/{case}/unreadable", {"reason": "bad_key"}).status_code == 204
    assert code(eve.export(case)) == WAITS


def test_once_two_have_signed_a_list_without_them_they_are_gone(
    people: People, eve: Person, bert: Person, carl: Person
) -> None:
    case = report(people)
    eve.open(case)
    take_off(eve, bert)
    assert code(eve.export(case)) == WAITS
    assert "give it a cover" in eve.client.get("/desk/exports").text
    assert eve.admit(people.new("dora", "caseworker"), cosigner=carl).status_code == 201
    assert eve.export(case).status_code == 200
    assert told(people)[-1][2]["reason"] == "alone"


@pytest.mark.usefixtures("carl")
def test_whoever_took_themselves_off_is_gone(people: People, eve: Person, bert: Person) -> None:
    case = report(people)
    eve.open(case)
    take_off(bert, bert)
    assert eve.export(case).status_code == 200
    assert told(people)[-1][2]["reason"] == "alone"


def test_where_somebody_could_agree_the_page_asks_for_nothing_else(
    people: People, eve: Person, bert: Person
) -> None:
    case = report(people)
    eve.open(case)
    assert code(eve.export(case)) == WAITS
    assert "give it a cover" not in eve.client.get("/desk/exports").text
    assert len(bert.exports()) == 1


def test_on_a_desk_of_two_whoever_is_named_is_waited_for_by_nobody(
    people: People, eve: Person, bert: Person
) -> None:
    case = named_report(people)
    assert exclude(eve, case, bert).status_code == 201
    eve.open(case)
    assert eve.export(case).status_code == 200
    assert told(people)[-1][2]["reason"] == "alone"
