"""age recipients and identities of the type ``mlkem768x25519`` (C2SP age.md; X-Wing in HPKE).

An identity is a seed of 32 bytes, a recipient 1,216 bytes: ML-KEM-768, then X25519.
"""

import hashlib
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

from intake.crypto.age.bech32 import Bech32Error, encode_bech32, parse_bech32
from intake.crypto.age.header import (
    FILE_KEY_BYTES,
    AgeError,
    HeaderError,
    Stanza,
    encode_base64,
    parse_base64,
)

TYPE = "mlkem768x25519"
SEED_BYTES = 32
RECIPIENT_BYTES = 1_216
ENC_BYTES = 1_120
BODY_BYTES = FILE_KEY_BYTES + 16

_MLKEM_BYTES = 1_184  # The rest of a recipient is X25519.
_INFO = b"age-encryption.org/mlkem768x25519"
_SUITE = hpke.Suite(hpke.KEM.MLKEM768_X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.CHACHA20_POLY1305)
_RECIPIENT_PREFIX = "age1pq"
_IDENTITY_PREFIX = "age-secret-key-pq-"


class KeyTextError(AgeError):
    """Not a recipient or not an identity of this type."""


def new_seed() -> bytes:
    """Return a fresh identity: 32 random bytes."""
    return secrets.token_bytes(SEED_BYTES)


def recipient_of(seed: bytes) -> bytes:
    """Return the recipient, 1,216 bytes, of an identity of 32 bytes."""
    mlkem, x25519 = _private_keys(seed)
    return mlkem.public_key().public_bytes_raw() + x25519.public_key().public_bytes_raw()


def encode_recipient(recipient: bytes) -> str:
    """Return the text form of a recipient: ``age1pq1…``, 1,959 characters."""
    return encode_bech32(_RECIPIENT_PREFIX, recipient)


def parse_recipient(text: str) -> bytes:
    """Return the 1,216 bytes of a recipient's text form, which is lower case.

    Raises:
        KeyTextError: Not such a text, or no key that anything can be sealed to.
    """
    recipient = _parse_text(text, _RECIPIENT_PREFIX)
    _public_key(recipient)
    if text != text.lower():
        raise KeyTextError("not lower case")
    return recipient


def encode_identity(seed: bytes) -> str:
    """Return the text form of an identity: ``AGE-SECRET-KEY-PQ-1…``."""
    return encode_bech32(_IDENTITY_PREFIX, seed).upper()


def parse_identity(text: str) -> bytes:
    """Return the 32-byte seed of an identity's text form.

    Raises:
        KeyTextError: Not such a text.
    """
    seed = _parse_text(text, _IDENTITY_PREFIX)
    if len(seed) != SEED_BYTES:
        raise KeyTextError("wrong length")
    return seed


def wrap_file_key(file_key: bytes, recipient: bytes) -> Stanza:
    """Return the stanza that wraps a file key of 16 bytes for a recipient.

    Raises:
        KeyTextError: The recipient is no key.
    """
    try:
        sealed = _SUITE.encrypt(file_key, _public_key(recipient), info=_INFO)
    except ValueError:
        raise KeyTextError("not a usable recipient") from None
    return Stanza((TYPE, encode_base64(sealed[:ENC_BYTES])), sealed[ENC_BYTES:])


def unwrap_file_key(stanza: Stanza, seed: bytes) -> bytes | None:
    """Return the file key, 16 bytes, or None if the stanza is for another identity.

    Raises:
        HeaderError: A stanza of this type that no sender makes.
    """
    enc = parse_enc(stanza)
    mlkem, x25519 = _private_keys(seed)
    try:
        # The suite would only say that the tag is wrong. age calls a share that leads to the
        # all-zero secret malformed, so the exchange is done here first.
        x25519.exchange(X25519PublicKey.from_public_bytes(enc[-32:]))
    except ValueError:
        raise HeaderError("low-order share") from None
    identity = hpke.MLKEM768X25519PrivateKey(mlkem, x25519)
    try:
        return _SUITE.decrypt(enc + stanza.body, identity, info=_INFO)
    except InvalidTag:
        return None


def parse_enc(stanza: Stanza) -> bytes:
    """Return the encapsulated key, 1,120 bytes, of a stanza of this type.

    Raises:
        HeaderError: Other arguments, or other lengths, than a stanza of this type has.
    """
    if len(stanza.arguments) != 2 or len(stanza.body) != BODY_BYTES:
        raise HeaderError("malformed stanza")
    enc = parse_base64(stanza.arguments[1].encode("ascii"))
    if len(enc) != ENC_BYTES:
        raise HeaderError("malformed encapsulated key")
    return enc


def _private_keys(seed: bytes) -> tuple[MLKEM768PrivateKey, X25519PrivateKey]:
    expanded = hashlib.shake_256(seed).digest(96)
    return (
        MLKEM768PrivateKey.from_seed_bytes(expanded[:64]),
        X25519PrivateKey.from_private_bytes(expanded[64:]),
    )


def _public_key(recipient: bytes) -> hpke.MLKEM768X25519PublicKey:
    if len(recipient) != RECIPIENT_BYTES:
        raise KeyTextError("wrong length")
    try:
        mlkem = MLKEM768PublicKey.from_public_bytes(recipient[:_MLKEM_BYTES])
    except ValueError:
        raise KeyTextError("not a usable recipient") from None
    x25519 = X25519PublicKey.from_public_bytes(recipient[_MLKEM_BYTES:])
    return hpke.MLKEM768X25519PublicKey(mlkem, x25519)


def _parse_text(text: str, prefix: str) -> bytes:
    try:
        found, data = parse_bech32(text)
    except Bech32Error:
        raise KeyTextError("not Bech32") from None
    if found != prefix:
        raise KeyTextError("another kind of key")
    return data
