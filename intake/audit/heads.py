"""The newest checkpoint of a log, and why none was signed now."""

from typing import NamedTuple

from intake.audit.proving import parse_signed
from intake.crypto.tlog.checkpoint import Checkpoint
from intake.log.events import Log
from intake.log.signing.refusal import SignerRefusal
from intake.log.signing.signer import Signer
from intake.store.engine import Database


class Head(NamedTuple):
    """A checkpoint that was signed."""

    note: str
    refusal: str = ""  # Why the signer would not sign a newer one; empty if it did.

    @property
    def checkpoint(self) -> Checkpoint:
        """Return what the note says."""
        return parse_signed(self.note)


def newest_head(database: Database, signer: Signer, log: Log) -> Head:
    """Return the newest: of the intake log the last one that was published.

    A log that was tampered with is what the pages are for: it must not end as "try again later".

    Raises:
        SignerRefusal: The signer has lost its state.
    """
    try:
        return Head(signer.checkpoint(database, log))
    except SignerRefusal as refusal:
        return Head(signer.last(log), str(refusal))
