"""Passphrases: generated, stretched in the client, stored hashed on the server (SPEC 7).

The client stretches the passphrase and sends only a secret derived from the result; the server
stores that secret through Argon2 again, so that a copied database signs nobody in.
"""

import hashlib
import re
import secrets
import unicodedata
from collections.abc import Callable, Sequence

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from argon2.low_level import Type, hash_secret_raw

WORDS = 8
LIST_WORDS = 2_048  # 11 bits each: 88 bits in all.
MEMORY_KIB = 65_536
PASSES = 3
LANES = 1

# What JavaScript's \s still matches after NFKC; Python's \s is another set.
_WHITE_SPACE = re.compile("[\t\n\v\f\r \u1680\u2028\u2029\ufeff]+")

# The secret has 256 bits, so this only has to slow down somebody who tries passphrases through
# the client's own stretching; 19 MiB lets many sign in at once on a small machine.
_HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1, hash_len=32, salt_len=16)


class SecretError(ValueError):
    """The secret is not the one stored."""


def new_passphrase(words: Sequence[str], choose: Callable[[int], int] = secrets.randbelow) -> str:
    """Return eight random words, joined by single spaces.

    Args:
        words: The 2,048-word English list of BIP 39.
        choose: Returns a uniform number below its argument; only tests pass another.

    Raises:
        ValueError: Not a list of 2,048 different words.
    """
    if len(set(words)) != LIST_WORDS or len(words) != LIST_WORDS:
        raise ValueError("not a list of 2,048 different words")
    return " ".join(words[choose(LIST_WORDS)] for _ in range(WORDS))


def normalise_passphrase(typed: str) -> str:
    """Return a typed passphrase in lower case, NFKC, with single spaces."""
    folded = unicodedata.normalize("NFKC", typed.lower())
    return _WHITE_SPACE.sub(" ", folded).strip(" ")


def stretch_passphrase(passphrase: str, salt: bytes) -> bytes:
    """Return 32 bytes of Argon2id; takes about 200 ms and 64 MiB, on purpose.

    Args:
        passphrase: As ``normalise_passphrase`` returns it.
        salt: 32 bytes, see ``accounts.passphrase_salt``.
    """
    return hash_secret_raw(
        passphrase.encode(),
        salt,
        time_cost=PASSES,
        memory_cost=MEMORY_KIB,
        parallelism=LANES,
        hash_len=32,
        type=Type.ID,
    )


def hash_auth_secret(secret: bytes) -> str:
    """Return what the server stores of an authentication secret of 32 bytes (PHC text)."""
    return _HASHER.hash(secret)


def verify_auth_secret(stored: str, secret: bytes) -> None:
    """Verify an authentication secret against what ``hash_auth_secret`` returned.

    Raises:
        SecretError: Another secret, or nothing that can be compared with.
    """
    try:
        _HASHER.verify(stored, secret)
    except (VerificationError, ValueError):
        raise SecretError("wrong secret") from None


def hash_token(token: str) -> bytes:
    """Return the SHA-256 under which a one-time token is stored."""
    return hashlib.sha256(token.encode()).digest()
