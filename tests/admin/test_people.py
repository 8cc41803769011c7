"""People: who is invited, admitted by two, and out at once when disabled."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import func, select

from intake.crypto.encoding import b64u
from intake.crypto.roster import Roster, next_roster
from intake.crypto.rosterchain import cosign_roster, sign_roster
from intake.extension import services_of
from intake.models import (
    Account,
    DeskKey,
    Invite,
    LogEntry,
    RosterProposal,
    RosterVersion,
    StaffSession,
    UnlockFile,
)
from tests.people import HOME, People, Person

DAY = 86_400


def count(people: People, *tables: type) -> list[int]:
    with services_of(people.app).database.reading() as db:
        return [db.scalar(select(func.count()).select_from(table)) or 0 for table in tables]


def entries(people: People) -> list[dict[str, Any]]:
    with services_of(people.app).database.reading() as db:
        query = select(LogEntry.leaf).where(LogEntry.log == "access").order_by(LogEntry.idx)
        return [json.loads(leaf) for leaf in db.scalars(query)]


def events(people: People) -> list[str]:
    return [entry["e"] for entry in entries(people)]


def code_of(answer: Any) -> tuple[int, str]:  # noqa: ANN401 - Werkzeug's test answer
    return answer.status_code, answer.get_json()["error"]


def signed_with(before: Roster, newcomer: Person, *signers: Person) -> dict[str, object]:
    """The body that admits somebody without triage, signed by these."""
    roster = next_roster(before, [*before.members, newcomer.member()])
    first, *others = signers
    note = sign_roster(roster, first.id, first.keys.signing_seed)
    for other in others:
        note = cosign_roster(note, other.id, other.keys.signing_seed)
    return {"note": note, "newcomer": newcomer.id, "desk_key": None}


def removing(before: Roster, leaver: Person, signer: Person) -> dict[str, object]:
    """The body that takes somebody off the roster, signed once."""
    roster = next_roster(before, [each for each in before.members if each.account != leaver.id])
    note = sign_roster(roster, signer.id, signer.keys.signing_seed)
    return {"note": note, "newcomer": None, "desk_key": None}


@pytest.fixture
def adam(people: People) -> Person:
    """An administrator."""
    return people.new("adam", "administrator")


@pytest.fixture
def pair(people: People) -> Iterator[tuple[Person, Person]]:
    """Two members of the roster: anna with triage, bert without."""
    anna = people.new("anna", "caseworker", triage=True)
    bert = people.new("bert", "caseworker")
    assert anna.admit(bert).status_code == 201
    yield anna, bert


# --- invitations ---------------------------------------------------------------------------------


def invite(adam: Person, username: str, role: str = "caseworker", *, triage: bool = False) -> Any:  # noqa: ANN401
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
    before = count(people, Invite, LogEntry)
    for person in (anna, bert, susi, audra):
        assert invite(person, "dora").status_code == 403
        assert person.post("/admin/disable", {"account": bert.id}).status_code == 403
    assert count(people, Invite, LogEntry) == before
    assert bert.client.get("/session/half").status_code == 200


# --- disabling -----------------------------------------------------------------------------------


def test_a_disabled_account_ends_at_once_everywhere(
    people: People, adam: Person, pair: tuple[Person, Person]
) -> None:
    _, bert = pair
    phone = people.client()
    bert.client, laptop = phone, bert.client
    assert bert.sign_in().status_code == 200
    before = len(events(people))
    assert adam.post("/admin/disable", {"account": bert.id}).status_code == 204
    assert events(people)[before:] == ["user.disable"]
    for browser in (phone, laptop):
        assert browser.get("/session/half").status_code == 401
        assert browser.get("/desk/data").status_code == 401
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


# --- the roster ----------------------------------------------------------------------------------


def test_with_two_members_one_signature_admits_nobody(
    people: People, pair: tuple[Person, Person]
) -> None:
    anna, bert = pair
    cara = people.new("cara", "caseworker")
    before, body = anna.walk().newest, signed_with(anna.walk().newest, cara, anna)
    rows = count(people, RosterVersion, DeskKey, LogEntry)
    assert code_of(anna.post("/admin/people/roster", body)) == (422, "too_few_signatures")
    twice = body | {"note": signed_with(before, cara, anna, anna)["note"]}
    assert anna.post("/admin/people/roster", twice).status_code == 422
    own = signed_with(before, cara, anna, cara)  # The newcomer's own signature does not count.
    assert anna.post("/admin/people/roster", own).status_code == 422
    assert count(people, RosterVersion, DeskKey, LogEntry) == rows
    assert bert.post("/admin/people/roster", signed_with(before, cara, anna, bert)).status_code == (
        201
    )
    assert anna.walk().newest.find_member(cara.id)


def test_a_proposal_waits_for_a_second_member_and_every_step_is_logged(
    people: People, pair: tuple[Person, Person]
) -> None:
    anna, bert = pair
    cara = people.new("cara", "caseworker", triage=True)
    before = len(events(people))
    assert anna.admit(cara, cosigner=bert).status_code == 201
    assert events(people)[before:] == ["case.list", "config.change", "recipient.add"]
    assert count(people, RosterProposal) == [0]
    assert cara.queue()[0]["desk_keys"]  # The proposer's desk key file was kept.


def test_a_triage_member_is_not_admitted_without_the_desks_key(
    people: People, pair: tuple[Person, Person]
) -> None:
    anna, bert = pair
    cara = people.new("cara", "caseworker", triage=True)
    body = signed_with(anna.walk().newest, cara, anna, bert)
    assert code_of(anna.post("/admin/people/roster", body)) == (422, "desk_keys")
    dora = people.new("dora", "caseworker")
    body = signed_with(anna.walk().newest, dora, anna, bert) | {"desk_key": b64u(b"a file")}
    assert code_of(anna.post("/admin/people/roster", body)) == (422, "desk_keys")


def test_a_proposal_can_be_dropped_and_then_is_not_there(
    people: People, pair: tuple[Person, Person]
) -> None:
    anna, bert = pair
    cara = people.new("cara", "caseworker")
    body = signed_with(anna.walk().newest, cara, anna)
    assert anna.post("/admin/people/propose", body).status_code == 201
    assert bert.client.get("/roster").get_json()["proposal"]["newcomer"] == cara.id
    before = len(events(people))
    assert bert.post("/admin/people/propose", method="DELETE").status_code == 204
    assert events(people)[before:] == ["config.change"]
    assert bert.client.get("/roster").get_json()["proposal"] is None
    assert bert.post("/admin/people/propose", method="DELETE").status_code == 204
    assert len(events(people)) == before + 1


def test_a_newcomer_neither_proposes_nor_drops_nor_accepts(
    people: People, pair: tuple[Person, Person]
) -> None:
    anna, bert = pair
    cara, dora = people.new("cara", "caseworker", triage=True), people.new("dora", "caseworker")
    before = anna.walk().newest
    assert anna.post("/admin/people/propose", signed_with(before, dora, anna)).status_code == 201
    rows = count(people, RosterVersion, RosterProposal, LogEntry)
    propose, roster = "/admin/people/propose", "/admin/people/roster"
    tries = [
        cara.post(propose, signed_with(before, cara, cara)),
        cara.post(propose, signed_with(before, dora, anna)),
        cara.post(propose, method="DELETE"),
        cara.post(roster, signed_with(before, cara, cara)),
        cara.post(roster, signed_with(before, dora, anna, bert)),  # Even if it is signed well.
        cara.post(roster, removing(before, bert, anna)),
    ]
    assert [answer.status_code for answer in tries] == [422] * 6
    assert count(people, RosterVersion, RosterProposal, LogEntry) == rows
    assert anna.walk().newest == before


def test_an_administrator_and_an_auditor_neither_propose_nor_drop_nor_accept(
    people: People, adam: Person, pair: tuple[Person, Person]
) -> None:
    anna, bert = pair
    audra, dora = people.new("audra", "auditor"), people.new("dora", "caseworker")
    before = anna.walk().newest
    body = signed_with(before, dora, anna, bert)
    assert anna.post("/admin/people/propose", signed_with(before, dora, anna)).status_code == 201
    rows = count(people, RosterVersion, RosterProposal, LogEntry)
    for person in (adam, audra):
        assert person.post("/admin/people/propose", body).status_code == 403
        assert person.post("/admin/people/propose", method="DELETE").status_code == 403
        assert person.post("/admin/people/roster", body).status_code == 403
        assert person.client.get("/roster").status_code == 403
    assert count(people, RosterVersion, RosterProposal, LogEntry) == rows


def test_nobody_is_admitted_otherwise_than_they_enrolled(
    people: People, adam: Person, pair: tuple[Person, Person]
) -> None:
    anna, bert = pair
    cara, before = people.new("cara", "caseworker"), anna.walk().newest
    other = Person(people, "cara", "caseworker", False, people.client(), id=cara.id)  # Other keys.
    promoted = Person(people, "cara", "supervisor", False, cara.client, id=cara.id, seed=cara.seed)
    nobody = Person(people, "nora", "caseworker", False, people.client(), id="0" * 32)
    auditor = people.new("audra", "auditor")
    for newcomer in (other, promoted, nobody):
        body = signed_with(before, newcomer, anna, bert)
        assert code_of(anna.post("/admin/people/roster", body)) == (422, "roster_member")
        once = signed_with(before, newcomer, anna)
        assert code_of(anna.post("/admin/people/propose", once)) == (422, "roster_member")
    auditor.role = "caseworker"
    body = signed_with(before, auditor, anna, bert)
    assert anna.post("/admin/people/roster", body).status_code == 422
    adam.post("/admin/disable", {"account": cara.id})
    body = signed_with(before, cara, anna, bert)
    assert code_of(anna.post("/admin/people/roster", body)) == (422, "roster_member")


def test_an_old_version_a_fork_and_another_desk_are_refused(
    people: People, pair: tuple[Person, Person]
) -> None:
    anna, bert = pair
    cara, dora = people.new("cara", "caseworker"), people.new("dora", "caseworker")
    before = anna.walk().newest
    assert anna.admit(cara, cosigner=bert).status_code == 201
    late = signed_with(before, dora, anna, bert)
    assert anna.post("/admin/people/roster", late).status_code == 422
    assert anna.post("/admin/people/propose", late).status_code in {409, 422}
    assert anna.walk().newest.version == before.version + 1


def test_a_disabled_member_stands_in_the_chain_while_others_are_admitted_and_removed(
    people: People, adam: Person, pair: tuple[Person, Person]
) -> None:
    anna, bert = pair
    cara, dora = people.new("cara", "caseworker"), people.new("dora", "caseworker")
    assert anna.admit(cara, cosigner=bert).status_code == 201
    assert adam.post("/admin/disable", {"account": bert.id}).status_code == 204
    assert anna.admit(dora, cosigner=cara).status_code == 201
    newest = anna.walk().newest
    assert newest.find_member(bert.id)
    assert newest.find_member(dora.id)
    gone = anna.post("/admin/people/roster", removing(newest, bert, anna))
    assert gone.status_code == 201
    assert anna.walk().newest.find_member(bert.id) is None
    assert bert.client.get("/roster").status_code == 401


def test_one_of_two_cannot_take_the_other_off_and_then_add_alone(
    people: People, pair: tuple[Person, Person]
) -> None:
    anna, bert = pair
    newest = anna.walk().newest
    people.reporter().send()
    assert anna.post("/admin/people/roster", removing(newest, bert, anna)).status_code == 422
    proposed = str(removing(newest, bert, anna)["note"])
    note = cosign_roster(proposed, bert.id, bert.keys.signing_seed)
    both = {"note": note, "newcomer": None, "desk_key": None}
    assert anna.post("/admin/people/roster", both).status_code == 201
    meta, parts = bert.queue()
    assert (meta["waiting"], meta["yours"], parts) == ([], [], {})
    again = bert.post("/admin/people/roster", signed_with(anna.walk().newest, bert, bert))
    assert again.status_code == 422


def test_a_change_of_people_from_another_sites_page_is_refused(adam: Person) -> None:
    for origin in ("https://evil.invalid", ""):
        headers = {"Origin": origin, "X-CSRFToken": adam.csrf}
        for path in ("/admin/invite", "/admin/disable"):
            answer = adam.client.post(path, json={"username": "dora"}, headers=headers)
            assert answer.status_code == 403
    answer = adam.client.post("/admin/invite", json={}, headers={"Origin": HOME})
    assert answer.status_code == 403
