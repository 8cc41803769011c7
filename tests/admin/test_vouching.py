"""One administrator is not two people: whom they invite counts once somebody else vouched."""

import re
from functools import partial

import pytest
from sqlalchemy import select, update

from intake.crypto.case.inquiries import key_hash
from intake.crypto.encoding import b64u
from intake.crypto.roster.vouch import sign_vouch
from intake.log.witnesses.standing import text_hash
from intake.store.models import Account, WitnessPolicy
from intake.web.services import services_of
from tests.admin.signing import removing
from tests.admin.stored import code_of, count, details, entries, events, findings, pseudonym_of
from tests.admin.test_witnesses import AGREED, POLICY, propose
from tests.audit.test_naming import ask, decide, waiting
from tests.meeting import meet
from tests.people import People, Person


@pytest.fixture
def anna(people: People) -> Person:
    """The first of the desk, in triage."""
    return people.new("anna", "caseworker", triage=True)


@pytest.fixture
def eve(people: People, anna: Person) -> Person:
    """The administrator whom the rest of this is about; anna has vouched for her."""
    eve = people.new("eve", "administrator")
    assert vouch(anna, eve) == (204, "")
    return eve


@pytest.fixture
def mask(eve: Person) -> Person:
    """An auditor whom she invited, who is she herself."""
    return invited(eve, "mask", "auditor")


@pytest.fixture
def susi(people: People, anna: Person) -> Person:
    """A supervisor on the desk's list."""
    susi = people.new("susi", "supervisor")
    assert anna.admit(susi).status_code == 201
    return susi


def vouch(person: Person, newcomer: Person) -> tuple[int, str]:
    answer = person.try_to_vouch(newcomer)
    return (204, "") if answer.status_code == 204 else code_of(answer)


def invited(by: Person, username: str, role: str) -> Person:
    """Somebody whom an administrator invited on their page, signed in."""
    person = Person(by.people, username, role, False, by.people.client())
    answer = by.post("/admin/invite", {"username": username, "role": role, "triage": False})
    assert person.enrol(answer.get_json()["link"].partition("#")[2]).status_code == 201
    assert person.sign_in().status_code == 200
    return person


def test_an_administrator_and_the_auditor_they_made_are_not_two_people(
    people: People, anna: Person, eve: Person, mask: Person
) -> None:
    """The attack: she invites an auditor, signs in as both, wants a name and a witness of hers."""
    assert ask(mask, pseudonym_of(people, anna.id)) == (422, "not_vouched")
    assert code_of(propose(mask)) == (422, "not_vouched")
    assert propose(eve).get_json() == {"stands": False}
    assert code_of(mask.post("/admin/witnesses/agree", AGREED)) == (422, "not_vouched")
    assert code_of(mask.post("/admin/witnesses", method="DELETE")) == (422, "not_vouched")
    assert vouch(eve, mask) == (404, "newcomer")
    assert vouch(mask, mask) == (404, "newcomer")
    assert not {"audit.ask", "audit.name"} & set(events(people))
    assert count(people, WitnessPolicy) == [1], "what waits"


def test_nor_is_a_second_administrator_of_hers_who_invites_the_auditor(
    people: People, eve: Person, anna: Person
) -> None:
    other = invited(eve, "other", "administrator")
    mask = invited(other, "mask", "auditor")
    for hand in (eve, other):
        assert vouch(hand, mask) == (404, "newcomer")
    assert vouch(anna, other) == (204, "")
    for hand in (eve, other):
        assert vouch(hand, mask) == (404, "newcomer"), "their chains meet"
    assert ask(mask, pseudonym_of(people, anna.id)) == (422, "not_vouched")


def test_a_supervisor_account_that_the_desk_never_let_in_is_nobody_either(
    people: People, anna: Person, eve: Person
) -> None:
    boss = invited(eve, "boss", "supervisor")
    audra = people.new("audra", "auditor")
    assert vouch(boss, audra) == (404, "newcomer")
    assert vouch(anna, audra) == (204, "")
    assert ask(audra, pseudonym_of(people, anna.id)) == (204, "")
    assert waiting(boss) == []
    assert len(waiting(eve)) == 1
    assert propose(audra).get_json() == {"stands": False}
    assert code_of(boss.post("/admin/witnesses/agree", AGREED)) == (422, "not_vouched")


