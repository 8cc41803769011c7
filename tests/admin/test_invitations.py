"""Open invitations are listed and can be taken back; whoever acts does not need to remember."""

from functools import partial

import pytest
from werkzeug.test import TestResponse

from intake.store.models import Invite, LogEntry
from tests.admin.stored import code_of, count, details, entries, events
from tests.admin.test_people import DAY, invite
from tests.meeting import meet
from tests.people import HOME, People, Person


def token_of(answer: TestResponse) -> str:
    return str(answer.get_json()["link"]).partition("#")[2]


def start(people: People, token: str) -> TestResponse:
    """Open the link of an invitation in a new browser."""
    return people.client().post("/enrol/start", json={"token": token}, headers={"Origin": HOME})


def listed(adam: Person) -> list[dict[str, object]]:
    found: list[dict[str, object]] = adam.client.get("/admin/invites").get_json()["invites"]
    return found


def test_open_invitations_are_listed_with_who_made_them_and_until_when(
    people: People, adam: Person
) -> None:
    people.invite("zoe", "caseworker", triage=True)
    token = token_of(invite(adam, "dora", "auditor"))
    dora, zoe = listed(adam)
    week = people.clock() + 7 * DAY
    assert dora | {"account": 0} == {
        "account": 0,
        "username": "dora",
        "role": "auditor",
        "triage": False,
        "expires_at": week,
        "made_by": "adam",
    }
    assert (zoe["username"], zoe["triage"], zoe["made_by"]) == ("zoe", True, None)
    assert token not in adam.client.get("/admin/invites").get_data(as_text=True)


def test_an_invitation_that_was_used_or_is_over_is_listed_no_more(
    people: People, adam: Person
) -> None:
    people.new("anna", "caseworker", triage=True)
    invite(adam, "dora")
    people.clock.pass_seconds(7 * DAY + 1)
    assert adam.sign_in().status_code == 200
    assert count(people, Invite) == [1]  # Nobody swept yet.
    assert listed(adam) == []


def test_the_link_of_a_revoked_invitation_answers_as_one_that_is_over(
    people: People, adam: Person
) -> None:
    revoked = token_of(invite(adam, "dora", "auditor"))
    before = len(events(people))
    taken_back = adam.post("/admin/revoke-invite", {"account": listed(adam)[0]["account"]})
    assert taken_back.status_code == 204
    assert [entry["o"] for entry in entries(people)[before:]] == ["deny"]
    assert (events(people)[-1], details(people)[-1]["reason"]) == ("user.invite", "revoked")
    assert start(people, revoked).status_code == 404  # At once.
    over = token_of(invite(adam, "emil", "auditor"))
    people.clock.pass_seconds(7 * DAY + 1)
    answers = [start(people, token) for token in (revoked, over, "never-made")]
    assert [(each.status_code, each.data) for each in answers] == [(404, answers[0].data)] * 3
    dora = Person(people, "dora", "auditor", False, people.client())
    assert dora.post("/enrol", {"token": revoked}).status_code in {404, 422}
    assert adam.sign_in().status_code == 200
    assert invite(adam, "dora", "auditor").status_code == 201  # The name is free again.


def test_what_cannot_be_revoked_changes_nothing(people: People, adam: Person) -> None:
    people.new("anna", "caseworker", triage=True)
    token = token_of(invite(adam, "dora", "auditor"))
    account = listed(adam)[0]["account"]
    dora = Person(people, "dora", "auditor", False, people.client())
    assert dora.enrol(token).status_code == 201
    before = count(people, LogEntry, Invite)
    for gone in (account, "0" * 32):  # Used, and never made.
        assert code_of(adam.post("/admin/revoke-invite", {"account": gone})) == (404, "invite")
    assert count(people, LogEntry, Invite) == before


def test_an_invitation_that_ran_out_is_not_revoked_as_if_it_had_been_open(
    people: People, adam: Person
) -> None:
    invite(adam, "dora", "auditor")
    account = listed(adam)[0]["account"]
    people.clock.pass_seconds(7 * DAY + 1)
    assert adam.sign_in().status_code == 200
    assert code_of(adam.post("/admin/revoke-invite", {"account": account})) == (404, "invite")


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)  # SQLite lets one act in.
def test_two_administrators_who_revoke_at_once_leave_one_entry(
    people: People, adam: Person, database_url: str
) -> None:
    people.new("anna", "caseworker", triage=True)
    berta = people.new("berta", "administrator")
    invite(adam, "dora", "auditor")
    body, before = {"account": listed(adam)[0]["account"]}, len(events(people))
    answers = meet(database_url, *(partial(who.post, REVOKE, body) for who in (adam, berta)))
    assert sorted(answer.status_code for answer in answers) == [204, 404]
    assert events(people)[before:] == ["user.invite"]


REVOKE = "/admin/revoke-invite"
