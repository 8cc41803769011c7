"""Vectors of Ed25519: what every reader takes and refuses (SPEC, notation)."""

from intake.crypto import ed25519
from tests.vectors.fixtures import Vector, seed

PRIME = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
SIGN = 1 << 255
#: y of the points of small order, with either sign, and y that are written a second way.
EIGHTH = 2707385501144840649318225287225658788936804267575313519463743609750303402022
SMALL = (0, 1, PRIME - 1, EIGHTH, PRIME - EIGHTH)
BASE_POINT = bytes.fromhex("58" + "66" * 31)


def ed25519_vectors() -> list[Vector]:
    """Key, message, signature as hex; ``ok`` says whether a verifier must take it or refuse it."""
    own, message = seed("signer"), b"message"
    key, signature = ed25519.public_key(own), ed25519.sign(own, message)
    second = signature[:32] + _little(int.from_bytes(signature[32:], "little") + ORDER)
    refused = [
        (key, b"another", signature),
        (key, message, second),
        (key, message, signature[:63]),
        (key[:31], message, signature),
        *((_little(number), message, _fits_all(number)) for number in _bad_keys()),
    ]
    return [_vector(key, message, signature, ok=True)] + [
        _vector(*each, ok=False) for each in refused
    ]


def _bad_keys() -> list[int]:
    again = [PRIME + y for y in range(19)]
    return [number | sign for number in (*SMALL, *again) for sign in (0, SIGN)]


def _fits_all(number: int) -> bytes:
    """Return a signature that fits every message under the neutral point: R is B, S is 1."""
    return BASE_POINT + _little(1) if number % SIGN % PRIME == 1 else bytes(64)


def _vector(key: bytes, message: bytes, signature: bytes, *, ok: bool) -> Vector:
    texts = {"key": key.hex(), "message": message.hex(), "signature": signature.hex()}
    return {**texts, "ok": ok}


def _little(number: int) -> bytes:
    return number.to_bytes(32, "little")