def test_somebody_of_the_desk_vouches_and_from_then_on_they_count(
    people: People, anna: Person, susi: Person, mask: Person
) -> None:
    assert "Nobody has vouched" in mask.client.get("/admin/vouching").get_data(as_text=True)
    page = susi.client.get("/admin/vouching").get_data(as_text=True)
    assert 'data-newcomer="mask"' in page
    assert vouch(susi, mask) == (204, "")
    assert vouch(anna, mask) == (404, "newcomer"), "nobody waits any more"
    assert (entries(people)[-1]["e"], entries(people)[-1]["a"]) == (
        "user.vouch",
        pseudonym_of(people, susi.id),
    )
    assert details(people)[-1] == {"role": "auditor", "who": pseudonym_of(people, mask.id)}
    assert ask(mask, pseudonym_of(people, anna.id)) == (204, "")
    assert "You count" in mask.client.get("/admin/vouching").get_data(as_text=True)


def test_even_then_who_invited_them_agrees_only_where_nobody_else_is_there(
    people: People, anna: Person, susi: Person, eve: Person, mask: Person
) -> None:
    assert vouch(susi, mask) == (204, "")
    assert ask(mask, pseudonym_of(people, anna.id)) == (204, "")
    [waits] = waiting(susi)
    assert (waiting(eve), decide(eve, waits)) == ([], 404)
    assert propose(mask).status_code == 201
    assert code_of(eve.post("/admin/witnesses/agree", AGREED)) == (422, "one_hand")
    assert susi.post("/admin/witnesses/agree", AGREED).status_code == 204
    assert decide(susi, waits) == 204
    assert "reason" not in details(people)[-1]


def test_suspending_everybody_else_makes_no_room(
    people: People, susi: Person, anna: Person, eve: Person, mask: Person
) -> None:
    assert vouch(susi, mask) == (204, "")
    assert eve.post("/admin/suspend", {"account": susi.id}).status_code == 204
    assert ask(mask, pseudonym_of(people, anna.id)) == (204, "")
    assert waiting(eve) == []


def test_where_nobody_else_is_there_the_entry_says_whose_hand_it_is_and_a_rule_finds_it(
    people: People, anna: Person, eve: Person, mask: Person
) -> None:
    assert vouch(anna, mask) == (204, "")
    assert ask(mask, pseudonym_of(people, anna.id)) == (204, "")
    [waits] = waiting(eve)
    assert decide(eve, waits) == 204
    assert details(people)[-1]["reason"] == "invited"
    assert propose(eve).status_code == 201
    assert mask.post("/admin/witnesses/agree", AGREED).status_code == 204
    assert details(people)[-1]["reason"] == "invited"
    found = findings(people, "one-hand")
    assert [each.level for each in found] == [2, 2]
    assert {each.actor for each in found} == {pseudonym_of(people, each.id) for each in (eve, mask)}


def test_ending_the_true_auditor_is_found_and_the_new_one_reviews_nothing(
    people: People, anna: Person, eve: Person
) -> None:
    audra = people.new("audra", "auditor")
    assert vouch(anna, audra) == (204, "")
    assert eve.post("/admin/disable", {"account": audra.id}).status_code == 204
    [found] = findings(people, "auditor-ended")
    assert (found.level, found.actor) == (2, pseudonym_of(people, eve.id))
    mask = invited(eve, "mask", "auditor")
    body = {"findings": [found.id], "entries": 1, "outcome": "justified"}
    assert code_of(mask.post("/audit/review", body)) == (422, "not_vouched")


def test_an_auditor_vouches_for_another_by_name_and_reads_no_names(
    people: People, anna: Person, mask: Person
) -> None:
    audra = people.new("audra", "auditor")
    assert vouch(audra, mask) == (404, "newcomer"), "she does not count herself"
    assert vouch(anna, audra) == (204, "")
    adam = people.new("adam", "administrator")
    page = audra.client.get("/admin/vouching").get_data(as_text=True)
    assert 'name="username"' in page
    assert not re.findall(r"\b(mask|adam|eve|anna)\b", page)
    assert vouch(audra, adam) == (404, "newcomer")
    assert vouch(audra, mask) == (204, "")


def test_members_without_triage_and_who_left_vouch_for_nobody(
    people: People, anna: Person, susi: Person
) -> None:
    bert = people.new("bert", "caseworker")
    audra = people.new("audra", "auditor")
    assert vouch(bert, audra) == (404, "newcomer")
    assert anna.admit(bert, susi).status_code == 201
    assert vouch(bert, audra) == (404, "newcomer")
    with services_of(people.app).database.reading() as db:
        assert db.scalar(select(Account.vouched_by).where(Account.id == audra.id)) is None


def test_accounts_of_before_wait_until_somebody_vouches(people: People, anna: Person) -> None:
    audra = people.new("audra", "auditor")
    with services_of(people.app).database.engine.begin() as connection:
        connection.execute(update(Account).values(invited_by=None))
    assert ask(audra, pseudonym_of(people, anna.id)) == (422, "not_vouched")
    assert vouch(anna, audra) == (204, "")
    assert ask(audra, pseudonym_of(people, anna.id)) == (204, "")


