"""Sealing and opening in Python, against the bare hybrid encryption of the same bytes.

The floor calls `cryptography`'s HPKE suite once for each file, with keys that are parsed already.
What ours does besides: keys, canonical JSON, frames with MAC and signature, padding, age headers,
and reading back what was sealed.
"""

import hashlib
import secrets

from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from intake.crypto.age.file import plaintext_length
from intake.crypto.age.hybrid import new_seed, recipient_of
from intake.crypto.case.objects import Row
from intake.crypto.case.reading.trusted import TrustedCase
from intake.crypto.case.receipts import ROUNDS, derive, new_receipt
from intake.crypto.case.sealing.sending import Desk, Sending, seal_report
from tests.bench.figures import Figure, alternate, milliseconds
from tests.bench.reports import new_draft, new_keys

SUITE = hpke.Suite(hpke.KEM.MLKEM768_X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.CHACHA20_POLY1305)
KINDS = ("report", "contact", "summary")


def measure_sealing(*, rounds: int = 7, calls: int = 30) -> list[Figure]:
    """Return the figures of sealing a report, opening a case, and deriving keys of a receipt."""
    seed, keys = new_seed(), new_keys()
    desk = Desk("d0" * 16, 1, recipient_of(seed))
    sending = seal_report(new_draft(), desk, keys)
    lengths = [plaintext_length(len(part)) for part in sending.parts.values()]
    opened = ("key_desk", *KINDS)
    bare = Bare([secrets.token_bytes(length) for length in lengths])
    few = Bare([bytes(plaintext_length(len(sending.parts[name]))) for name in opened])
    sealed = alternate(
        lambda: seal_report(new_draft(), desk, keys), bare.seal, rounds=rounds, calls=calls
    )
    read = alternate(lambda: open_case(sending, desk, seed), few.open, rounds=rounds, calls=calls)
    return [
        _figure("seal a report, Python", sealed.ours, sealed.floor, "five hybrid encryptions"),
        _figure("open a case, Python", read.ours, read.floor, "four hybrid decryptions"),
        measure_deriving(rounds=min(rounds, 3)),
    ]


def measure_deriving(*, rounds: int) -> Figure:
    """Return what a receipt's keys cost beside PBKDF2 alone."""
    receipt, salt = new_receipt(), secrets.token_bytes(32)

    def stretch() -> None:
        hashlib.pbkdf2_hmac("sha256", receipt.encode(), salt, ROUNDS, 32)

    took = alternate(lambda: derive(receipt, salt), stretch, rounds=rounds, calls=1)
    return _figure("keys of a receipt, Python", took.ours, took.floor, "PBKDF2 alone")


def _figure(name: str, ours: list[float], floor: list[float], what: str) -> Figure:
    return Figure(
        "seal", name, "ms", milliseconds(ours), milliseconds(floor), note=f"floor: {what}"
    )


def open_case(sending: Sending, desk: Desk, seed: bytes) -> None:
    """Open and verify a whole case, as a triage member's client does."""
    where = (desk.id, desk.epoch)
    case = TrustedCase.of_desk(sending.parts["key_desk"], seed, sending.case, where, {})
    ids = sending.meta["ids"]
    if not isinstance(ids, dict):
        raise TypeError("meta has no ids")
    for kind in KINDS:
        case.read(Row(sending.case, ids[kind], kind, 0, "reporter"), sending.parts[kind])


class Bare:
    """Hybrid encryption of some plaintexts and nothing else."""

    def __init__(self, plaintexts: list[bytes]) -> None:
        mlkem, x25519 = MLKEM768PrivateKey.generate(), X25519PrivateKey.generate()
        self._private = hpke.MLKEM768X25519PrivateKey(mlkem, x25519)
        self._public = hpke.MLKEM768X25519PublicKey(mlkem.public_key(), x25519.public_key())
        self._plaintexts = plaintexts
        self._sealed = [SUITE.encrypt(each, self._public) for each in plaintexts]

    def seal(self) -> None:
        """Encrypt each."""
        for each in self._plaintexts:
            SUITE.encrypt(each, self._public)

    def open(self) -> None:
        """Decrypt each."""
        for each in self._sealed:
            SUITE.decrypt(each, self._private)
