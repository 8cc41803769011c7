"""Checkpoints: the signed head of a log (C2SP tlog-checkpoint, v1.0.0).

    intake.example.org/log/access
    70144
    N+oeOWNSwe5SJRqJw+SiQ1/o7uoCTNpuiuOJtG5CTMA=

Exactly these three lines: origin, size, root hash. Extension lines are refused, although the
specification allows them, because tools disagree on who signs them.
"""

import re
from base64 import b64decode, b64encode
from binascii import Error as Base64Error
from typing import NamedTuple

from intake.crypto import ed25519
from intake.crypto.tlog.merkle import EMPTY_ROOT, HASH_BYTES, MAX_SIZE
from intake.crypto.tlog.note import NoteError, VerifierKey, open_note, sign_note

_ORIGIN = re.compile(r"[!-*,-~]{1,255}")  # Printable ASCII without space and plus.


class CheckpointError(ValueError):
    """Not a checkpoint, or not one of the wanted log, signed by its key."""


class Checkpoint(NamedTuple):
    """The head of a log."""

    origin: str  # The log's name, and that of its key.
    size: int  # Number of entries.
    root: bytes  # 32 bytes.


def encode_checkpoint(checkpoint: Checkpoint) -> str:
    """Return the three lines."""
    root = b64encode(checkpoint.root).decode("ascii")
    return f"{checkpoint.origin}\n{checkpoint.size}\n{root}\n"


def parse_checkpoint(text: str) -> Checkpoint:
    """Read the three lines.

    Raises:
        CheckpointError: Anything that ``encode_checkpoint`` would not have written.
    """
    lines = text.split("\n")
    if len(lines) != 4 or lines[3]:
        raise CheckpointError("checkpoint has not exactly three lines")
    if not _ORIGIN.fullmatch(lines[0]) or not re.fullmatch("[0-9]{1,19}", lines[1]):
        raise CheckpointError("checkpoint has a malformed origin or size")
    try:
        root = b64decode(lines[2].encode("ascii"), validate=True)
    except (Base64Error, UnicodeEncodeError):
        raise CheckpointError("checkpoint has a malformed root hash") from None
    checkpoint = Checkpoint(lines[0], int(lines[1]), root)
    if len(root) != HASH_BYTES or checkpoint.size > MAX_SIZE:
        raise CheckpointError("checkpoint has a root hash or size out of range")
    if not checkpoint.size and root != EMPTY_ROOT:
        raise CheckpointError("checkpoint of an empty log has another root hash")
    if encode_checkpoint(checkpoint) != text:  # Refuses "007" and unused bits.
        raise CheckpointError("checkpoint is not written in its one way")
    return checkpoint


def sign_checkpoint(checkpoint: Checkpoint, seed: bytes) -> str:
    """Return the checkpoint as a note signed under the origin by the key of a 32-byte seed.

    Raises:
        CheckpointError: Its parts make no checkpoint.
    """
    text = encode_checkpoint(checkpoint)
    parse_checkpoint(text)
    return sign_note(text, checkpoint.origin, seed)


def open_checkpoint(
    note: str, key: VerifierKey, verify: ed25519.Verify = ed25519.verify
) -> Checkpoint:
    """Return the checkpoint of a note that the log's key signed; the key's name is the origin.

    Raises:
        CheckpointError: Malformed, another log's, or not signed by this key.
    """
    try:
        checkpoint = parse_checkpoint(open_note(note, key, verify))
    except NoteError as error:
        raise CheckpointError(str(error)) from None
    if checkpoint.origin != key.name:
        raise CheckpointError("checkpoint is of another log")
    return checkpoint
