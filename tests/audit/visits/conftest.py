"""What the tests of visits share."""

from pathlib import Path

import pytest

from tests.audit.visits.machine import Machine
from tests.people import People, Person


@pytest.fixture
def audra(people: People) -> Person:
    """An auditor."""
    return people.new("audra", "auditor")


@pytest.fixture
def machine(people: People, tmp_path: Path) -> Machine:
    """Her laptop, with no copy yet."""
    return Machine(people, tmp_path / "copy")
