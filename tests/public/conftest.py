"""The tests of the public pages run with a desk that nobody signs in to."""

from tests.desks import desk

__all__ = ["desk"]
