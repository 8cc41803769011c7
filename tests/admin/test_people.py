"""Invited once, and out at once when disabled."""

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from intake.store.models import Account, Invite, LogEntry, StaffSession, UnlockFile
from intake.web.services import services_of
from tests.admin.stored import code_of, count, entries, events
from tests.people import HOME, People, Person

DAY = 86_400


# --- invitations ---------------------------------------------------------------------------------


def invite(
    adam: Person, username: str, role: str = "caseworker", *, triage: bool = False
) -> TestResponse:
    body = {"username": username, "role": role, "triage": triage}
    return adam.post("/admin/invite", body)


def test_an_invitation_is_a_link_that_lets_one_person_enrol(people: People, adam: Person) -> None:
    before = len(events(people))
    answer = invite(adam, "dora", "auditor")
    assert answer.status_code == 201
    path, token = answer.get_json()["link"].split("#")
    assert path == "/enrol"
    dora = Person(people, "dora", "auditor", False, people.client())
    assert dora.enrol(token).status_code == 201
    assert dora.sign_in().get_json()["go"] == "/audit/"
    assert events(people)[before:] == ["user.invite", "user.create", "auth.ok", "audit.view"]
    assert entries(people)[before]["a"] not in {"none", "system"}


def test_the_token_of_a_link_is_stored_nowhere(people: People, adam: Person) -> None:
    token = invite(adam, "dora").get_json()["link"].split("#")[1]
    with services_of(people.app).database.reading() as db:
        stored = [str(row) for row in db.execute(select(Invite.__table__)).all()]
        stored += [str(leaf) for leaf in db.scalars(select(LogEntry.leaf))]
    assert len(stored) > 1
    assert not any(token in row for row in stored)


def test_a_name_is_given_once(people: People, adam: Person) -> None:
    people.new("anna", "caseworker", triage=True)
    assert invite(adam, "dora").status_code == 201
    before = count(people, Invite, LogEntry)
    for taken in ("adam", "anna", "dora"):
        assert code_of(invite(adam, taken)) == (409, "username_taken")
    assert count(people, Invite, LogEntry) == before


def test_an_invitation_that_ran_out_frees_its_name(people: People, adam: Person) -> None:
    assert invite(adam, "dora").status_code == 201
    people.clock.pass_seconds(7 * DAY + 1)
    assert adam.sign_in().status_code == 200
    assert invite(adam, "dora").status_code == 201
    assert count(people, Invite) == [1]


def test_the_name_of_somebody_disabled_stays_taken(people: People, adam: Person) -> None:
    audra = people.new("audra", "auditor")
    assert adam.post("/admin/disable", {"account": audra.id}).status_code == 204
    assert code_of(invite(adam, "audra")) == (409, "username_taken")


@pytest.mark.parametrize(
    ("username", "role", "triage", "code"),
    [
        ("Dora", "caseworker", False, "username"),
        ("d", "caseworker", False, "username"),
        ("dora dora", "caseworker", False, "username"),
        ("dora\n", "caseworker", False, "username"),
        ("дора", "caseworker", False, "username"),
        (".dora", "caseworker", False, "username"),
        ("d" * 33, "caseworker", False, "username"),
        ("dora", "reporter", False, "role"),
        ("dora", "", False, "role"),
        ("dora", "auditor", True, "role"),
        ("dora", "administrator", True, "role"),
    ],
)
def test_an_invitation_that_makes_no_sense_is_refused(
    adam: Person, username: str, role: str, code: str, *, triage: bool
) -> None:
    before = count(adam.people, Invite, LogEntry)
    assert code_of(invite(adam, username, role, triage=triage)) == (422, code)
    assert count(adam.people, Invite, LogEntry) == before


