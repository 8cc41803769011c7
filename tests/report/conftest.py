"""The tests of sending run with a desk that nobody signs in to."""

from tests.desks import desk

__all__ = ["desk"]
