"""The verifier's own policy: from a file on their machine, never from the copy they check."""

from pathlib import Path

from intake.crypto.tlog.witnesses.policy import Policy, PolicyError, parse_policy
from intake.verify.report import VerifyError


def read_policy(path: Path) -> Policy:
    """Return the policy in a file.

    Raises:
        VerifyError: It is none.
        OSError: There is no such file.
    """
    try:
        return parse_policy(path.read_bytes())
    except PolicyError as error:
        raise VerifyError(f"{path}: {error}") from None