def test_nobody_but_an_administrator_invites_or_disables(
    people: People, pair: tuple[Person, Person]
) -> None:
    anna, bert = pair
    susi, audra = people.new("susi", "supervisor"), people.new("audra", "auditor")
    before = len(events(people))
    for person in (anna, bert, susi, audra):
        assert invite(person, "dora").status_code == 403
        assert person.post("/admin/disable", {"account": bert.id}).status_code == 403
    assert events(people)[before:] == ["auth.deny"] * 8
    assert count(people, Invite) == [0]
    assert bert.client.get("/session/half").status_code == 200


# --- disabling -----------------------------------------------------------------------------------


def test_a_disabled_account_ends_at_once_everywhere(
    people: People, adam: Person, pair: tuple[Person, Person]
) -> None:
    anna, bert = pair
    assert anna.admit(people.new("cara", "caseworker"), cosigner=bert).status_code == 201
    phone = people.client()
    bert.client, laptop = phone, bert.client
    assert bert.sign_in().status_code == 200
    before = len(events(people))
    assert adam.post("/admin/disable", {"account": bert.id}).status_code == 204
    assert events(people)[before:] == ["user.disable"]
    for browser in (phone, laptop):
        assert browser.get("/session/half").status_code == 401
        assert browser.get("/desk/rows").status_code == 401
    with services_of(people.app).database.reading() as db:
        assert db.get_one(Account, bert.id).disabled
        # The sealed seed stays: it opens only with the passphrase, and may be a case's last key.
        assert db.scalars(select(UnlockFile).where(UnlockFile.account_id == bert.id)).all()
        assert not db.scalars(select(StaffSession).where(StaffSession.account_id == bert.id)).all()


def test_who_is_disabled_is_refused_at_sign_in_like_a_wrong_passphrase(
    people: People, adam: Person
) -> None:
    audra, dora = people.new("audra", "auditor"), people.new("dora", "auditor")
    adam.post("/admin/disable", {"account": audra.id})
    refused = audra.sign_in()
    dora.passphrase = "other words than those that were written down"
    wrong = dora.sign_in()
    assert refused.status_code == wrong.status_code == 403
    assert refused.data == wrong.data
    assert "Set-Cookie" not in refused.headers


def test_disabling_twice_is_harmless_and_nobody_disables_themselves_or_nobody(
    people: People, adam: Person
) -> None:
    audra = people.new("audra", "auditor")
    assert adam.post("/admin/disable", {"account": audra.id}).status_code == 204
    assert adam.post("/admin/disable", {"account": audra.id}).status_code == 204
    before = count(people, LogEntry)
    assert code_of(adam.post("/admin/disable", {"account": adam.id})) == (422, "yourself")
    assert adam.post("/admin/disable", {"account": "0" * 32}).status_code == 404
    assert adam.post("/admin/disable", {"account": audra.id.upper() + "x"}).status_code == 422
    assert count(people, LogEntry) == before
    assert adam.client.get("/session/half").status_code == 200


def test_the_list_shows_who_is_disabled_and_who_is_a_member(
    people: People, adam: Person, pair: tuple[Person, Person]
) -> None:
    _, bert = pair
    dora = people.new("dora", "caseworker")
    adam.post("/admin/disable", {"account": dora.id})
    rows = adam.client.get("/admin/people/data").get_json()["accounts"]
    found = {row["username"]: (row["member"], row["disabled"]) for row in rows}
    assert found == {
        "adam": (False, False),
        "anna": (True, False),
        "bert": (True, False),
        "dora": (False, True),
    }
    told = {key for row in rows for key in row}
    assert told.isdisjoint({"auth_hash", "totp_wrapped", "pass_salt", "seed_file"})
    assert bert.client.get("/admin/people/data").get_json()["accounts"] == rows


def test_a_change_of_people_from_another_sites_page_is_refused(adam: Person) -> None:
    for origin in ("https://evil.invalid", ""):
        headers = {"Origin": origin, "X-CSRFToken": adam.csrf}
        for path in ("/admin/invite", "/admin/disable"):
            answer = adam.client.post(path, json={"username": "dora"}, headers=headers)
            assert answer.status_code == 403
    answer = adam.client.post("/admin/invite", json={}, headers={"Origin": HOME})
    assert answer.status_code == 403
