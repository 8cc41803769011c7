"""What whoever opens a case first tries, where the reporter names somebody."""

from dataclasses import replace
from functools import partial

import pytest
from werkzeug.test import TestResponse

from intake.client.member.cases.acts import Acts
from intake.store.models import CasePerson
from intake.web.services import services_of
from tests.desk.insider.tries import HOUR, code, last, sweep, waiting
from tests.desk.listed import put_person
from tests.desk.listed import row_of as listed_row
from tests.desk.stored import holders_of, report, row_of, three, told
from tests.people import People, Person

ONE_ENGINE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def named_report(people: People, level: str = "urgent") -> str:
    """A report whose contact file names somebody."""
    contact = {"c_mode": "here", "c_avoid": "the one with the glasses"}
    reporter = people.reporter(
        level=level, change=lambda draft: replace(draft, avoid=True, contact=contact)
    )
    assert reporter.send().status_code == 201
    return reporter.sending.case


def exclude(person: Person, case: str, *members: Person, named: bool = True) -> TestResponse:
    """Say as who looks first whom a case is kept from."""
    ids = [member.id for member in members]
    return person.do(person.look(case), lambda acts: acts.exclude(ids, named=named))


def agree_first(second: Person, case: str, *, agrees: bool = True) -> TestResponse:
    look = second.look(case)
    [proposal] = look.meta["proposals"]
    return second.do(look, lambda acts: acts.agree(proposal, agrees=agrees))


def test_the_first_opener_gets_the_contact_file_and_nothing_else(people: People) -> None:
    anna, bert, _ = three(people)
    case = named_report(people)
    look = anna.look(case)
    assert look.meta["whole"] is False
    assert listed_row(anna, case)["unread"] is True  # Nothing that was said has been read.
    assert {row["kind"] for row in look.meta["objects"]} == {"contact"}
    assert code(anna.export(case)) == (409, "unscreened")
    assert code(anna.take(look, bert)) == (409, "unscreened")
    assert last(people) == ("case.assign", "deny", "unscreened")
    assert row_of(people, case).assignee is None


@ONE_ENGINE
def test_what_nobody_agreed_to_in_time_gives_no_more_of_an_emergency_before_the_clock_ends_it(
    people: People,
) -> None:
    anna, bert, _ = three(people)
    case = named_report(people, "emergency")
    assert exclude(anna, case).status_code == 201
    assert anna.open(case).meta["whole"] is True
    people.clock.pass_seconds(2 * HOUR)
    assert anna.sign_in().status_code == 200
    look = anna.look(case)
    assert look.meta["whole"] is False
    assert code(anna.take(look, bert)) == (409, "unscreened")


def test_whom_two_read_that_the_reporter_means_the_case_is_kept_from(people: People) -> None:
    anna, bert, cara = three(people)
    dora = people.new("dora", "caseworker", triage=True)
    assert anna.admit(dora, cosigner=cara).status_code == 201
    case = named_report(people)
    assert exclude(anna, case, cara).status_code == 201
    assert row_of(people, case).screened == 1
    assert anna.look(case).meta["whole"] is False  # It waits for the second.
    assert cara.post(f"/desk/{case}/open", {"purpose": "triage"}).status_code == 404
    assert agree_first(dora, case).get_json()["screened"] == 2
    opened = anna.open(case)
    assert (opened.meta["excluded"], cara.id in opened.meta["covers"]) == (["cara"], False)
    assert code(anna.take(opened, cara)) == (422, "cover")
    for path in ("open", "export"):
        refused = cara.post(f"/desk/{case}/{path}", {"purpose": "triage", "recipient": "self"})
        none = cara.post(f"/desk/{'0' * 32}/{path}", {"purpose": "triage", "recipient": "self"})
        assert (
            (refused.status_code, refused.data) == (none.status_code, none.data) == (404, none.data)
        )
    anna.hold(case, bert)
    assert case not in str(cara.client.get("/desk/rows").get_json()["rows"])


def test_in_an_emergency_work_goes_on_while_a_second_person_is_asked(people: People) -> None:
    anna, bert, cara = three(people)
    case = named_report(people, "emergency")
    assert exclude(anna, case).status_code == 201
    anna.hold(case, bert)
    assert row_of(people, case).screened == 1
    [proposal] = waiting(cara, case)
    assert (proposal["act"], proposal["for_me"]) == ("exclude", True)
    people.clock.pass_seconds(2 * HOUR)
    assert cara.sign_in().status_code == 200
    sweep(people)
    assert row_of(people, case).screened == 0
    assert cara.look(case, "safety").meta["proposals"] == []


