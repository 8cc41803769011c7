"""A request to cosign a checkpoint (C2SP tlog-witness v1.0.0, ``add-checkpoint``).

    old 2
    q8nbR5u4p0GVUOaFJzFnQvJ4X0kzuNfAmoxV0dIbkyM=

    intake.example.org/log/access
    3
    ajmNjIvInOTH+hU0jmqQj1NCAdqCHN893q6cemsGgK0=

    — intake.example.org/log/access zTdW0NWxzcbo…

The answer is signature lines. By mail or stick several requests may go in one file, one after the
other; the answers then have a blank line between them. ``intake/verify/witnessing/witness.py``
reads and answers them.
"""

import re
from base64 import b64encode

from intake.crypto.tlog.checkpoint import parse_checkpoint
from intake.crypto.tlog.merkle import MerkleError, Subtrees
from intake.crypto.tlog.merkleproof import consistency_proof
from intake.crypto.tlog.note import (
    Note,
    NoteError,
    NoteSignature,
    VerifierKey,
    add_signature,
    parse_note,
)


def make_request(note: str, old: int, subtrees: Subtrees) -> bytes:
    """Return the request for a signed checkpoint.

    Args:
        note: The checkpoint; only its log's own signatures are sent.
        old: Size that the witness cosigned last; 0 if it never did, or if nobody knows.
        subtrees: Of the tree under the checkpoint.

    Raises:
        MerkleError: The witness has cosigned a larger tree.
        CheckpointError, NoteError: Not a checkpoint.
        TileError: What ``subtrees`` reads is not there.
    """
    parsed = parse_note(note)
    checkpoint = parse_checkpoint(parsed.text)
    if old > checkpoint.size:
        raise MerkleError(f"{old} entries were cosigned, the checkpoint has {checkpoint.size}")
    proof = consistency_proof(old, checkpoint.size, subtrees)
    lines = [f"old {old}", *(b64encode(each).decode("ascii") for each in proof)]
    return ("\n".join(lines) + "\n\n" + _own(parsed, checkpoint.origin)).encode()


def join_lines(note: str, lines: str, key: VerifierKey) -> str:
    """Return a checkpoint with those lines of an answer that name a key; nothing is verified.

    Raises:
        NoteError: The answer is no signature lines, or none of them names the key.
    """
    answer = parse_note(f"{parse_note(note).text}\n{lines}")
    ours = [each for each in answer.signatures if each[:2] == (key.name, key.key_id)]
    if not ours:
        raise NoteError("no line by the wanted key")
    return add_signature(_without(note, key), ours[-1])


def split_requests(text: str) -> list[str]:
    """Return the requests that stand one after the other in a file; nothing is verified."""
    return re.split(r"(?<=\n)(?=old )", text)


def split_answers(text: str) -> list[str]:
    """Return the signature lines that answer each of them, with a blank line between."""
    return re.split(r"(?:\A|(?<=\n))\n", text)


def _own(parsed: Note, origin: str) -> str:
    return _write(parsed.text, [each for each in parsed.signatures if each.name == origin])


def _without(note: str, key: VerifierKey) -> str:
    """Return a note without what a key signed before: its newest signature takes the place."""
    parsed = parse_note(note)
    rest = [each for each in parsed.signatures if each[:2] != (key.name, key.key_id)]
    return _write(parsed.text, rest)


def _write(text: str, signatures: list[NoteSignature]) -> str:
    note = f"{text}\n"
    for each in signatures:
        note = add_signature(note, each)
    return note
