import itertools

import pytest
from argon2 import extract_parameters
from hypothesis import given
from hypothesis import strategies as st

from intake.crypto.passwords import (
    SecretError,
    hash_auth_secret,
    new_passphrase,
    normalise_passphrase,
    stretch_passphrase,
    verify_auth_secret,
)
from tests.vectors.fixtures import vectors

WORDS = [f"word{number}" for number in range(2048)]


def test_a_passphrase_has_eight_words_drawn_one_by_one() -> None:
    numbers = itertools.count(2040)
    made = new_passphrase(WORDS, lambda size: next(numbers) % size)
    assert made.split(" ") == WORDS[2040:]
    assert new_passphrase(WORDS) != new_passphrase(WORDS)


@pytest.mark.parametrize("words", [WORDS[:-1], [*WORDS, "one"], [*WORDS[:-1], "word0"], []])
def test_a_list_that_gives_fewer_than_88_bits_is_refused(words: list[str]) -> None:
    with pytest.raises(ValueError, match="2,048"):
        new_passphrase(words)


@pytest.mark.parametrize(
    "vector", vectors("accounts", "normalise"), ids=lambda v: ascii(v["typed"])
)
def test_a_passphrase_may_be_typed_in_several_ways(vector: dict[str, str]) -> None:
    assert normalise_passphrase(vector["typed"]) == vector["passphrase"]
    assert normalise_passphrase(vector["passphrase"]) == vector["passphrase"]


@given(st.lists(st.sampled_from(WORDS), min_size=8, max_size=8), st.sampled_from("\t\n \u3000"))
def test_a_generated_passphrase_survives_typing(words: list[str], space: str) -> None:
    typed = f"{space}{space.join(words).upper()}{space}{space}"
    assert normalise_passphrase(typed) == " ".join(words)


@pytest.mark.parametrize("vector", vectors("accounts", "login"))
def test_stretching_gives_the_same_bytes_for_ever(vector: dict[str, str]) -> None:
    stretched = stretch_passphrase(vector["passphrase"], bytes.fromhex(vector["salt"]))
    assert stretched.hex() == vector["stretched"]


def test_only_the_secret_that_was_stored_is_accepted() -> None:
    stored = hash_auth_secret(b"s" * 32)
    verify_auth_secret(stored, b"s" * 32)
    for secret in (b"t" * 32, b"", b"s" * 31):
        with pytest.raises(SecretError):
            verify_auth_secret(stored, secret)
    assert hash_auth_secret(b"s" * 32) != stored


@pytest.mark.parametrize("stored", ["", "x", "$argon2id$v=19$m=8,t=1,p=1$AAAA", "\ud800", "$" * 99])
def test_a_damaged_hash_accepts_nothing(stored: str) -> None:
    with pytest.raises(SecretError):
        verify_auth_secret(stored, b"s" * 32)


def test_a_stored_hash_costs_what_the_specification_says() -> None:
    found = extract_parameters(hash_auth_secret(b"s" * 32))
    assert (found.memory_cost, found.time_cost, found.parallelism) == (19_456, 2, 1)
