"""Signing in is the subject here: secrets are derived and stored at full strength."""

import pytest


@pytest.fixture
def strength() -> None:
    """All of it."""
