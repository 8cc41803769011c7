"""Ed25519 takes and refuses what SPEC says, with the library and with ``openssl`` (C24)."""

import json

import pytest

from intake.crypto import ed25519
from intake.crypto.keys import SignatureError, sign, verify_signature
from intake.verify.signatures import verify_with_openssl
from tests.vectors.fixtures import HERE

VECTORS = json.loads((HERE / "ed25519.json").read_text())["vectors"]


def takes(verify: ed25519.Verify, vector: dict[str, str]) -> bool:
    key, message, signature = (
        bytes.fromhex(vector[name]) for name in ("key", "message", "signature")
    )
    try:
        verify(key, message, signature)
    except ed25519.Ed25519Error:
        return False
    return True


def test_every_verifier_takes_and_refuses_what_the_vectors_say() -> None:
    for vector in VECTORS:
        assert takes(ed25519.verify, vector) == vector["ok"], vector
    for vector in VECTORS[:8]:  # A program is started for each.
        assert takes(verify_with_openssl, vector) == vector["ok"], vector


def test_a_key_under_which_one_signature_fits_all_signs_nothing_of_ours() -> None:
    neutral, fits_all = (
        bytes([1]) + bytes(31),
        bytes.fromhex("58" + "66" * 31) + bytes([1] + [0] * 31),
    )
    with pytest.raises(SignatureError):
        verify_signature(neutral, "intake/v1/frame", b"any", fits_all)


def test_signing_is_under_a_label() -> None:
    own = bytes(32)
    verify_signature(ed25519.public_key(own), "a", b"x", sign(own, "a", b"x"))
    with pytest.raises(SignatureError):
        verify_signature(ed25519.public_key(own), "b", b"x", sign(own, "a", b"x"))
