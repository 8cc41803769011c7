"""Little work where a test looks at nothing of it: Argon2 and PBKDF2 with small constants.

At full strength somebody who enrols and signs in costs a third of a second, a receipt half of it.
It stays where it is the subject: `tests/crypto`, `tests/auth`, browsers, served programs.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from argon2 import PasswordHasher

from intake.crypto import passwords
from intake.crypto.case import receipts

QUICK_HASHER = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1, hash_len=32, salt_len=16)


@contextmanager
def little_work() -> Iterator[None]:
    """Let everything of this process derive keys with little work."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "MEMORY_KIB", 64)
        patch.setattr(passwords, "_HASHER", QUICK_HASHER)
        patch.setattr(receipts, "ROUNDS", 1_000)
        yield


@pytest.fixture
def strength() -> Iterator[None]:
    """How much work the application of a test does; a folder that needs all of it overrides."""
    with little_work():
        yield