def test_colleagues_named_by_one_alone_are_back_when_nobody_agreed_or_one_disagreed(
    people: People,
) -> None:
    anna, bert, cara = three(people)
    dora = people.new("dora", "caseworker", triage=True)
    assert anna.admit(dora, cosigner=cara).status_code == 201
    for how in ("lapsed", "declined"):
        case = named_report(people)
        assert exclude(anna, case, cara, bert).status_code == 201
        assert cara.post(f"/desk/{case}/open", {"purpose": "triage"}).status_code == 404
        if how == "declined":
            assert agree_first(dora, case, agrees=False).status_code == 201
        else:
            people.clock.pass_seconds(2 * HOUR)
            for person in (anna, cara, dora):
                assert person.sign_in().status_code == 200
            sweep(people)
        assert cara.look(case).meta["whole"] is False
        assert row_of(people, case).screened == 0
        # Whom a second person has read not to be meant decides again like everybody else.
        decided = exclude(cara, case, named=False).get_json()["screened"]
        assert decided == (3 if how == "declined" else 0)


def test_who_is_named_agrees_to_nothing_and_their_own_word_is_enough(people: People) -> None:
    anna, bert, cara = three(people)
    case = named_report(people)
    assert exclude(cara, case, cara).get_json() == {}  # Nothing more is said to them.
    assert cara.post(f"/desk/{case}/open", {"purpose": "triage"}).status_code == 404
    people.clock.pass_seconds(2 * HOUR)
    for person in (anna, cara):
        assert person.sign_in().status_code == 200
    sweep(people)
    assert cara.post(f"/desk/{case}/open", {"purpose": "triage"}).status_code == 404
    assert exclude(anna, case, bert).status_code == 201
    with services_of(people.app).database.reading() as db:
        kept = {row.account_id for row in db.query(CasePerson) if row.excluded}
    assert kept == {cara.id, bert.id}


def test_that_nobody_is_named_is_decided_by_one_and_the_row_tells_it_from_two(
    people: People,
) -> None:
    anna, _, cara = three(people)
    case = named_report(people)
    assert exclude(anna, case, named=False).get_json()["screened"] == 3
    assert cara.open(case).meta["screened"] == 3
    row = next(
        row for row in cara.client.get("/desk/rows").get_json()["rows"] if row["case"] == case
    )
    assert row["screened"] == 3  # Beside a summary that says `avoid`.
    [entry] = [detail for name, _, detail in told(people) if name == "case.avoid"]
    assert (entry["count"], entry["for"], entry["unsure"]) == (0, [], False)
    again = cara.do(cara.open(case), lambda acts: acts.exclude([anna.id], named=True))
    assert again.get_json()["screened"] == 4  # Nobody else is there to agree, and it shows.
    alone = [detail for name, _, detail in told(people) if name == "case.avoid"][-1]
    assert (alone["count"], alone["reason"]) == (1, "alone")


def test_who_cannot_tell_passes_it_on_and_nothing_is_decided(people: People) -> None:
    anna, _, cara = three(people)
    case = named_report(people)
    look = anna.look(case)
    assert anna.do(look, lambda acts: acts.exclude(unsure=True)).status_code == 201
    assert row_of(people, case).screened == 0
    assert anna.look(case).meta["whole"] is False
    assert cara.look(case).meta["whole"] is False
    for named, unsure in ((False, False), (True, True)):
        said = partial(Acts.exclude, members=[cara.id], named=named, unsure=unsure)
        assert code(anna.do(anna.look(case), said)) == (422, "members")


def test_nobody_is_kept_away_so_that_nobody_is_left(people: People) -> None:
    anna, _, cara = three(people)
    case = named_report(people)
    assert code(exclude(anna, case, anna, cara)) == (409, "last_reader")
    assert cara.look(case).meta["whole"] is False


def test_no_holder_drives_out_the_other_where_nobody_else_could_agree(people: People) -> None:
    anna, bert, cara = three(people)
    case = report(people)
    anna.hold(case, bert)
    opened = anna.open(case, "casework")
    alone = anna.do(opened, lambda acts: acts.exclude([bert.id], named=True))
    assert code(alone) == (409, "no_second")
    assert last(people) == ("case.avoid", "deny", "no_second")
    assert f"account:{bert.id}" in holders_of(people, case)
    emergency = report(people, "emergency")  # Cara has the desk's key of it, and is out already.
    anna.hold(emergency, bert)
    opened = anna.open(emergency, "casework")
    put_person(people, emergency, cara, excluded=True)
    alone = anna.do(opened, lambda acts: acts.exclude([bert.id], named=True))
    assert code(alone) == (409, "no_second")


def test_a_later_name_that_nobody_agreed_to_leaves_what_was_decided(people: People) -> None:
    anna, bert, cara = three(people)
    case = report(people, "emergency")
    anna.hold(case, bert)
    opened = anna.open(case, "casework")
    named = anna.do(opened, lambda acts: acts.exclude([bert.id], named=True))
    assert named.get_json()["screened"] == 3
    assert bert.post(f"/desk/{case}/open", {"purpose": "cover"}).status_code == 404
    assert [each["act"] for each in waiting(cara, case)] == ["exclude"]
    people.clock.pass_seconds(2 * HOUR)
    assert bert.sign_in().status_code == 200
    sweep(people)
    assert bert.open(case, "cover").meta["screened"] == 3
    assert row_of(people, case).cover == bert.id
