"""The tests of the box run with a desk that nobody signs in to."""

from tests.desks import desk

__all__ = ["desk"]
