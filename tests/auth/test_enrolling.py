"""Enrolment: a link works once, the first triage member makes the desk, nobody else does."""

import pytest
from sqlalchemy import select

from intake.crypto import totp
from intake.crypto.roster.rostertext import pin_of
from intake.crypto.roster.vault import COMPARED, SEEN, Memory, open_vault
from intake.store.models import Account, Invite, Vault
from intake.web.services import services_of
from tests.people import HOME, People, Person


def test_before_anybody_enrolled_there_is_no_desk(people: People) -> None:
    assert services_of(people.app).desk() is None
    assert people.client().get("/.well-known/intake/desk").status_code == 404


def test_the_first_triage_member_makes_the_desk(people: People) -> None:
    people.new("anna", "caseworker", triage=True)
    desk = services_of(people.app).desk()
    assert desk is not None
    assert desk.recipient.startswith("age1pq1")
    answer = people.client().get("/.well-known/intake/desk")
    assert answer.get_data(as_text=True) == desk.recipient + "\n"


def test_a_link_works_once_and_not_after_a_week(people: People) -> None:
    token = people.invite("anna", "auditor")
    person = Person(people, "anna", "auditor", False, people.client())
    assert person.enrol(token).status_code == 201
    assert (
        people.client()
        .post("/enrol/start", json={"token": token}, headers={"Origin": "http://localhost"})
        .status_code
        == 404
    )
    late = people.invite("bea", "auditor")
    people.clock.pass_seconds(8 * 86_400)
    assert (
        people.client()
        .post("/enrol/start", json={"token": late}, headers={"Origin": "http://localhost"})
        .status_code
        == 404
    )


def test_loading_the_page_twice_changes_nothing_a_newcomer_wrote_down(people: People) -> None:
    token = people.invite("anna", "auditor")
    starts = [
        people.client()
        .post("/enrol/start", json={"token": token}, headers={"Origin": "http://localhost"})
        .get_json()
        for _ in range(2)
    ]
    assert starts[0] == starts[1]


def started(people: People, token: str) -> dict[str, object]:
    """What somebody who holds an invitation link is told."""
    answer = people.client().post("/enrol/start", json={"token": token}, headers={"Origin": HOME})
    told: dict[str, object] = answer.get_json()
    return told


def test_whoever_held_the_link_before_knows_no_secret_of_the_account(people: People) -> None:
    token = people.invite("anna", "caseworker", triage=True)
    told = started(people, token)
    public = {"username", "role", "triage", "account", "origin", "first", "desk", "pass_salt"}
    assert set(told) == public
    anybody = people.client().post(
        "/sign-in/start", json={"username": "anna"}, headers={"Origin": HOME}
    )
    assert anybody.get_json()["pass_salt"] == told["pass_salt"]  # Of a name, whoever asks.
    anna = Person(people, "anna", "caseworker", True, people.client())
    assert anna.enrol(token).status_code == 201
    with services_of(people.app).database.reading() as db:
        account = db.scalars(select(Account)).one()
    server_key = services_of(people.app).config.keys.server
    assert totp.unwrap_secret(server_key, account.id, account.totp_wrapped) == anna.totp
    assert anna.totp not in str(told)


def test_an_invitation_holds_nothing_that_is_anybodys_secret(people: People) -> None:
    people.invite("anna", "auditor")
    assert {column.name for column in Invite.__table__.columns} == {
        "token_hash",
        "username",
        "role",
        "triage",
        "account_id",
        "pass_salt",
        "expires_at",
        "made_by",
    }


@pytest.mark.parametrize(
    "secret",
    [
        "A" * 31,
        "A" * 33,
        "a" * 32,
        "A" * 31 + "1",
        "A" * 31 + "=",
        "Ａ" * 32,
        "A" * 31 + "\n",
        "",
        7,
    ],
)
def test_a_secret_of_another_shape_makes_no_account(people: People, secret: object) -> None:
    token = people.invite("anna", "auditor")
    anna = Person(people, "anna", "auditor", False, people.client())
    anna.change = {"totp_secret": secret}
    assert anna.enrol(token).status_code == 422
    anna.change = {"totp": "000000"}
    answer = anna.enrol(token)
    assert (answer.status_code, answer.get_json()["error"]) == (422, "totp")
    anna.change = {}
    assert anna.enrol(token).status_code == 201  # Nothing was lost by it.


def test_nobody_of_the_desk_gets_an_account_before_there_is_a_list_to_remember(
    people: People,
) -> None:
    token = people.invite("ben", "caseworker")
    ben = Person(people, "ben", "caseworker", False, people.client())
    answer = ben.enrol(token)
    assert (answer.status_code, answer.get_json()["error"]) == (409, "no_desk")
    people.new("anna", "caseworker", triage=True)
    assert ben.enrol(token).status_code == 201


def test_what_is_told_of_the_desk_is_what_the_first_vault_remembers(people: People) -> None:
    anna = people.new("anna", "caseworker", triage=True)
    ben = people.new("ben", "caseworker")
    first = anna.walk().newest
    assert anna.admit(ben).status_code == 201
    cara = people.new("cara", "caseworker")
    with services_of(people.app).database.reading() as db:
        vaults = {row.account_id: row.data for row in db.scalars(select(Vault))}
    remembered = [open_vault(vaults[each.id], each.keys.vault_seed) for each in (anna, ben, cara)]
    assert remembered == [
        Memory(COMPARED, pin_of(first)),
        Memory(SEEN, pin_of(first)),
        Memory(SEEN, pin_of(anna.walk().newest)),
    ]


def test_a_second_desk_is_refused(people: People) -> None:
    people.new("anna", "caseworker", triage=True)
    before = services_of(people.app).desk()
    token = people.invite("bert", "caseworker", triage=True)
    bert = Person(people, "bert", "caseworker", True, people.client())
    bert.id = "0" * 32
    started = bert.post("/enrol/start", {"token": token}).get_json()
    assert started["first"] is False
    bert.change = {"first": bert.first_roster()}
    assert bert.enrol(token).status_code == 409
    assert services_of(people.app).desk() == before


def test_a_newcomer_reads_nothing_until_admitted(people: People) -> None:
    anna = people.new("anna", "caseworker", triage=True)
    bert = people.new("bert", "caseworker", triage=True)
    people.reporter().send()
    assert (bert.listed().rows, bert.desk_key()) == ([], None)
    assert bert.sign_in().get_json()["go"] == "/waiting"
    assert anna.admit(bert).status_code == 201
    assert len(bert.listed().on("unassigned")) == 1
    assert bert.desk_key()
