"""Letting somebody in takes two of the list; nobody ends that for good, alone or with one press."""

from functools import partial

import pytest
from sqlalchemy import update
from werkzeug.test import TestResponse

from intake.store.models import Account, LogEntry, RosterProposal, RosterVersion, StaffSession
from intake.web.services import services_of
from tests.admin.signing import removing, signed_with
from tests.admin.stored import code_of, count, findings
from tests.meeting import meet
from tests.people import People, Person

ROSTER = "/admin/people/roster"
LAST_TWO = (409, "last_two")


def disable(adam: Person, whom: Person) -> TestResponse:
    return adam.post("/admin/disable", {"account": whom.id})


def suspend(who: Person, whom: Person) -> int:
    return who.post("/admin/suspend", {"account": whom.id}).status_code


def resume(who: Person, whom: Person) -> int:
    return who.post("/admin/resume", {"account": whom.id}).status_code


def take_off(by: Person, leaver: Person) -> TestResponse:
    return by.post(ROSTER, removing(by.walk().newest, leaver, by))


def write_row(people: People, person: Person, *, disabled: bool) -> None:
    """Do what whoever runs the machine can do, past the program."""
    with services_of(people.app).database.engine.begin() as connection:
        row = update(Account).where(Account.id == person.id)
        connection.execute(row.values(disabled=disabled))


@pytest.fixture
def trio(people: People, pair: tuple[Person, Person]) -> tuple[Person, Person, Person]:
    """Anna reads what waits; bert and cara work on cases."""
    anna, bert = pair
    cara = people.new("cara", "caseworker")
    assert anna.admit(cara, cosigner=bert).status_code == 201
    return anna, bert, cara


def test_one_of_two_is_not_disabled_and_both_can_still_let_somebody_in(
    people: People, adam: Person, pair: tuple[Person, Person]
) -> None:
    anna, bert = pair
    before = count(people, LogEntry, StaffSession)
    assert code_of(disable(adam, bert)) == LAST_TWO
    assert count(people, LogEntry, StaffSession) == before
    assert bert.client.get("/session/half").status_code == 200
    assert anna.admit(people.new("nora", "caseworker"), cosigner=bert).status_code == 201
    assert disable(adam, bert).status_code == 204, "now there are two without them"


def test_suspending_keeps_one_of_two_out_at_once_and_is_no_way_to_disable_them(
    people: People, adam: Person, pair: tuple[Person, Person]
) -> None:
    anna, bert = pair
    assert suspend(adam, bert) == 204
    assert (bert.client.get("/roster").status_code, bert.sign_in().status_code) == (401, 403)
    assert code_of(disable(adam, bert)) == LAST_TWO
    nora = people.new("nora", "caseworker")
    body = signed_with(anna.walk().newest, nora, anna, bert)
    assert code_of(anna.post(ROSTER, body)) == (422, "too_few_signatures")
    assert resume(adam, bert) == 204
    assert anna.post(ROSTER, body).status_code == 201
    assert suspend(adam, bert) == 204
    assert disable(adam, bert).status_code == 204


def test_who_is_suspended_does_not_count_as_one_of_the_two_who_are_left(
    adam: Person, trio: tuple[Person, Person, Person]
) -> None:
    anna, bert, cara = trio
    assert suspend(anna, cara) == 204
    assert code_of(disable(adam, bert)) == LAST_TWO
    assert code_of(take_off(anna, bert)) == LAST_TWO
    assert disable(adam, cara).status_code == 204, "anna and bert can sign, as before"


def test_of_two_who_are_suspended_one_may_go_and_not_the_other(
    adam: Person, trio: tuple[Person, Person, Person]
) -> None:
    """Whoever decides a suspension decides it; the last who could be let back in stays."""
    anna, bert, cara = trio
    assert (suspend(anna, bert), suspend(anna, cara)) == (204, 204)
    assert take_off(anna, bert).status_code == 201
    assert code_of(disable(adam, cara)) == LAST_TWO
    assert resume(anna, cara) == 204


def test_one_signature_does_not_leave_one_with_nobody_but_the_disabled(
    people: People, adam: Person, trio: tuple[Person, Person, Person]
) -> None:
    anna, bert, cara = trio
    assert disable(adam, cara).status_code == 204
    before = count(people, LogEntry, RosterVersion, RosterProposal)
    assert code_of(take_off(anna, bert)) == LAST_TWO
    assert count(people, LogEntry, RosterVersion, RosterProposal) == before
    assert take_off(anna, cara).status_code == 201
    nora = people.new("nora", "caseworker")
    assert anna.admit(nora, cosigner=bert).status_code == 201


def test_a_newcomer_whom_nobody_let_in_is_disabled_whoever_is_left(
    people: People, adam: Person, pair: tuple[Person, Person]
) -> None:
    assert suspend(adam, pair[1]) == 204
    for role in ("caseworker", "auditor", "administrator"):
        assert disable(adam, people.new(f"new-{role}", role)).status_code == 204


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)  # SQLite lets one act in.
def test_two_at_once_do_not_leave_one_alone(
    people: People, adam: Person, trio: tuple[Person, Person, Person], database_url: str
) -> None:
    _, bert, cara = trio
    berta = people.new("berta", "administrator")
    first, second = meet(database_url, partial(disable, adam, bert), partial(disable, berta, cara))
    assert (first.status_code, code_of(second)) == (204, LAST_TWO)


def test_a_desk_that_stands_so_already_gets_out_as_readme_says_and_auditors_find_it(
    people: People, adam: Person, pair: tuple[Person, Person]
) -> None:
    anna, bert = pair
    nora = people.new("nora", "caseworker")
    body = signed_with(anna.walk().newest, nora, anna, bert)
    write_row(people, bert, disabled=True)
    assert code_of(anna.post(ROSTER, body)) == (422, "too_few_signatures")
    assert disable(adam, bert).status_code == 204, "it was so before, and is logged at last"
    write_row(people, bert, disabled=False)
    assert bert.sign_in().status_code == 200
    assert anna.admit(nora, cosigner=bert).status_code == 201
    assert disable(adam, bert).status_code == 204
    assert anna.admit(people.new("ole", "caseworker"), cosigner=nora).status_code == 201
    assert len(findings(people, "disabled-active")) == 1
