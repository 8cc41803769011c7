"""Named people for tests: the played clients of ``intake.client``, with answers to look at.

Argon2 at full strength takes 0.2 s a person; tests that look at nothing of it may share people.
"""

from tests.people.carrying import HOME, MovableClock, parts_of
from tests.people.everybody import People
from tests.people.person import Opened, Person
from tests.people.reporter import Reporter

__all__ = ["HOME", "MovableClock", "Opened", "People", "Person", "Reporter", "parts_of"]
