"""Proof files: an entry's inclusion, with the checkpoint it leads to (C2SP tlog-proof, @v1).

    c2sp.org/tlog-proof@v1
    index 0
    PNrJR1m9lTqebIi9a4LJ3bvYLWc6kTzT9KssR3jf4dE=
    CLSLYXQgQmm/4dpQtP1ZEgG/G8gozCML23YDfJmj2dg=

    intake.example.org/log/access
    3
    ajmNjIvInOTH+hU0jmqQj1NCAdqCHN893q6cemsGgK0=

    — intake.example.org/log/access zTdW0NWxzcbo…

The ``extra`` line of the specification is never written, and refused: nothing authenticates it.
"""

import re
from base64 import b64decode, b64encode
from binascii import Error as Base64Error
from dataclasses import dataclass

from intake.crypto import ed25519
from intake.crypto.tlog.checkpoint import Checkpoint, CheckpointError, open_checkpoint
from intake.crypto.tlog.merkle import HASH_BYTES, MerkleError, leaf_hash
from intake.crypto.tlog.merkleproof import verify_inclusion
from intake.crypto.tlog.note import VerifierKey

FIRST_LINE = "c2sp.org/tlog-proof@v1"
MAX_HASHES = 63

_INDEX = re.compile("index [0-9]{1,19}")


class TlogProofError(ValueError):
    """A proof file is malformed, or does not prove what it should."""


@dataclass(frozen=True)
class TlogProof:
    """A proof file taken apart, unverified."""

    index: int
    hashes: tuple[bytes, ...]  # 32 bytes each, the leaf's sibling first
    checkpoint: str  # The signed note.


def encode_tlog_proof(proof: TlogProof) -> str:
    """Return the text of a proof file."""
    hashes = [b64encode(each).decode("ascii") for each in proof.hashes]
    return "\n".join([FIRST_LINE, f"index {proof.index}", *hashes]) + "\n\n" + proof.checkpoint


def parse_tlog_proof(text: str) -> TlogProof:
    """Take a proof file apart.

    Raises:
        TlogProofError: Anything that ``encode_tlog_proof`` would not have written.
    """
    head, _, checkpoint = text.partition("\n\n")
    lines = head.split("\n")
    if len(lines) < 2 or lines[0] != FIRST_LINE or not _INDEX.fullmatch(lines[1]):
        raise TlogProofError("not a proof file")
    try:
        found = tuple(b64decode(each.encode("ascii"), validate=True) for each in lines[2:])
    except (Base64Error, UnicodeEncodeError):
        raise TlogProofError("proof holds something that is no hash") from None
    if len(found) > MAX_HASHES or any(len(each) != HASH_BYTES for each in found):
        raise TlogProofError("proof holds something that is no hash")
    proof = TlogProof(int(lines[1].removeprefix("index ")), found, checkpoint)
    if encode_tlog_proof(proof) != text:
        raise TlogProofError("proof is not written in its one way")
    return proof


def verify_tlog_proof(
    text: str, leaf: bytes, key: VerifierKey, verify: ed25519.Verify = ed25519.verify
) -> tuple[int, Checkpoint]:
    """Check that the log with this key holds an entry; return its index and the checkpoint.

    Args:
        text: The proof file.
        leaf: The bytes of the entry.
        key: The log's verifier key.
        verify: How to check Ed25519 signatures.

    Raises:
        TlogProofError: It does not, or the file is malformed.
    """
    proof = parse_tlog_proof(text)
    try:
        checkpoint = open_checkpoint(proof.checkpoint, key, verify)
        verify_inclusion(
            proof.index, checkpoint.size, leaf_hash(leaf), checkpoint.root, proof.hashes
        )
    except (CheckpointError, MerkleError) as error:
        raise TlogProofError(str(error)) from None
    return proof.index, checkpoint
