"""Naming colleagues, or leaving something behind: neither leaves anybody alone with a case."""

from functools import partial

import pytest
from sqlalchemy import select

from intake.client.member.cases import keeping
from intake.client.member.cases.acts import Acts
from intake.clock import day_of
from intake.store.models import Card, Draft
from intake.web.services import services_of
from tests.desk.insider.test_as_first_opener import named_report
from tests.desk.insider.test_with_key_files import hand_over
from tests.desk.insider.tries import HOUR, code, sweep
from tests.desk.listed import row_of as listed_row
from tests.desk.listed import shows
from tests.desk.stored import agree, holders_of, propose_closing, report, row_of, three
from tests.people import People, Person

ONE_ENGINE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def four(people: People) -> tuple[Person, Person, Person, Person]:
    """Anna, cara and dora read what waits; bert only what he holds."""
    anna, bert, cara = three(people)
    dora = people.new("dora", "caseworker", triage=True)
    assert anna.admit(dora, cosigner=cara).status_code == 201
    return anna, bert, cara, dora


def name(person: Person, case: str, *members: Person) -> None:
    """Say as who has a case open, or looks at it first, that the reporter means these."""
    look = person.look if row_of(person.people, case).screened == 0 else person.open
    ids = [member.id for member in members]
    done = person.do(look(case), lambda acts: acts.exclude(ids, named=True))
    assert done.status_code == 201


def test_whoever_opens_a_case_first_is_not_alone_with_it_for_good(people: People) -> None:
    anna, bert, cara, dora = four(people)
    susi = people.new("susi", "supervisor")
    assert anna.admit(susi, cosigner=cara).status_code == 201
    case = report(people, "emergency")
    name(anna, case, bert, cara, dora, susi)
    assert [shows(who, case) for who in (anna, cara, dora)] == [True, False, False]
    told = susi.client.get("/desk/overview/data").get_json()
    assert [(each["act"], each["by"], each["case"]) for each in told["proposals"]] == [
        ("exclude", "anna", case)
    ]
    people.clock.pass_seconds(2 * HOUR)
    sweep(people)
    for who in (cara, dora):
        assert who.sign_in().status_code == 200
        assert shows(who, case)


def test_who_is_named_loses_no_word_before_two_have_decided(people: People) -> None:
    anna, bert, cara, dora = four(people)
    case = report(people, "emergency")
    anna.hold(case, bert)
    for who in (bert, dora):  # One holds it, one reads it with the desk's key.
        keeping.keep_draft(who.unlocked(), case, "half an answer")
    keeping.keep_cards(bert.unlocked(), f"{day_of(people.clock()):%Y-%m}", [])
    name(anna, case, bert, dora)
    with services_of(people.app).database.reading() as db:
        assert db.scalars(select(Card)).all() == []  # They can be made again; words cannot.
    [proposal] = anna.open(case, "casework").meta["proposals"]
    ended = anna.do(anna.open(case), lambda acts: acts.agree(proposal, agrees=False))
    assert ended.status_code == 201
    opened = bert.post(f"/desk/{case}/open", {"purpose": "cover"})
    assert b'name="draft"' in opened.data
    name(anna, case, bert, dora)
    assert agree(cara, case, "exclude").status_code == 201
    assert row_of(people, case).cover is None
    with services_of(people.app).database.reading() as db:
        assert db.scalars(select(Draft)).all() == []


def test_a_holder_who_is_meant_themselves_is_out_by_their_own_word(people: People) -> None:
    anna, bert, _ = three(people)
    case = report(people)
    anna.hold(case, bert)
    opened = bert.open(case, "cover")
    said = bert.do(opened, lambda acts: acts.exclude([bert.id], named=True))
    assert (said.status_code, said.get_json()) == (201, {})
    assert (row_of(people, case).cover, row_of(people, case).rekey) == (None, True)
    assert f"account:{bert.id}" not in holders_of(people, case)


@ONE_ENGINE
def test_a_case_that_is_kept_from_all_its_holders_waits_for_somebody_to_take_it(
    people: People,
) -> None:
    anna, bert, cara = three(people)
    case = report(people, "emergency")
    anna.hold(case, bert)
    for holder in (bert, anna):
        name(holder, case, holder)
    row = row_of(people, case)
    assert (row.assignee, row.cover, row.status) == (None, None, "triaged")
    assert "unassigned" in listed_row(cara, case)["lists"]


@ONE_ENGINE
def test_nobody_is_out_by_their_own_word_where_only_somebody_who_is_not_there_would_stay(
    people: People,
) -> None:
    anna, bert, cara = three(people)
    case = report(people)
    anna.hold(case, bert)
    opened = anna.open(case, "casework")
    assert cara.post("/admin/suspend", {"account": bert.id}).status_code == 204
    said = anna.do(opened, lambda acts: acts.exclude([anna.id], named=True))
    assert code(said) == (409, "last_reader")


def test_what_somebody_offered_ends_when_the_case_is_kept_from_them(people: People) -> None:
    anna, bert, cara, dora = four(people)
    case = report(people, "emergency")
    anna.hold(case, bert)
    assert hand_over(anna, case, cara, "assignee").status_code == 201
    [offer] = cara.open(case, "handover").meta["proposals"]
    assert row_of(people, case).on_it == anna.id
    name(bert, case, anna)
    assert agree(dora, case, "exclude").status_code == 201
    assert row_of(people, case).on_it is None
    assert f"account:{cara.id}" not in holders_of(people, case)
    late = cara.do(cara.open(case, "safety"), lambda acts: acts.agree(offer))
    assert code(late) == (404, "proposal")
    assert row_of(people, case).assignee == bert.id


