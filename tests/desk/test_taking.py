"""Two holders: nobody takes a case without somebody who can read it when they cannot."""

import pytest

from intake.case.rules.casework import casework
from intake.client.member.cases.casework import hand_in_taking
from intake.log.codes import STATUS_REASONS
from intake.store.models import Case
from intake.web.services import services_of
from tests.desk.stored import holders_of, report, row_of, three, told
from tests.people import People, Person

ONE_ENGINE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def code_of(person: Person, case: str, cover: Person | None, *, alone: bool = False) -> str:
    """Take a case; return the refusal, empty when it was taken."""
    answer = person.take(person.open(case), cover, alone=alone)
    return "" if answer.status_code == 201 else str(answer.get_json()["error"])


def test_nobody_takes_a_case_alone_while_somebody_could_cover_it(people: People) -> None:
    anna, bert, _ = three(people)
    case = report(people)
    assert code_of(anna, case, None, alone=True) == "cover"
    with services_of(people.app).database.reading() as db:
        assert db.get_one(Case, case).assignee is None
    assert code_of(anna, case, bert) == ""
    assert "reason" not in told(people)[-1][2]


def test_whoever_is_alone_takes_a_case_and_the_log_says_so(people: People) -> None:
    anna = people.new("anna", "caseworker", triage=True)
    people.new("nora", "caseworker")  # Enrolled, and not let in by anybody.
    case = report(people)
    assert anna.open(case).meta["covers"] == []
    assert code_of(anna, case, None) == ""
    event, _, detail = told(people)[-1]
    assert (event, detail["reason"], detail["cover"]) == ("case.assign", "alone", "none")


def test_only_a_colleague_who_is_out_is_nobody(people: People) -> None:
    anna, bert, cara = three(people)
    adam = people.new("adam", "administrator")
    case = report(people)
    assert anna.open(case).meta["covers"] == sorted([bert.id, cara.id])
    assert adam.post("/admin/disable", {"account": bert.id}).status_code == 204
    opened = anna.open(case)
    assert opened.meta["covers"] == [cara.id]
    assert anna.take(opened, bert).get_json()["error"] == "cover"
    assert adam.post("/admin/suspend", {"account": cara.id}).status_code == 204
    assert code_of(anna, case, None) == ""


@pytest.mark.parametrize("who", ["themselves", "a newcomer", "nobody"])
def test_a_cover_is_another_member(people: People, who: str) -> None:
    anna, _, _ = three(people)
    opened = anna.open(report(people))
    nora = people.new("nora", "caseworker")
    named = {"themselves": anna.id, "a newcomer": nora.id, "nobody": "0" * 32}[who]
    meta = {
        "cover": named,
        "report": opened.trusted.key_file.report,
        "contact": opened.trusted.key_file.contact,
    }
    key = people.reporter().sending.parts["key_desk"]
    parts = {"key_assignee": key, "key_cover": key}
    answer = anna.send(f"/desk/{opened.meta['case']}/take", meta, parts)
    assert (answer.status_code, answer.get_json()["error"]) == (422, "cover")


@ONE_ENGINE
@pytest.mark.parametrize("lacks", ["key file", "name"])
def test_a_cover_comes_with_a_key_file_and_a_key_file_with_a_cover(
    people: People, lacks: str
) -> None:
    anna = people.new("anna", "caseworker", triage=True) if lacks == "name" else three(people)[0]
    opened = anna.open(report(people))
    key = people.reporter().sending.parts["key_desk"]
    meta = {
        "cover": None if lacks == "name" else opened.meta["covers"][0],
        "report": opened.trusted.key_file.report,
        "contact": opened.trusted.key_file.contact,
    }
    parts = {"key_assignee": key} | ({"key_cover": key} if lacks == "name" else {})
    answer = anna.send(f"/desk/{opened.meta['case']}/take", meta, parts)
    assert (answer.status_code, answer.get_json()["error"]) == (422, "cover")


@ONE_ENGINE
@pytest.mark.parametrize(
    ("level", "to", "is_on_it"),
    [("emergency", "anna", True), ("emergency", "bert", False), ("urgent", "anna", False)],
)
def test_who_takes_an_emergency_for_themselves_is_on_it(
    people: People, level: str, to: str, *, is_on_it: bool
) -> None:
    anna, bert, cara = three(people)
    case = report(people, level)
    opened, other = anna.open(case), (bert.id, bert.recipient) if to == "bert" else None
    taken = anna.act(
        lambda own: hand_in_taking(own, opened.trusted, cara.id, cara.recipient, other)
    )
    assert (taken.status_code, taken.get_json()["assignee"]) == (201, to)
    assert row_of(people, case).on_it == (anna.id if is_on_it else None)


@ONE_ENGINE
def test_what_was_set_aside_is_back_in_the_lists_when_somebody_takes_it(people: People) -> None:
    anna, bert, _ = three(people)
    case = report(people, "routine")
    assert anna.do(anna.open(case), lambda acts: acts.set_aside("junk")).status_code == 201
    anna.hold(case, bert)
    assert row_of(people, case).aside is False


def test_triage_gives_a_case_to_somebody_outside_who_confirms_it(people: People) -> None:
    anna, bert, cara = three(people)
    case = report(people)
    opened, to = anna.open(case), (bert.id, bert.recipient)
    given = anna.act(lambda own: hand_in_taking(own, opened.trusted, cara.id, cara.recipient, to))
    assert (given.status_code, given.get_json()["assignee"]) == (201, "bert")
    assert anna.answer(opened, "mine after all").status_code == 404
    assert sorted(anna.open(case).meta["unconfirmed"]) == ["bert", "cara"]
    for holder in (bert, cara):
        holder.open(case, "casework")
    assert holders_of(people, case) == {"box", f"account:{bert.id}", f"account:{cara.id}"}
    assert anna.post(f"/desk/{case}/open", {"purpose": "triage"}).status_code == 404


# --- what may follow what, and why ---------------------------------------------------------------


def test_the_table_allows_what_it_offers_and_nothing_else() -> None:
    table = casework()
    for status in table.moves:
        offered = {(move.to, why) for move in table.moves_from(status) for why in move.reasons}
        asked = {(to, why) for to in table.moves for why in STATUS_REASONS}
        assert {each for each in asked if table.allows(status, *each)} == offered


def test_a_case_that_nobody_took_is_never_closed() -> None:
    moves = casework().moves
    assert (list(moves["new"]), list(moves["triaged"])) == (["triaged"], [])


def test_a_page_is_offered_the_reasons_that_the_server_takes(people: People) -> None:
    anna = people.new("anna", "caseworker", triage=True)
    case = report(people)
    answer = anna.take(anna.open(case))
    offered = {move["to"]: move["reasons"] for move in answer.get_json()["moves"]}
    path = f"/desk/{case}/status"
    unfit = {"status": "action", "reason": "contact_made"}
    assert "contact_made" not in offered["action"]
    assert anna.post(path, unfit).status_code == 422
    fit = {"status": "action", "reason": offered["action"][0]}
    assert anna.post(path, fit).status_code == 200


def test_a_reason_of_a_refusal_is_none_for_a_client(people: People) -> None:
    anna = people.new("anna", "caseworker", triage=True)
    case = report(people)
    for reason in ("no_grant", "locked", "alone", "work_done", "because"):
        assert anna.post(f"/desk/{case}/unreadable", {"reason": reason}).status_code == 422
    assert anna.post(f"/desk/{case}/unreadable", {"reason": "bad_mac"}).status_code == 204
