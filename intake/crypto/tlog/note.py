"""Signed notes (C2SP signed-note, v1.0.0): text, a blank line, lines of signatures.

    This is an example message.

    — example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZ…

A signature is base64(key id || signature bytes); the key id is the first four bytes of
SHA-256(name || 0x0A || type || public key). A verifier key (vkey) is written
``name+hex(key id)+base64(type || public key)``. Nothing in a note is to be believed before
``open_note`` has returned it.
"""

import re
from base64 import b64decode, b64encode
from binascii import Error as Base64Error
from dataclasses import dataclass
from hashlib import sha256
from typing import NamedTuple

from intake.crypto import ed25519
from intake.crypto.tlog.witnesses import mldsa

ED25519 = 0x01  # Signature over the text.
COSIGNATURE = 0x04  # Timestamped Ed25519 cosignature of a checkpoint.
ML_DSA_COSIGNATURE = 0x06  # The same by ML-DSA-44.
#: Bytes of a public key, by type.
KEY_BYTES = {ED25519: 32, COSIGNATURE: 32, ML_DSA_COSIGNATURE: mldsa.PUBLIC_BYTES}
MAX_NOTE_LENGTH = 1_000_000  # Characters.
MAX_SIGNATURES = 100  # The specification wants at least 16.

_NAME = re.compile(r"[^\s+\x00-\x1f]+")  # In text patterns \s is every Unicode space.
_FORBIDDEN = re.compile(r"[\x00-\x09\x0b-\x1f\ud800-\udfff]")  # Lone surrogates are not UTF-8.
_LINE = re.compile(r"— ([^\s+]+) ([A-Za-z0-9+/]+={0,2})")


class NoteError(ValueError):
    """A note or vkey is malformed, or no signature by the wanted key holds."""


class NoteSignature(NamedTuple):
    """One signature line, unverified."""

    name: str
    key_id: bytes  # 4 bytes
    signature: bytes


class Note(NamedTuple):
    """A note taken apart, unverified."""

    text: str  # Ends with a newline.
    signatures: tuple[NoteSignature, ...]


@dataclass(frozen=True)
class VerifierKey:
    """A public key with the name it signs under."""

    name: str
    public: bytes  # As many as KEY_BYTES says.
    type: int = ED25519

    @property
    def key_id(self) -> bytes:
        """The 4 bytes that point to this key in a signature line."""
        material = bytes([self.type]) + self.public
        return sha256(self.name.encode() + b"\n" + material).digest()[:4]


def encode_vkey(key: VerifierKey) -> str:
    """Return the vkey text of a key."""
    material = b64encode(bytes([key.type]) + key.public).decode("ascii")
    return f"{key.name}+{key.key_id.hex()}+{material}"


def parse_vkey(text: str) -> VerifierKey:
    """Read a vkey of a log or a witness.

    Raises:
        NoteError: Another type, a key id that does not fit, or not the one way to write it.
    """
    parts = text.split("+", 2)  # A name has no plus; base64 may.
    if len(parts) != 3 or not _NAME.fullmatch(parts[0]):
        raise NoteError("not a verifier key")
    material = _parse_base64(parts[2])
    if not material or len(material) - 1 != KEY_BYTES.get(material[0]):
        raise NoteError("not a verifier key of a known type")
    key = VerifierKey(parts[0], material[1:], material[0])
    if encode_vkey(key) != text:
        raise NoteError("key id does not fit the key")
    return key


def sign_note(text: str, name: str, seed: bytes) -> str:
    """Return the note of this text, signed by the Ed25519 key of a 32-byte seed.

    Raises:
        NoteError: The text does not end with a newline or holds control characters, or the name
            has a space or a plus.
    """
    if not text.endswith("\n"):
        raise NoteError("text does not end with a newline")
    _require_plain(text)
    key = VerifierKey(name, ed25519.public_key(seed))
    signature = ed25519.sign(seed, text.encode())
    return add_signature(f"{text}\n", NoteSignature(name, key.key_id, signature))


def add_signature(note: str, signature: NoteSignature) -> str:
    """Return the note with one more signature line at its end.

    Raises:
        NoteError: What comes out is no note.
    """
    material = b64encode(signature.key_id + signature.signature).decode("ascii")
    signed = f"{note}— {signature.name} {material}\n"
    parse_note(signed)
    return signed


def join_signatures(note: str, older: str) -> str | None:
    """Return a note with the signatures it lacks from an older one, by signer; None of other text.

    Nothing is verified.

    Raises:
        NoteError: One of them is no note, or what comes out is none.
    """
    new, old = parse_note(note), parse_note(older)
    if new.text != old.text:
        return None
    signers = {each[:2] for each in new.signatures}
    for signature in old.signatures:
        if signature[:2] not in signers:
            note = add_signature(note, signature)
    return note


def parse_note(note: str) -> Note:
    """Take a note apart without verifying anything.

    Raises:
        NoteError: It does not have the form of a signed note.
    """
    _require_plain(note)
    text, blank, lines = note.rpartition("\n\n")
    if not blank or not lines.endswith("\n"):
        raise NoteError("note has no signatures")
    signatures = tuple(_parse_signature(line) for line in lines[:-1].split("\n"))
    if len(signatures) > MAX_SIGNATURES:
        raise NoteError("note has too many signatures")
    return Note(text + "\n", signatures)


def open_note(note: str, key: VerifierKey, verify: ed25519.Verify = ed25519.verify) -> str:
    """Return the text of a note if the key (type Ed25519) signed it.

    Raises:
        NoteError: Malformed, not signed by this key, or a signature by it does not hold.
    """
    parsed = parse_note(note)
    for signature in signatures_by(parsed, key):
        try:
            verify(key.public, parsed.text.encode(), signature)
        except ed25519.Ed25519Error:
            raise NoteError("signature by the wanted key does not hold") from None
    return parsed.text


def signatures_by(note: Note, key: VerifierKey) -> list[bytes]:
    """Return the signature bytes that name this key, at least one.

    Raises:
        NoteError: There is none.
    """
    wanted = (key.name, key.key_id)
    found = [each.signature for each in note.signatures if each[:2] == wanted]
    if not found:
        raise NoteError("note is not signed by the wanted key")
    return found


def _require_plain(note: str) -> None:
    if len(note) > MAX_NOTE_LENGTH or _FORBIDDEN.search(note):
        raise NoteError("note is too long or holds control characters")


def _parse_signature(line: str) -> NoteSignature:
    found = _LINE.fullmatch(line)
    data = _parse_base64(found[2]) if found else b""
    if not found or len(data) < 5:
        raise NoteError("malformed signature line")
    return NoteSignature(found[1], data[:4], data[4:])


def _parse_base64(text: str) -> bytes:
    try:
        data = b64decode(text.encode("ascii"), validate=True)
    except (Base64Error, UnicodeEncodeError):
        raise NoteError("not base64") from None
    if b64encode(data).decode("ascii") != text:
        raise NoteError("not canonical base64")
    return data
