"""Who may act is listed by pseudonym each quarter: whoever acts without a right stands out."""

from collections.abc import Iterator
from typing import Any

import pytest

from intake.clock import DAY
from intake.log.accounts import log_accounts
from intake.log.act import Act, Actor
from intake.log.events import Event
from intake.store.models import Account
from intake.web.services import services_of
from tests.admin.stored import details, entries, pseudonym_of
from tests.people import People, Person

QUARTER = 93 * DAY


@pytest.fixture
def adam(people: People) -> Person:
    return people.new("adam", "administrator")


def write(people: People) -> None:
    """What the program does by itself, until nothing is due."""
    is_due = True
    while is_due:
        with services_of(people.app).database.session() as db:
            is_due = log_accounts(db, people.clock())
            db.commit()


def listed(people: People) -> Iterator[dict[str, Any]]:
    return (
        told for told in details(people) if isinstance(told.get("who"), list) and "role" in told
    )


def test_every_account_is_listed_once_a_quarter_by_role_under_its_new_name(
    people: People, adam: Person
) -> None:
    people.new("anna", "caseworker", triage=True)
    write(people)
    write(people)
    first = list(listed(people))
    assert [(each["role"], len(each["who"])) for each in first] == [
        ("administrator", 1),
        ("caseworker", 1),
    ]
    assert first[0]["who"] == [pseudonym_of(people, adam.id)]
    people.new("bert", "caseworker")
    write(people)
    assert [(each["role"], len(each["who"])) for each in listed(people)][2:] == [("caseworker", 1)]
    people.clock.pass_seconds(QUARTER)
    write(people)
    again = [name for each in list(listed(people))[3:] for name in each["who"]]
    assert len(again) == len(set(again)) == 3
    assert not set(again) & {name for each in first for name in each["who"]}


def test_a_new_account_is_told_by_its_role_alone(people: People, adam: Person) -> None:
    """The list of people names accounts with their keys: beside one of these it would pair both."""
    anna = people.new("anna", "caseworker", triage=True)
    committed = [entry for entry in entries(people) if "c" in entry]
    told = zip(committed, details(people), strict=True)
    created = [(entry, detail) for entry, detail in told if entry["e"] == "user.create"]
    names = [pseudonym_of(people, person.id) for person in (adam, anna)]
    assert [entry["a"] for entry, _ in created] == names
    assert not any("f" in entry for entry, _ in created)
    assert [detail for _, detail in created] == [{"role": "administrator"}, {"role": "caseworker"}]


def test_a_disabled_account_is_listed_no_more_and_stands_out_when_it_acts(
    people: People, adam: Person
) -> None:
    audra = people.new("audra", "auditor")
    write(people)
    assert adam.post("/admin/disable", {"account": audra.id}).status_code == 204
    assert details(people)[-1] == {"who": pseudonym_of(people, audra.id)}
    people.clock.pass_seconds(QUARTER)
    write(people)
    with services_of(people.app).database.session() as db:  # As somebody who owns the machine.
        actor = Actor.of(db.get_one(Account, audra.id))
        Act(db, actor, people.clock()).log(Event.AUDIT_VIEW)
        db.commit()
    known = {name for told in listed(people) for name in told["who"]}
    last = entries(people)[-1]
    assert (last["e"], last["a"] in known) == ("audit.view", False)
