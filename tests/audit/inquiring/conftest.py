"""What these tests share."""

import pytest

from tests.audit.inquiring.asking import Room, make_room
from tests.people import People


@pytest.fixture
def room(people: People) -> Room:
    """A case that anna holds and carl covers, and an auditor who asks."""
    return make_room(people)
