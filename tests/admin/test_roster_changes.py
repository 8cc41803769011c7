"""Admitting and removing: two signatures, by members, of people as they enrolled."""

from dataclasses import replace

import pytest

from intake.crypto.encoding import b64u
from intake.crypto.roster.rosterchain import cosign_roster, sign_roster
from intake.crypto.roster.rosterrules import next_roster
from intake.log.events import Log
from intake.store.models import DeskKey, LogEntry, RosterProposal, RosterVersion
from tests.admin.signing import removing, signed_with
from tests.admin.stored import code_of, count, details, events, findings, pseudonym_of
from tests.people import People, Person

CHANGES = ("recipient.add", "recipient.remove")


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
    assert events(people)[before:] == ["case.watch", "config.change", "recipient.add"]
    assert details(people)[-1]["who"] == [pseudonym_of(people, cara.id)]
    assert "removed" not in details(people)[-1]
    assert count(people, RosterProposal) == [0]
    assert cara.desk_key()  # The proposer's desk key file was kept.


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
    again = bert.post("/admin/people/propose", method="DELETE")
    assert code_of(again) == (404, "proposal")
    assert len(events(people)) == before + 1


def test_a_proposal_that_nobody_could_complete_is_refused_with_its_reason(
    people: People, pair: tuple[Person, Person]
) -> None:
    anna, bert = pair
    cara, before = people.new("cara", "caseworker"), anna.walk().newest
    following = next_roster(before, [*before.members, cara.member()])
    spoiled = signed_with(before, cara, anna)
    bad = str(spoiled["note"])[:-5] + "AAA=\n"
    wrong = {
        "too_few_signatures": signed_with(before, cara, bert)["note"],  # Another member's alone.
        "fork": sign_roster(replace(following, previous=b64u(bytes(32))), *key_of(anna)),
        "bad_desk": sign_roster(replace(following, desk="f" * 32), *key_of(anna)),
        "bad_epoch": sign_roster(replace(following, epoch=9), *key_of(anna)),
        "bad_signature": bad,
    }
    rows = count(people, RosterProposal, LogEntry)
    for reason, note in wrong.items():
        answer = anna.post("/admin/people/propose", spoiled | {"note": note})
        assert code_of(answer) == (422, reason), reason
    assert count(people, RosterProposal, LogEntry) == rows
    assert anna.post("/admin/people/propose", spoiled).status_code == 201


def test_a_proposal_is_for_exactly_the_one_whom_it_names(
    people: People, pair: tuple[Person, Person]
) -> None:
    anna, bert = pair
    cara, dora = people.new("cara", "caseworker"), people.new("dora", "caseworker")
    before = anna.walk().newest
    body = signed_with(before, cara, anna)
    both = next_roster(before, [*before.members, cara.member(), dora.member()])
    two = body | {"note": sign_roster(both, *key_of(anna))}
    nobody = body | {"note": sign_roster(next_roster(before, before.members), *key_of(anna))}
    rows = count(people, RosterProposal, LogEntry)
    others = [body | {"newcomer": named} for named in ("0" * 32, dora.id, bert.id)]
    for wrong in (*others, two, nobody):
        answer = anna.post("/admin/people/propose", wrong)
        assert code_of(answer) == (422, "roster_member")
    assert count(people, RosterProposal, LogEntry) == rows


def key_of(person: Person) -> tuple[str, bytes]:
    return person.id, person.keys.signing_seed


def test_who_is_removed_reads_nothing_more_and_the_log_names_the_account(
    people: People, pair: tuple[Person, Person]
) -> None:
    anna, bert = pair
    cara = people.new("cara", "caseworker", triage=True)
    assert anna.admit(cara, cosigner=bert).status_code == 201
    sent, desk_keys = people.reporter(), count(people, DeskKey)
    assert sent.send().status_code == 201
    body = removing(anna.walk().newest, cara, anna)
    assert anna.post("/admin/people/roster", body).status_code == 201
    assert [desk_keys, count(people, DeskKey)] == [[2], [1]]
    assert events(people)[-1] == "recipient.remove"
    name = [pseudonym_of(people, cara.id)]
    assert details(people)[-1]["removed"] == name
    assert "who" not in details(people)[-1]
    assert [each.indices for each in findings(people, "grant-undone")] == [
        tuple((Log.ACCESS, at) for at, each in enumerate(events(people)) if each in CHANGES)[-2:]
    ]
    assert cara.client.get("/desk/rows").status_code == 401
    assert cara.post(f"/desk/{sent.sending.case}/open", {"purpose": "triage"}).status_code == 401


def test_only_a_triage_member_removes_somebody(people: People, pair: tuple[Person, Person]) -> None:
    anna, bert = pair
    mallory = people.new("mallory", "caseworker")
    assert anna.admit(mallory, cosigner=bert).status_code == 201
    rows = count(people, RosterVersion, LogEntry)
    body = removing(anna.walk().newest, bert, mallory)
    assert code_of(mallory.post("/admin/people/roster", body)) == (422, "not_triage")
    assert count(people, RosterVersion, LogEntry) == rows


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
    assert events(people)[-8:] == ["auth.deny"] * 8
    assert count(people, RosterVersion, RosterProposal) == rows[:2]


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


@pytest.mark.parametrize("swapped", ["public", "recipient"])
def test_nobody_is_admitted_with_one_key_of_somebody_else(
    people: People, pair: tuple[Person, Person], swapped: str
) -> None:
    anna, bert = pair
    cara, before = people.new("cara", "caseworker"), anna.walk().newest
    other = Person(people, "cara", "caseworker", False, people.client(), id=cara.id)  # Other keys.
    mixed = replace(cara.member(), **{swapped: getattr(other.member(), swapped)})
    roster = next_roster(before, [*before.members, mixed])
    once = sign_roster(roster, anna.id, anna.keys.signing_seed)
    both = cosign_roster(once, bert.id, bert.keys.signing_seed)
    for path, note in (("/admin/people/propose", once), ("/admin/people/roster", both)):
        body = {"note": note, "newcomer": cara.id, "desk_key": None}
        assert code_of(anna.post(path, body)) == (422, "roster_member")


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
    again = bert.post("/admin/people/roster", signed_with(anna.walk().newest, bert, bert))
    assert again.status_code == 401
