"""What the tests of the auditors' pages share."""

from tests.log.conftest import signer

__all__ = ["signer"]
