"""Keys from keys, by label: HKDF-SHA256 and Ed25519 as docs/SPEC.md uses them.

A label is part of every derivation and every signature, so that no key and no signature of one
purpose is ever good for another.
"""

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF


class SignatureError(ValueError):
    """The signature is not by this key over this message under this label."""


def derive_key(key: bytes, label: str, salt: bytes = b"") -> bytes:
    """Return 32 bytes of HKDF-SHA256: input ``key``, info ``label`` (ASCII)."""
    return HKDF(SHA256(), 32, salt, label.encode("ascii")).derive(key)


def verification_key(signing_seed: bytes) -> bytes:
    """Return the 32-byte Ed25519 public key of a 32-byte seed."""
    return Ed25519PrivateKey.from_private_bytes(signing_seed).public_key().public_bytes_raw()


def sign(signing_seed: bytes, label: str, message: bytes) -> bytes:
    """Return the 64-byte Ed25519 signature over label, line feed, message."""
    key = Ed25519PrivateKey.from_private_bytes(signing_seed)
    return key.sign(label.encode("ascii") + b"\n" + message)


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
        key = Ed25519PublicKey.from_public_bytes(public)
        key.verify(signature, label.encode("ascii") + b"\n" + message)
    except (InvalidSignature, ValueError):
        raise SignatureError("wrong signature") from None
