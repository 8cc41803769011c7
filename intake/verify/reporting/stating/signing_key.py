"""The key an auditor signs statements with, as Go's ``sumdb/note`` writes it.

PRIVATE+KEY+auditor.example/amina+0c43a4b1+AQ…        name, key id, base64 of type and seed
"""

import os
import secrets
import stat
from base64 import b64encode
from binascii import a2b_base64
from dataclasses import dataclass
from pathlib import Path

from intake.crypto import ed25519
from intake.crypto.tlog.note import (
    ED25519,
    NoteError,
    VerifierKey,
    encode_vkey,
    parse_vkey,
    sign_note,
)

_FIRST = "PRIVATE+KEY+"
MAX_BYTES = 1_024
SEED_BYTES = 32


class SigningKeyError(ValueError):
    """A file is no such key, or others can read it; the text never holds what is in it."""


@dataclass(frozen=True)
class SigningKey:
    """A secret key, and the name it signs under."""

    name: str
    seed: bytes  # 32 bytes

    def __repr__(self) -> str:
        """Return the name only."""
        return f"SigningKey({self.name!r})"

    @property
    def public(self) -> VerifierKey:
        """Return the verifier key."""
        return VerifierKey(self.name, ed25519.public_key(self.seed))

    def sign(self, text: str) -> str:
        """Return the signed note of a text."""
        return sign_note(text, self.name, self.seed)


def is_plain(name: str) -> bool:
    """Tell whether a name looks like what it is: no sign in it is unseen, or turns others round."""
    return name.isprintable()


def make_key(path: Path, name: str) -> SigningKey:
    """Make a key and a file that its owner alone reads; there must be none.

    Raises:
        SigningKeyError: The name has a space, a plus, or signs that nobody sees.
        OSError: There is a file, or none can be made.
    """
    key = SigningKey(name, secrets.token_bytes(SEED_BYTES))
    try:
        parse_vkey(encode_vkey(key.public))
    except NoteError:
        raise SigningKeyError("a name has no spaces and no plus") from None
    if not is_plain(name):
        raise SigningKeyError("a name has no signs that nobody sees")
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(file, "w", encoding="utf-8") as opened:
        opened.write(f"{_encode(key)}\n")
        opened.flush()
        os.fsync(file)
    return key


def read_key(path: Path) -> SigningKey:
    """Return the key in a file.

    Raises:
        SigningKeyError: It is none, or others than its owner can read it.
        OSError: It cannot be read.
    """
    with path.open("rb") as opened:
        if stat.S_IMODE(os.fstat(opened.fileno()).st_mode) & 0o077:
            raise SigningKeyError("others can read the key: chmod 600")
        data = opened.read(MAX_BYTES)
    text = data.decode("utf-8", "replace").removesuffix("\n")
    key = _parse(text)
    if key is None:
        raise SigningKeyError("not a key for statements")
    return key


def _parse(text: str) -> SigningKey | None:
    parts = text.removeprefix(_FIRST).split("+", 2)
    try:
        key = SigningKey(parts[0], _seed(parts[2]))
        return key if _encode(key) == text else None
    except (IndexError, ValueError):
        return None


def _encode(key: SigningKey) -> str:
    material = b64encode(bytes([ED25519]) + key.seed).decode("ascii")
    return f"{_FIRST}{key.name}+{key.public.key_id.hex()}+{material}"


def _seed(material: str) -> bytes:
    """Return the seed; whether it is written in the one way, who compares the whole can tell."""
    return a2b_base64(material.encode("ascii"))[1 : 1 + SEED_BYTES]
