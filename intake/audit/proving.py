"""Proofs that hold without this server, of single entries."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from intake.crypto.tlog.checkpoint import Checkpoint, parse_checkpoint
from intake.crypto.tlog.merkle import MerkleError, leaf_hash
from intake.crypto.tlog.merkleproof import verify_inclusion
from intake.crypto.tlog.note import parse_note
from intake.crypto.tlog.tlogproof import TlogProof, encode_tlog_proof
from intake.errors import AuditLogError
from intake.log import proofs
from intake.log.events import Log


@dataclass(frozen=True)
class Proof:
    """A C2SP tlog-proof file, or why none can be given: then the text is empty."""

    text: str
    reason: str = ""


def parse_signed(checkpoint: str) -> Checkpoint:
    """Return the checkpoint in a signed note of our own signer."""
    return parse_checkpoint(parse_note(checkpoint).text)


def prove(db: Session, log: Log, index: int, checkpoint: str, refusal: str = "") -> Proof:
    """Return the C2SP proof file of an entry, or why there is none.

    Args:
        db: A reading session.
        log: Which log.
        index: Of an entry under this checkpoint.
        checkpoint: The newest one that was signed; anything where there is a refusal.
        refusal: Why the signer would not sign a newer one; empty if it did.
    """
    row = proofs.find_entry(db, log, index)
    if row is None:
        return Proof("", f"entry {index} was signed and is missing from the database")
    if leaf_hash(row.leaf) != row.hash:
        return Proof("", f"entry {index} was changed after it was written")
    if refusal:
        return Proof("", refusal)
    signed = parse_signed(checkpoint)
    try:
        hashes = proofs.inclusion_proof(db, log, index, signed.size)
        verify_inclusion(index, signed.size, row.hash, signed.root, hashes)
    except (AuditLogError, MerkleError):
        return Proof("", f"entry {index} does not lead to the signed root")
    return Proof(encode_tlog_proof(TlogProof(index, tuple(hashes), checkpoint)))