def test_nobody_takes_the_place_of_who_was_away_when_it_was_offered(people: People) -> None:
    anna, bert, cara = three(people)
    case = report(people)
    anna.hold(case, bert)
    for path in ("suspend", "resume"):
        assert cara.post(f"/admin/{path}", {"account": bert.id}).status_code == 204
        if path == "suspend":
            assert hand_over(anna, case, cara, "cover").status_code == 201
    [offer] = cara.open(case, "handover").meta["proposals"]
    taken = cara.do(cara.open(case, "handover"), lambda acts: acts.agree(offer))
    assert code(taken) == (422, "not_yours")
    assert row_of(people, case).cover == bert.id


def test_nobody_agrees_to_what_somebody_proposed_who_is_out_by_now(people: People) -> None:
    anna, bert, cara, dora = four(people)
    case = report(people, "emergency")
    anna.hold(case, bert)
    assert propose_closing(anna, case).status_code == 201
    assert cara.post("/admin/suspend", {"account": anna.id}).status_code == 204
    assert dora.open(case, "review").meta["proposals"] == []
    assert row_of(people, case).status == "assigned"
    assert propose_closing(bert, case).status_code == 201


def test_nobody_is_on_an_emergency_who_is_not_there(people: People) -> None:
    anna, bert, cara, dora = four(people)
    susi = people.new("susi", "supervisor")
    assert anna.admit(susi, cosigner=cara).status_code == 201
    case = report(people, "emergency")
    anna.hold(case, bert)
    anna.do(anna.open(case), lambda acts: acts.settle("no_question"))
    assert "now" not in listed_row(dora, case)["lists"]
    assert cara.post("/admin/suspend", {"account": anna.id}).status_code == 204
    for who in (bert, dora):
        row = listed_row(who, case)
        assert (row["on_it"], "now" in row["lists"]) == (None, True)
    [told] = susi.client.get("/desk/overview/data").get_json()["emergencies"]
    assert told["on_it"] is None
    opened = bert.open(case, "safety")
    assert opened.meta["on_it"] is None
    assert bert.do(opened, Acts.be_on_it).get_json()["on_it"] == "bert"


@pytest.mark.parametrize("level", ["urgent", "emergency"])
def test_who_was_named_decides_nothing_alone_when_that_has_lapsed(
    people: People, level: str
) -> None:
    anna, _, cara, dora = four(people)
    case = named_report(people, level)
    name(anna, case, cara)
    people.clock.pass_seconds(2 * HOUR)
    sweep(people)
    for who in (cara, dora):
        assert who.sign_in().status_code == 200
    for named in (False, True):
        said = cara.do(cara.look(case), partial(Acts.exclude, named=named))
        assert said.status_code == 201
        assert cara.look(case).meta["whole"] is False
    [waits] = dora.look(case).meta["proposals"]
    assert dora.do(dora.look(case), lambda acts: acts.agree(waits)).status_code == 201
    assert cara.look(case).meta["whole"] is True


def test_a_naming_that_lapsed_is_not_renewed_by_the_same_person_alone(people: People) -> None:
    anna, bert, cara, dora = four(people)
    susi = people.new("susi", "supervisor")
    assert anna.admit(susi, cosigner=cara).status_code == 201
    case = report(people, "emergency")
    name(anna, case, bert, cara, susi)
    people.clock.pass_seconds(2 * HOUR)
    sweep(people)
    for who in (anna, cara, dora, susi):
        assert who.sign_in().status_code == 200
    name(anna, case, bert, cara, susi)
    assert shows(cara, case)
    assert listed_row(cara, case)["proposal"]["for_me"] is False
    assert listed_row(dora, case)["proposal"]["for_me"] is True
    told = susi.client.get("/desk/overview/data").get_json()
    assert [(each["act"], each["by"]) for each in told["proposals"]] == [("exclude", "anna")]
    opened = cara.open(case, "safety")
    [asked] = opened.meta["proposals"]
    for agrees in (True, False):  # Who is named decides nothing.
        denied = cara.do(opened, partial(Acts.agree, proposal=asked, agrees=agrees))
        assert code(denied) == (422, "not_for_you")
    assert agree(dora, case, "exclude").status_code == 201
    assert [shows(who, case) for who in (cara, dora)] == [False, True]
    anna.open(case, "safety")  # Its row does not differ from what was signed.


@pytest.mark.parametrize(("by", "days"), [("anna", 2), ("dora", 0)])
def test_somebody_else_or_another_day_keeps_away_whom_the_reporter_means(
    people: People, by: str, days: int
) -> None:
    anna, _, cara, dora = four(people)
    case = report(people, "emergency")
    name(anna, case, cara)
    people.clock.pass_seconds(2 * HOUR + days * 24 * HOUR)
    sweep(people)
    for who in (anna, cara, dora):
        assert who.sign_in().status_code == 200
    name({"anna": anna, "dora": dora}[by], case, cara)
    assert not shows(cara, case)
