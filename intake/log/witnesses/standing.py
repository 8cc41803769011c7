"""The policy that stands: what the operator says about whose word counts (C2SP tlog-policy)."""

from hashlib import sha256

from sqlalchemy.orm import Session

from intake.crypto.encoding import b64u
from intake.crypto.tlog.witnesses.policy import Policy, parse_policy
from intake.log.events import Log
from intake.log.signing.signer import Signer
from intake.store.models import WitnessPolicy

STANDS, WAITS = "stands", "waits"
NOBODY = "quorum none\n"


def standing_text(session: Session) -> str:
    """Return the lines about witnesses, the same for both logs."""
    found = session.get(WitnessPolicy, STANDS)
    return found.text if found else NOBODY


def text_hash(text: str) -> str:
    """Return what stands in the log for the lines of a policy: base64url of their SHA-256."""
    return b64u(sha256(text.encode()).digest())


def standing_policy(session: Session) -> Policy:
    """Return the same, read; it names no log."""
    return parse_policy(standing_text(session).encode())


def policy_text(session: Session, signer: Signer, log: Log) -> str:
    """Return ``policy.txt`` of a log as it is served: the log's key, then who witnesses it."""
    return f"log {signer.vkey(log)}\n{standing_text(session)}"
