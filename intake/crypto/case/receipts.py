"""The receipt: 28 decimal digits that open the box (SPEC 3).

Digits, because they are the same in every script and can be dictated. There are no check digits,
so that an invented code looks like a mistyped one.
"""

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass

from intake.crypto.encoding import read_digits
from intake.crypto.keys import derive_key

DIGITS = 28
ROUNDS = 600_000  # PBKDF2-HMAC-SHA256; native in every browser, where Argon2 needs WebAssembly.


class ReceiptError(ValueError):
    """What was typed is not a receipt."""


@dataclass(frozen=True)
class ReporterKeys:
    """What a receipt opens, 32 bytes each."""

    reporter_seed: bytes  # age identity; the box key file is sealed to it
    token: bytes  # shown to the server at every return; it stores only the hash
    author_seed: bytes  # Ed25519; signs what the reporter writes


def new_receipt(draw: Callable[[int], bytes] = secrets.token_bytes) -> str:
    """Return 28 uniform random digits.

    Args:
        draw: Returns that many random bytes; only tests pass another than the system's.
    """
    digits = ""
    while len(digits) < DIGITS:
        number = int.from_bytes(draw(2), "big")
        if number < 60_000:  # Above it some groups of four would be likelier than others.
            digits += f"{number % 10_000:04}"
    return digits


def parse_receipt(typed: str) -> str:
    """Return the 28 ASCII digits of a typed receipt; what stands between them is passed over.

    Raises:
        ReceiptError: Another number of digits.
    """
    digits = read_digits(typed)
    if len(digits) != DIGITS:
        raise ReceiptError("not a receipt")
    return digits


def count_digits(typed: str) -> int:
    """Return how many decimal digits of any script were typed: what is no receipt is counted."""
    return len(read_digits(typed))


def format_receipt(receipt: str) -> str:
    """Return the digits in groups of four, as shown to people."""
    return " ".join(receipt[i : i + 4] for i in range(0, len(receipt), 4))


def derive(receipt: str, instance_salt: bytes) -> ReporterKeys:
    """Return the keys of a receipt; takes about 150 ms, on purpose.

    Args:
        receipt: 28 ASCII digits, as ``parse_receipt`` returns them.
        instance_salt: The 32 bytes of this instance.

    Raises:
        ReceiptError: Not 28 ASCII digits.
    """
    if parse_receipt(receipt) != receipt:
        raise ReceiptError("not the 28 digits themselves")
    salt = b"intake/v1/receipt" + instance_salt
    root = hashlib.pbkdf2_hmac("sha256", receipt.encode("ascii"), salt, ROUNDS, 32)
    return ReporterKeys(
        reporter_seed=derive_key(root, "intake/v1/reporter-identity"),
        token=derive_key(root, "intake/v1/box-token"),
        author_seed=derive_key(root, "intake/v1/author"),
    )


def token_hash(token: bytes) -> bytes:
    """Return SHA-256 of the box token, 32 bytes: all that the server keeps of a receipt."""
    return hashlib.sha256(token).digest()
