"""Keys from keys, by label: HKDF-SHA256 and Ed25519 as docs/SPEC.md uses them.

A label is part of every derivation and every signature, so that no key and no signature of one
purpose is ever good for another.
"""

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from intake.crypto import ed25519


class SignatureError(ValueError):
    """The signature is not by this key over this message under this label."""


def derive_key(key: bytes, label: str, salt: bytes = b"") -> bytes:
    """Return 32 bytes of HKDF-SHA256: input ``key``, info ``label`` (ASCII)."""
    return HKDF(SHA256(), 32, salt, label.encode("ascii")).derive(key)


def verification_key(signing_seed: bytes) -> bytes:
    """Return the 32-byte Ed25519 public key of a 32-byte seed."""
    return ed25519.public_key(signing_seed)


def sign(signing_seed: bytes, label: str, message: bytes) -> bytes:
    """Return the 64-byte Ed25519 signature over label, line feed, message."""
    return ed25519.sign(signing_seed, label.encode("ascii") + b"\n" + message)


def verify_signature(public: bytes, label: str, message: bytes, signature: bytes) -> None:
    """Verify what ``sign`` made.

    Args:
        public: Ed25519 verification key, 32 bytes.
        label: ASCII label of the purpose.
        message: The signed bytes without the label.
        signature: 64 bytes.

    Raises:
        SignatureError: Wrong key, label, message or signature, or not a key at all.
    """
    try:
        ed25519.verify(public, label.encode("ascii") + b"\n" + message, signature)
    except ed25519.Ed25519Error:
        raise SignatureError("wrong signature") from None
