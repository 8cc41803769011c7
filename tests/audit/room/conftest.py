"""What the tests of the first page share: its people, as elsewhere."""

from tests.audit.test_overview import anna, audra, ben

__all__ = ["anna", "audra", "ben"]
