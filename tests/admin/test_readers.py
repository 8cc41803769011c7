"""A desk never ends with nobody who can read what waits, whoever leaves and however at once."""

from collections.abc import Callable

import pytest
from werkzeug.test import TestResponse

from tests.admin.signing import removing
from tests.admin.stored import code_of
from tests.meeting import meet
from tests.people import People, Person

Ending = Callable[[], TestResponse]


@pytest.fixture
def readers(people: People) -> tuple[Person, Person]:
    """Two who can read, and bert who cannot."""
    anna = people.new("anna", "caseworker", triage=True)
    cara = people.new("cara", "caseworker", triage=True)
    assert anna.admit(cara).status_code == 201
    bert = people.new("bert", "caseworker")
    assert anna.admit(bert, cosigner=cara).status_code == 201
    return anna, cara


def disabling(adam: Person, leaver: Person) -> Ending:
    return lambda: adam.post("/admin/disable", {"account": leaver.id})


def taking_off(member: Person, leaver: Person) -> Ending:
    body = removing(member.walk().newest, leaver, member)
    return lambda: member.post("/admin/people/roster", body)


def test_the_last_who_can_read_is_neither_disabled_nor_removed_nor_leaves(
    people: People, adam: Person, readers: tuple[Person, Person]
) -> None:
    anna, cara = readers
    assert disabling(adam, cara)().status_code == 204
    for ending in (disabling(adam, anna), taking_off(anna, anna)):
        assert code_of(ending()) == (422, "last_triage")
    assert anna.walk().newest.find_member(anna.id)
    assert people.reporter().send().status_code == 201
    assert len(anna.listed().on("unassigned")) == 1


def test_a_disabled_reader_in_the_list_does_not_count_when_another_is_removed(
    adam: Person, readers: tuple[Person, Person]
) -> None:
    anna, cara = readers
    assert disabling(adam, anna)().status_code == 204
    assert code_of(taking_off(cara, cara)()) == (422, "last_triage")
    assert taking_off(cara, anna)().status_code == 201


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)  # SQLite lets one act in.
@pytest.mark.parametrize("ways", ["disable, disable", "disable, remove", "remove, disable"])
def test_two_at_once_cannot_end_the_last_two_readers(
    people: People, adam: Person, readers: tuple[Person, Person], database_url: str, ways: str
) -> None:
    anna, cara = readers
    berta = people.new("berta", "administrator")
    removal = taking_off(anna, anna)
    first, second = {
        "disable, disable": (disabling(adam, anna), disabling(berta, cara)),
        "disable, remove": (disabling(berta, cara), removal),
        "remove, disable": (removal, disabling(berta, cara)),
    }[ways]
    answers = meet(database_url, first, second)
    assert sorted(answer.status_code for answer in answers)[1:] == [422]
    left = [person for person in readers if person.client.get("/session/half").status_code == 200]
    assert len(left) == 1
    assert left[0].desk_key()
