"""What the tests of the logs share."""

from pathlib import Path

import pytest

from intake.log.signing.signer import Signer, create_signer_state
from tests.log.filling import LOG_KEY, ORIGIN


@pytest.fixture
def signer(tmp_path: Path) -> Signer:
    """A signer with a state of its own."""
    create_signer_state(tmp_path / "signer", ORIGIN, LOG_KEY)
    return Signer(tmp_path / "signer", ORIGIN, LOG_KEY)
