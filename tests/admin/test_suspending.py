"""Suspended at once, and out until somebody else decides; misused, it is refused or seen."""

from functools import partial

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from intake.store.models import Account, Invite, LogEntry, StaffSession
from intake.web.services import services_of
from tests.admin.signing import signed_with
from tests.admin.stored import code_of, count, details, entries, events
from tests.meeting import meet
from tests.people import People, Person
from tests.played import played_once

DAY = 86_400


@pytest.fixture
def desk(people: People, adam: Person) -> dict[str, Person]:
    """Anna and cara read, susi supervises, bert works on cases; adam administrates."""
    return {"adam": adam, **_staff(people)}


@played_once
def _staff(people: People) -> dict[str, Person]:
    anna = people.new("anna", "caseworker", triage=True)
    cara = people.new("cara", "caseworker", triage=True)
    assert anna.admit(cara).status_code == 201
    found = {"anna": anna, "cara": cara}
    for name, role in (("susi", "supervisor"), ("bert", "caseworker")):
        found[name] = people.new(name, role)
        assert anna.admit(found[name], cosigner=cara).status_code == 201
    return found


def suspend(who: Person, whom: Person) -> TestResponse:
    return who.post("/admin/suspend", {"account": whom.id})


def resume(who: Person, whom: Person) -> TestResponse:
    return who.post("/admin/resume", {"account": whom.id})


def row_of(person: Person, whom: Person) -> dict[str, object]:
    rows = person.client.get("/admin/people/data").get_json()["accounts"]
    found: dict[str, object] = next(row for row in rows if row["id"] == whom.id)
    return found


@pytest.mark.parametrize("who", ["anna", "susi", "adam"])
def test_a_suspended_member_is_out_at_once_and_back_when_somebody_undoes_it(
    people: People, desk: dict[str, Person], who: str
) -> None:
    bert, maker = desk["bert"], desk[who]
    before = len(events(people))
    assert suspend(maker, bert).status_code == 204
    assert bert.client.get("/desk/rows").status_code == 401
    with services_of(people.app).database.reading() as db:
        held = select(StaffSession).where(StaffSession.account_id == bert.id)
        assert db.scalars(held).all() == []
    refused = bert.sign_in()
    assert (refused.status_code, "Set-Cookie" in refused.headers) == (403, False)
    assert resume(desk["cara"], bert).status_code == 204
    assert bert.sign_in().status_code == 200
    assert bert.walk().newest.find_member(bert.id)
    told = [event for event in events(people)[before:] if event.startswith("user.")]
    assert told == ["user.suspend", "user.resume"]


def test_the_log_names_who_was_suspended_by_pseudonym_only(
    people: People, desk: dict[str, Person]
) -> None:
    bert = desk["bert"]
    theirs = next(e["a"] for e in reversed(entries(people)) if e["e"] == "auth.ok")  # Bert's.
    assert suspend(desk["anna"], bert).status_code == 204
    assert details(people)[-1] == {"who": theirs}
    assert resume(desk["anna"], bert).status_code == 204
    assert details(people)[-1] == {"who": theirs}


@pytest.mark.parametrize(
    ("who", "whom", "answer"),
    [
        ("bert", "cara", (422, "may_not_suspend")),
        ("anna", "anna", (422, "yourself")),
        ("adam", "adam", (422, "yourself")),
    ],
)
def test_who_may_not_suspend_is_refused_and_nothing_changes(
    people: People, desk: dict[str, Person], who: str, whom: str, answer: tuple[int, str]
) -> None:
    before = count(people, LogEntry, StaffSession)
    assert code_of(suspend(desk[who], desk[whom])) == answer
    assert count(people, LogEntry, StaffSession) == before


def test_a_newcomer_with_any_role_suspends_nobody(people: People, desk: dict[str, Person]) -> None:
    for name, triage in (("nora", True), ("nina", False)):
        role = "caseworker" if triage else "supervisor"
        newcomer = people.new(name, role, triage=triage)
        assert code_of(suspend(newcomer, desk["bert"])) == (422, "may_not_suspend")
        assert code_of(resume(newcomer, desk["bert"])) == (422, "may_not_suspend")


def test_the_desk_does_not_suspend_an_auditor_and_an_administrator_does(
    people: People, desk: dict[str, Person]
) -> None:
    audra = people.new("audra", "auditor")
    for who in ("anna", "susi"):
        assert code_of(suspend(desk[who], audra)) == (422, "may_not_suspend")
    assert audra.client.get("/audit/").status_code == 200
    assert suspend(desk["adam"], audra).status_code == 204
    assert audra.client.get("/audit/").status_code == 401


def test_the_last_who_reads_is_not_suspended(desk: dict[str, Person]) -> None:
    assert suspend(desk["adam"], desk["cara"]).status_code == 204
    for who in ("adam", "susi"):
        assert code_of(suspend(desk[who], desk["anna"])) == (422, "last_triage")
    disabling = desk["adam"].post("/admin/disable", {"account": desk["anna"].id})
    assert code_of(disabling) == (422, "last_triage")
    assert desk["anna"].client.get("/session/half").status_code == 200


def test_nobody_becomes_the_only_one_who_could_undo_a_suspension(
    people: People, desk: dict[str, Person]
) -> None:
    anna = desk["anna"]
    for name in ("cara", "susi"):
        assert suspend(anna, desk[name]).status_code == 204
    before = count(people, LogEntry, StaffSession)
    assert code_of(suspend(anna, desk["adam"])) == (422, "nobody_else")
    assert count(people, LogEntry, StaffSession) == before
    assert resume(desk["adam"], desk["susi"]).status_code == 204


