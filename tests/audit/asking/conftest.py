"""What the tests of the twenty questions share: the people of the first page."""

from tests.audit.test_overview import anna, audra, ben

__all__ = ["anna", "audra", "ben"]
