"""Who tries: the two of triage; a module with other people has its own."""

import pytest

from tests.people import People, Person


@pytest.fixture
def eve(people: People) -> Person:
    """Of triage, as bert is; nobody else can open what waits."""
    return people.new("eve", "caseworker", triage=True)


@pytest.fixture
def bert(people: People, eve: Person) -> Person:
    bert = people.new("bert", "caseworker", triage=True)
    assert eve.admit(bert).status_code == 201
    return bert
