"""Who the tests of people act as."""

import pytest

from tests.people import People, Person


@pytest.fixture
def adam(people: People) -> Person:
    """An administrator."""
    return people.new("adam", "administrator")


@pytest.fixture
def pair(people: People) -> tuple[Person, Person]:
    """Two members of the roster: anna with triage, bert without."""
    anna = people.new("anna", "caseworker", triage=True)
    bert = people.new("bert", "caseworker")
    assert anna.admit(bert).status_code == 201
    return anna, bert