def test_nobody_vouches_for_an_account_that_is_over_and_it_counts_as_nobody(
    people: People, anna: Person, eve: Person, mask: Person
) -> None:
    """Who counted and was disabled is not somebody else who is there."""
    audra, bea = people.new("audra", "auditor"), people.new("bea", "auditor")
    assert vouch(anna, audra) == (204, "")
    for ended in (audra, bea):
        assert eve.post("/admin/disable", {"account": ended.id}).status_code == 204
    assert vouch(anna, bea) == (404, "newcomer")
    assert 'data-newcomer="bea"' not in anna.client.get("/admin/vouching").text
    assert vouch(anna, mask) == (204, "")
    assert ask(mask, pseudonym_of(people, anna.id)) == (204, "")
    assert len(waiting(eve)) == 1


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_whoever_is_suspended_in_that_moment_vouches_for_nobody(
    people: People, anna: Person, susi: Person, eve: Person, database_url: str
) -> None:
    audra = people.new("audra", "auditor")
    end = partial(eve.post, "/admin/suspend", {"account": susi.id})
    late = partial(susi.try_to_vouch, audra)
    first, second = meet(database_url, end, late)
    assert (first.status_code, code_of(second)) == (204, (422, "gone"))
    assert events(people).count("user.vouch") == 1, "anna's for eve"
    assert anna.username == "anna"


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_of_two_who_vouch_at_once_one_does(
    people: People, anna: Person, susi: Person, database_url: str
) -> None:
    audra = people.new("audra", "auditor")
    both = (lambda: vouch(anna, audra), lambda: vouch(susi, audra))
    assert sorted(meet(database_url, *both, before="log")) == [(204, ""), (404, "newcomer")]
    assert events(people).count("user.vouch") == 1


def test_a_policy_that_nobody_but_oneself_could_agree_to_needs_a_voucher_too(
    people: People, anna: Person
) -> None:
    adam = people.new("adam", "administrator")
    assert code_of(propose(adam)) == (422, "not_vouched")
    assert vouch(anna, adam) == (204, "")
    assert propose(adam).get_json() == {"stands": True}
    assert text_hash(POLICY) == entries(people)[-1]["f"]["new"]


def test_a_members_word_for_an_auditor_is_a_signature_for_their_key(
    people: People, anna: Person, susi: Person
) -> None:
    audra, other = people.new("audra", "auditor"), people.new("other", "auditor")

    def say(by: Person, key: bytes, signer: Person) -> tuple[int, str]:
        signed = b64u(sign_vouch(signer.id, key, signer.keys.signing_seed))
        answer = by.post("/admin/vouch", {"username": "audra", "vouch": signed})
        return code_of(answer) if answer.status_code != 204 else (204, "")

    for wrong in ({}, {"vouch": None}, {"vouch": b64u(b"no text")}, {"vouch": "?"}):
        refused = anna.post("/admin/vouch", {"username": "audra", **wrong})
        assert code_of(refused) == (422, "vouch"), wrong
    assert say(anna, other.recipient, anna) == (422, "vouch"), "another key"
    assert say(anna, audra.recipient, susi) == (422, "vouch"), "somebody else's word"
    assert "user.vouch" not in events(people)
    assert say(anna, audra.recipient, anna) == (204, "")
    assert entries(people)[-1]["f"]["recipient"] == key_hash(audra.recipient)
    assert say(susi, audra.recipient, susi) == (404, "newcomer"), "one word is enough"


def test_who_was_vouched_for_without_a_signature_counts_and_waits_for_one(
    people: People, anna: Person, susi: Person
) -> None:
    """An administrator's word makes them count; a member who left signs for nobody any more."""
    boss, audra = people.new("boss", "administrator"), people.new("audra", "auditor")
    assert vouch(anna, boss) == (204, "")
    assert vouch(boss, audra) == (204, "")
    assert "You count" in audra.client.get("/admin/vouching").text
    page = susi.client.get("/admin/vouching").text
    assert "vouched for this person already" in page
    assert 'data-newcomer="audra"' not in boss.client.get("/admin/vouching").text
    assert vouch(susi, audra) == (204, "")
    with services_of(people.app).database.reading() as db:
        assert db.scalar(select(Account.vouched_by).where(Account.id == audra.id)) == boss.id
    bert = people.new("bert", "caseworker")
    assert anna.admit(bert, susi).status_code == 201  # Two have to be left.
    body = removing(anna.walk().newest, susi, anna)
    assert anna.post("/admin/people/roster", body).status_code == 201
    assert 'data-newcomer="audra"' in anna.client.get("/admin/vouching").text
    assert vouch(anna, audra) == (204, "")