def test_who_is_suspended_undoes_nothing_and_suspends_nobody(
    desk: dict[str, Person],
) -> None:
    anna, cara = desk["anna"], desk["cara"]
    assert suspend(anna, cara).status_code == 204
    assert resume(cara, cara).status_code == 401
    assert suspend(cara, anna).status_code == 401
    assert cara.sign_in().status_code == 403


def test_a_second_suspension_does_not_put_off_the_day_of_the_first(
    people: People, desk: dict[str, Person]
) -> None:
    anna, bert = desk["anna"], desk["bert"]
    assert suspend(anna, bert).status_code == 204
    since = row_of(anna, bert)["suspended_at"]
    people.clock.pass_seconds(600)
    assert code_of(suspend(desk["susi"], bert)) == (409, "not_active")
    assert row_of(anna, bert)["suspended_at"] == since
    assert code_of(resume(anna, desk["cara"])) == (409, "not_suspended")


def test_a_suspension_nobody_decides_becomes_an_alarm_after_a_day_and_stays(
    people: People, desk: dict[str, Person]
) -> None:
    anna, bert = desk["anna"], desk["bert"]
    assert suspend(anna, bert).status_code == 204
    assert row_of(anna, bert)["overdue"] is False
    people.clock.pass_seconds(DAY)
    assert anna.sign_in().status_code == 200
    assert row_of(anna, bert)["overdue"] is True
    assert bert.sign_in().status_code == 403
    assert suspend(anna, desk["cara"]).status_code == 204  # Another one's begins at its own time.
    assert row_of(anna, desk["cara"])["overdue"] is False
    assert resume(anna, bert).status_code == 204
    assert row_of(anna, bert)["overdue"] is False


def test_a_disabled_account_is_neither_suspended_nor_let_back_in(
    desk: dict[str, Person],
) -> None:
    adam, bert = desk["adam"], desk["bert"]
    assert suspend(adam, bert).status_code == 204
    assert adam.post("/admin/disable", {"account": bert.id}).status_code == 204
    assert code_of(resume(adam, bert)) == (409, "not_suspended")
    assert code_of(suspend(adam, bert)) == (409, "not_active")
    assert row_of(adam, bert)["suspended_at"] is None  # Decided: no alarm.


def test_invitations_and_the_proposal_of_a_suspended_account_end_with_it(
    people: People, desk: dict[str, Person]
) -> None:
    adam, cara = desk["adam"], desk["cara"]
    backdoor = {"username": "backdoor", "role": "administrator", "triage": False}
    assert adam.post("/admin/invite", backdoor).status_code == 201
    assert suspend(desk["susi"], adam).status_code == 204
    assert count(people, Invite) == [0]
    assert [each.get("reason") for each in details(people)[-2:]] == ["suspended", None]
    nora = people.new("nora", "caseworker")
    body = signed_with(cara.walk().newest, nora, cara)
    assert cara.post("/admin/people/propose", body).status_code == 201
    assert suspend(desk["susi"], cara).status_code == 204
    assert desk["anna"].client.get("/roster").get_json()["proposal"] is None
    signed = signed_with(desk["anna"].walk().newest, nora, cara, desk["anna"])
    answer = desk["anna"].post("/admin/people/roster", signed)
    assert code_of(answer) == (422, "too_few_signatures")


def test_who_is_suspended_before_being_let_in_is_not_let_in(
    people: People, desk: dict[str, Person]
) -> None:
    nora, anna, cara = people.new("nora", "caseworker"), desk["anna"], desk["cara"]
    body = signed_with(anna.walk().newest, nora, anna, cara)
    assert suspend(anna, nora).status_code == 204
    assert code_of(anna.post("/admin/people/roster", body)) == (422, "roster_member")


def test_nobody_who_is_out_is_offered_as_a_cover(people: People, desk: dict[str, Person]) -> None:
    anna, adam = desk["anna"], desk["adam"]
    reporter = people.reporter()
    assert reporter.send().status_code == 201
    everybody = {desk[name].id for name in ("cara", "susi", "bert")}
    opened = anna.open(reporter.sending.case)
    assert set(opened.meta["covers"]) == everybody
    assert suspend(anna, desk["cara"]).status_code == 204
    assert adam.post("/admin/disable", {"account": desk["bert"].id}).status_code == 204
    assert anna.open(reporter.sending.case).meta["covers"] == [desk["susi"].id]
    for gone in ("cara", "bert"):
        assert code_of(anna.take(opened, desk[gone])) == (422, "cover")
    assert anna.take(opened, desk["susi"]).status_code == 201


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)  # SQLite lets one act in.
@pytest.mark.parametrize("ways", ["each other", "the last two readers"])
def test_two_who_suspend_at_once_do_not_end_everything(
    people: People, desk: dict[str, Person], database_url: str, ways: str
) -> None:
    anna, cara, susi, adam = (desk[name] for name in ("anna", "cara", "susi", "adam"))
    pairs = {"each other": [(anna, susi), (susi, anna)]}
    pairs["the last two readers"] = [(adam, anna), (susi, cara)]
    answers = meet(database_url, *(partial(suspend, *pair) for pair in pairs[ways]))
    assert answers[0].status_code == 204
    expected = {"each other": (422, "gone"), "the last two readers": (422, "last_triage")}
    assert code_of(answers[1]) == expected[ways]
    with services_of(people.app).database.reading() as db:
        suspended = select(Account.username).where(Account.suspended_at.is_not(None))
        assert len(db.scalars(suspended).all()) == 1
