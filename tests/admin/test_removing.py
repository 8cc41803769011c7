"""Nobody takes the readers off alone, one by one: a second within a week needs two signatures."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from werkzeug.test import TestResponse

from intake.client.member.account.roster import compare_desk, desk_number
from intake.client.member.people.changing import sign_change
from intake.client.member.people.removing import (
    remove,
    remove_now,
    second_removal,
    without,
)
from intake.crypto.roster.roster import Roster
from intake.crypto.roster.rosterchain import cosign_roster, sign_roster
from intake.crypto.roster.rosterrules import next_roster
from intake.store.models import LogEntry, RosterProposal, RosterVersion
from tests.admin.signing import removing, signed_with, today
from tests.admin.stored import code_of, count, details, events, pseudonym_of
from tests.people import People, Person
from tests.played import played_once

DAY = 86_400
ROSTER, PROPOSE = "/admin/people/roster", "/admin/people/propose"
Desk = dict[str, Person]


@pytest.fixture
def desk(people: People) -> Desk:
    """Anna, cara and rosa read; bert and dora work on cases. Cara is the one to beware of."""
    return _staff(people)


@played_once
def _staff(people: People) -> Desk:
    found = {"anna": people.new("anna", "caseworker", triage=True)}
    for name in ("cara", "rosa", "bert", "dora"):
        found[name] = people.new(name, "caseworker", triage=name in {"cara", "rosa"})
        second = found["cara"] if len(found) > 2 else None
        assert found["anna"].admit(found[name], cosigner=second).status_code == 201
    return found


@pytest.fixture
def begun(desk: Desk) -> Desk:
    """Cara has taken anna off, by her signature alone."""
    assert take_off(desk["cara"], desk["anna"]).status_code == 201
    return desk


def take_off(by: Person, leaver: Person) -> TestResponse:
    """Hand in a removal signed once."""
    return by.post(ROSTER, removing(by.walk().newest, leaver, by))


def propose(by: Person, leaver: Person) -> TestResponse:
    return by.post(PROPOSE, removing(by.walk().newest, leaver, by))


def agree(by: Person, leaver: Person) -> TestResponse:
    """Read what waits, sign it as the second, and hand it in."""
    return knowing(by).act(lambda own: second_removal(own, leaver.id))


def knowing(person: Person) -> Person:
    """Somebody who has compared the list of now, as their client asks before they sign."""
    number = desk_number(person.walk())
    assert person.act(lambda own: compare_desk(own, number)).status_code == 204
    return person


def moved(person: Person, days: int) -> str:
    return (date.fromisoformat(today(person)) + timedelta(days=days)).isoformat()


def waiting(person: Person) -> dict[str, object] | None:
    found: dict[str, object] | None = person.client.get("/roster").get_json()["proposal"]
    return found


def wait(people: People, days: int, *who: Person) -> None:
    people.clock.pass_seconds(days * DAY)
    for person in who:
        assert person.sign_in().status_code == 200


def test_a_second_reader_is_not_taken_off_by_one_signature_within_a_week(
    people: People, begun: Desk
) -> None:
    cara, rosa = begun["cara"], begun["rosa"]
    before = count(people, RosterVersion, LogEntry)
    assert code_of(take_off(cara, rosa)) == (422, "too_few_signatures")
    assert count(people, RosterVersion, LogEntry) == before
    wait(people, 6, cara)
    assert code_of(take_off(cara, rosa)) == (422, "too_few_signatures")
    wait(people, 1, cara)
    assert take_off(cara, rosa).status_code == 201


@pytest.mark.parametrize("days", [-30, -2, 1, 8, None])
def test_a_version_of_another_day_or_of_none_is_refused(
    people: People, begun: Desk, days: int | None
) -> None:
    cara, rosa = begun["cara"], begun["rosa"]
    before = count(people, RosterVersion, LogEntry)
    day = None if days is None else moved(cara, days)
    version = replace(without(cara.walk().newest, rosa.id, today(cara)), day=day, removed=day)
    once = sign_change(cara.id, cara.keys, version)
    assert cara.post(ROSTER, once).status_code == 422
    both = once | {"note": cosign_roster(str(once["note"]), *key_of(begun["bert"]))}
    for path in (ROSTER, PROPOSE):
        assert code_of(cara.post(path, both)) == (422, "bad_day")
    assert count(people, RosterVersion, LogEntry) == before


def key_of(person: Person) -> tuple[str, bytes]:
    return person.id, person.keys.signing_seed


def test_the_removal_before_cannot_be_forgotten_by_a_version_in_between(
    people: People, begun: Desk
) -> None:
    cara, bert = begun["cara"], begun["bert"]
    nora = people.new("nora", "caseworker")
    newest = cara.walk().newest
    forgets = replace(
        next_roster(newest, [*newest.members, nora.member()], today(cara)), removed=None
    )
    note = cosign_roster(sign_roster(forgets, *key_of(cara)), *key_of(bert))
    body = {"note": note, "newcomer": nora.id, "desk_key": None}
    assert code_of(cara.post(ROSTER, body)) == (422, "bad_day")
    assert cara.admit(nora, cosigner=bert).status_code == 201
    assert code_of(take_off(cara, begun["rosa"])) == (422, "too_few_signatures")


def test_who_reads_nothing_that_waits_is_taken_off_by_one_within_the_week(begun: Desk) -> None:
    assert take_off(begun["cara"], begun["bert"]).status_code == 201
    # Two are left who could still be removed; then one signature is not enough for anybody.
    assert take_off(begun["cara"], begun["dora"]).status_code == 201
    assert code_of(take_off(begun["cara"], begun["rosa"])) == (422, "too_few_signatures")


def test_a_second_member_agrees_to_a_removal_and_it_stands_at_once(
    people: People, begun: Desk
) -> None:
    cara, rosa, bert = begun["cara"], begun["rosa"], begun["bert"]
    before = len(events(people))
    assert knowing(rosa).act(lambda own: remove(own, cara.id)).status_code == 201
    assert waiting(bert) == waiting(cara) != None  # noqa: E711 - the leaver is told as well
    assert cara.client.get("/desk/rows").status_code == 200  # Nothing has changed yet.
    assert agree(bert, cara).status_code == 201
    assert rosa.walk().newest.find_member(cara.id) is None
    assert cara.client.get("/session/half").status_code == 401
    assert cara.sign_in().status_code == 403
    told = [each for each in events(people)[before:] if each in {"config.change", *REMOVALS}]
    assert told == ["config.change", "recipient.remove"]
    assert details(people)[-2]["removed"] == [pseudonym_of(people, cara.id)]


REMOVALS = ("recipient.add", "recipient.remove")


def test_the_proposer_alone_and_the_proposal_again_remove_nobody(
    people: People, begun: Desk
) -> None:
    cara, rosa, bert = begun["cara"], begun["rosa"], begun["bert"]
    assert propose(cara, rosa).status_code == 201
    note = str((waiting(bert) or {})["note"])
    body = {"note": note, "newcomer": None, "desk_key": None}
    twice = body | {"note": cosign_roster(note, *key_of(cara))}
    for alone in (body, twice):
        assert cara.post(ROSTER, alone).status_code == 422
    signed = body | {"note": cosign_roster(note, *key_of(bert))}
    assert bert.post(ROSTER, signed).status_code == 201
    rows = count(people, RosterVersion, LogEntry, RosterProposal)
    assert cara.post(ROSTER, signed).status_code == 422  # It follows what stands no more.
    assert code_of(cara.post(PROPOSE, signed)) == (409, "roster_moved_on")
    assert count(people, RosterVersion, LogEntry, RosterProposal) == rows


def test_a_removal_that_nobody_completes_by_the_next_day_is_over(
    people: People, begun: Desk
) -> None:
    cara, rosa, dora = begun["cara"], begun["rosa"], begun["dora"]
    assert propose(rosa, cara).status_code == 201
    wait(people, 2, rosa, dora)
    assert code_of(agree(dora, cara)) == (422, "bad_day")
    assert propose(rosa, cara).status_code == 201
    assert agree(rosa, cara).status_code == 422  # Alone.
    assert agree(dora, cara).status_code == 201


def test_a_proposed_admission_waits_as_long_as_it_takes(people: People, begun: Desk) -> None:
    cara, bert = begun["cara"], begun["bert"]
    nora = people.new("nora", "caseworker")
    body = signed_with(cara.walk().newest, nora, cara)
    assert cara.post(PROPOSE, body).status_code == 201
    wait(people, 5, bert)
    signed = body | {"note": cosign_roster(str(body["note"]), *key_of(bert))}
    assert bert.post(ROSTER, signed).status_code == 201


def test_who_is_to_be_removed_can_neither_drop_nor_outrun_it(people: People, begun: Desk) -> None:
    cara, rosa, bert = begun["cara"], begun["rosa"], begun["bert"]
    nora = people.new("nora", "caseworker")
    assert propose(rosa, cara).status_code == 201
    rows = count(people, RosterVersion, RosterProposal, LogEntry)
    newest = cara.walk().newest
    tries: list[Callable[[], TestResponse]] = [
        lambda: cara.post(PROPOSE, method="DELETE"),
        lambda: propose(cara, rosa),
        lambda: cara.post(PROPOSE, signed_with(newest, nora, cara)),
        lambda: cara.post(ROSTER, removing(newest, bert, cara)),
        lambda: cara.post("/admin/suspend", {"account": rosa.id}),  # It would end with rosa.
    ]
    for attempt in tries:
        assert code_of(attempt()) == (422, "leaving")
    assert count(people, RosterVersion, RosterProposal, LogEntry) == rows
    assert agree(bert, cara).status_code == 201


def test_whoever_is_asked_to_agree_to_a_removal_may_suspend_meanwhile(
    people: People, begun: Desk
) -> None:
    people.new("adam", "administrator")  # Else rosa alone could undo it.
    cara, rosa, bert = begun["cara"], begun["rosa"], begun["bert"]

    def suspend(whom: Person) -> TestResponse:
        return bert.post("/admin/suspend", {"account": whom.id})

    assert code_of(suspend(cara)) == (422, "may_not_suspend")
    assert propose(rosa, cara).status_code == 201
    assert code_of(suspend(rosa)) == (422, "may_not_suspend")
    assert suspend(cara).status_code == 204
    assert cara.client.get("/session/half").status_code == 401
    again = bert.post("/admin/resume", {"account": cara.id})
    assert code_of(again) == (422, "may_not_suspend")
    assert agree(bert, cara).status_code == 201  # What waited still stands.


def test_a_removal_is_proposed_by_triage_and_does_nothing_else(people: People, begun: Desk) -> None:
    cara, rosa, bert, dora = (begun[name] for name in ("cara", "rosa", "bert", "dora"))
    newest = cara.walk().newest
    rows = count(people, RosterProposal, LogEntry)
    assert code_of(propose(bert, rosa)) == (422, "not_triage")

    def sent(version: Roster) -> TestResponse:
        return cara.post(PROPOSE, sign_change(cara.id, cara.keys, version))

    both = [each for each in newest.members if each.account not in {rosa.id, dora.id}]
    promoted = [replace(each, triage=True) for each in newest.members if each.account != rosa.id]
    for members in (both, newest.members, promoted):
        assert code_of(sent(next_roster(newest, members, today(cara)))) == (422, "roster_member")
    assert count(people, RosterProposal, LogEntry) == rows


def test_another_proposal_withdraws_the_one_that_waited_and_says_so(
    people: People, begun: Desk
) -> None:
    cara, rosa, bert = begun["cara"], begun["rosa"], begun["bert"]
    nora = people.new("nora", "caseworker")
    assert cara.post(PROPOSE, signed_with(cara.walk().newest, nora, cara)).status_code == 201
    assert propose(rosa, cara).status_code == 201
    steps = [each["roster"] for each in details(people) if "roster" in each]
    assert steps[-3:] == ["proposed", "withdrawn", "proposed"]
    assert (waiting(bert) or {})["newcomer"] is None


def test_a_risk_is_out_at_once_alone_where_one_may_and_else_suspended_until_two_agree(
    people: People, desk: Desk
) -> None:
    people.new("adam", "administrator")  # Else rosa alone could undo what she does.
    anna, cara, rosa, bert = (desk[name] for name in ("anna", "cara", "rosa", "bert"))
    assert knowing(rosa).act(lambda own: remove_now(own, anna.id)).status_code == 201
    assert anna.sign_in().status_code == 403
    assert rosa.walk().newest.find_member(anna.id) is None
    assert rosa.act(lambda own: remove_now(own, cara.id)).status_code == 201
    assert cara.client.get("/session/half").status_code == 401
    assert rosa.walk().newest.find_member(cara.id)  # In the list until a second one agrees.
    assert agree(bert, cara).status_code == 201
    rows = rosa.client.get("/admin/people/data").get_json()["accounts"]
    decided = next(row for row in rows if row["id"] == cara.id)
    assert (decided["suspended_at"], decided["member"]) == (None, False)  # No alarm any more.


def test_readers_cannot_be_taken_off_in_steps_by_one_who_also_suspends(
    people: People, begun: Desk
) -> None:
    cara, rosa, bert, dora = (begun[name] for name in ("cara", "rosa", "bert", "dora"))
    people.new("adam", "administrator")
    for colleague in (rosa, bert, dora):
        assert cara.post("/admin/suspend", {"account": colleague.id}).status_code == 204
    assert code_of(take_off(cara, rosa)) == (422, "too_few_signatures")
    note = removing(cara.walk().newest, rosa, cara)
    with_theirs = note | {"note": cosign_roster(str(note["note"]), *key_of(bert))}
    # A signature made before counts no more while its maker is out.
    assert code_of(cara.post(ROSTER, with_theirs)) == (422, "too_few_signatures")
