r"""Cosignatures of checkpoints by witnesses (C2SP tlog-cosignature).

By Ed25519 (v1.0.1, type 0x04) the signed message is, for time 1790000300:

    cosignature/v1
    time 1790000300
    intake.example.org/log/access
    3
    ajmNjIvInOTH+hU0jmqQj1NCAdqCHN893q6cemsGgK0=

By ML-DSA-44 (v1.1.0-rc.1, type 0x06) it is "subtree/v1\n\0" || u8 length, name of the witness ||
u64 time || u8 length, origin || u64 0 || u64 size || root.

The signature line carries time (uint64, big-endian) || signature. It says: at this time the
witness had seen no larger tree of this log, and every earlier one was its beginning.
"""

from intake.crypto import ed25519
from intake.crypto.tlog.checkpoint import Checkpoint, CheckpointError, parse_checkpoint
from intake.crypto.tlog.note import (
    COSIGNATURE,
    ML_DSA_COSIGNATURE,
    NoteError,
    NoteSignature,
    VerifierKey,
    add_signature,
    parse_note,
    signatures_by,
)
from intake.crypto.tlog.witnesses import mldsa

MAX_TIME = 2**63 - 1
SIGNATURE_BYTES = {COSIGNATURE: 64, ML_DSA_COSIGNATURE: mldsa.SIGNATURE_BYTES}


class CosignatureError(ValueError):
    """A checkpoint is not cosigned by the wanted witness, or cannot be."""


def witness_key(name: str, seed: bytes) -> VerifierKey:
    """Return the verifier key of a witness with this 32-byte seed."""
    return VerifierKey(name, ed25519.public_key(seed), COSIGNATURE)


def cosign_checkpoint(note: str, name: str, seed: bytes, now: int) -> str:
    """Return the note with a cosignature at its end; what it says is the caller's to check first.

    Args:
        note: A signed checkpoint.
        name: Key name of the witness.
        seed: Ed25519 seed of the witness, 32 bytes; used for nothing but this.
        now: Unix seconds.

    Raises:
        CosignatureError: Not a checkpoint, or the time is out of range.
    """
    message = _message(_checkpoint_text(note), now)
    signature = now.to_bytes(8, "big") + ed25519.sign(seed, message)
    try:
        return add_signature(note, NoteSignature(name, witness_key(name, seed).key_id, signature))
    except NoteError as error:
        raise CosignatureError(str(error)) from None


def verify_cosignature(note: str, key: VerifierKey, verify: ed25519.Verify = ed25519.verify) -> int:
    """Check the witness's cosignature of a checkpoint and return its time, Unix seconds.

    Args:
        note: A checkpoint; the last line by this key is looked at.
        key: Of a witness, of either type.
        verify: How to check Ed25519 signatures.

    Raises:
        CosignatureError: There is none by this key, or it does not hold.
        MlDsaMissingError: It is by ML-DSA-44, which nothing here can check.
    """
    text = _checkpoint_text(note)
    if key.type not in SIGNATURE_BYTES:
        raise CosignatureError("not the key of a witness")
    try:
        data = signatures_by(parse_note(note), key)[-1]
        if len(data) != 8 + SIGNATURE_BYTES[key.type]:
            raise CosignatureError("cosignature has another length")
        time = int.from_bytes(data[:8], "big")
        if key.type == COSIGNATURE:
            verify(key.public, _message(text, time), data[8:])
        else:
            mldsa.verify(key.public, _tree_message(key.name, text, time), data[8:])
    except (NoteError, ed25519.Ed25519Error, mldsa.MlDsaError) as error:
        raise CosignatureError(str(error)) from None
    return time


def _checkpoint_text(note: str) -> str:
    try:
        text = parse_note(note).text
        parse_checkpoint(text)
    except (NoteError, CheckpointError) as error:
        raise CosignatureError(str(error)) from None
    return text


def _message(text: str, time: int) -> bytes:
    _require_time(time)
    return f"cosignature/v1\ntime {time}\n{text}".encode()


def _tree_message(name: str, text: str, time: int) -> bytes:
    _require_time(time)
    head: Checkpoint = parse_checkpoint(text)
    signer, origin = name.encode(), head.origin.encode()
    if len(signer) > 255:
        raise CosignatureError("the name of the witness is too long")
    message = b"subtree/v1\n\x00" + bytes([len(signer)]) + signer + time.to_bytes(8, "big")
    message += bytes([len(origin)]) + origin + bytes(8) + head.size.to_bytes(8, "big")
    return message + head.root


def _require_time(time: int) -> None:
    if not 0 <= time <= MAX_TIME:
        raise CosignatureError("time is out of range")
