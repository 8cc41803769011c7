"""Ed25519 over bytes as they are (RFC 8032), for C2SP signed notes; keys.py signs under labels.

The library is imported where it is used, so that an auditor's bare Python can import the formats
and bring another ``Verify`` (intake/verify/signatures.py).
"""

from collections.abc import Callable

_PRIME = 2**255 - 19
_EIGHTH = 2707385501144840649318225287225658788936804267575313519463743609750303402022
#: The y of the eight points of small order: under such a key one signature fits many messages.
_SMALL = frozenset({0, 1, _PRIME - 1, _EIGHTH, _PRIME - _EIGHTH})

Verify = Callable[[bytes, bytes, bytes], None]
"""(public key of 32 bytes, message, signature) to None, or Ed25519Error."""


class Ed25519Error(ValueError):
    """The signature is not by this key over this message, or the key is none."""


def public_key(seed: bytes) -> bytes:
    """Return the 32-byte public key of a 32-byte seed."""
    from cryptography.hazmat.primitives.asymmetric import ed25519  # noqa: PLC0415 - see above

    return ed25519.Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()


def sign(seed: bytes, message: bytes) -> bytes:
    """Return the 64-byte signature over message by the 32-byte seed's key."""
    from cryptography.hazmat.primitives.asymmetric import ed25519  # noqa: PLC0415 - see above

    return ed25519.Ed25519PrivateKey.from_private_bytes(seed).sign(message)


def require_key(public: bytes) -> None:
    """Refuse what an honest key never is, as every reader must (SPEC, notation).

    The library takes both: a second encoding of a point, and points of small order.

    Raises:
        Ed25519Error: Another length, no canonical encoding, or a point of small order.
    """
    y = int.from_bytes(public, "little") & ((1 << 255) - 1)
    if len(public) != 32 or y >= _PRIME or y in _SMALL:
        raise Ed25519Error("not a key")


def verify(public: bytes, message: bytes, signature: bytes) -> None:
    """Check a signature.

    Raises:
        Ed25519Error: Wrong key, message or signature, or bytes of another length.
    """
    from cryptography.exceptions import InvalidSignature  # noqa: PLC0415 - see above
    from cryptography.hazmat.primitives.asymmetric import ed25519  # noqa: PLC0415 - see above

    require_key(public)
    try:
        ed25519.Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        raise Ed25519Error("wrong signature") from None
