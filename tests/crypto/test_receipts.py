import hashlib
import hmac
from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.crypto.case.receipts import (
    ReceiptError,
    count_digits,
    derive,
    format_receipt,
    new_receipt,
    parse_receipt,
    token_hash,
)
from tests.vectors.fixtures import vectors


@pytest.mark.parametrize("vector", vectors("receipts", "parse"), ids=lambda v: ascii(v["typed"]))
def test_a_typed_receipt_is_read_in_any_script_and_anything_else_refused(
    vector: dict[str, Any],
) -> None:
    assert count_digits(vector["typed"]) == vector["digits"]
    if vector["receipt"] is None:
        with pytest.raises(ReceiptError):
            parse_receipt(str(vector["typed"]))
    else:
        assert parse_receipt(str(vector["typed"])) == vector["receipt"]


@pytest.mark.parametrize("vector", vectors("receipts", "format"))
def test_a_receipt_is_shown_in_groups_of_four(vector: dict[str, str]) -> None:
    assert format_receipt(vector["receipt"]) == vector["shown"]
    assert parse_receipt(vector["shown"]) == vector["receipt"]


@pytest.mark.parametrize("vector", vectors("receipts", "derive"))
def test_a_receipt_gives_the_same_keys_for_ever(vector: dict[str, str]) -> None:
    keys = derive(vector["receipt"], bytes.fromhex(vector["instance_salt"]))
    assert keys.reporter_seed.hex() == vector["reporter_seed"]
    assert keys.token.hex() == vector["token"]
    assert keys.author_seed.hex() == vector["author_seed"]
    assert token_hash(keys.token).hex() == vector["token_hash"]


def test_the_derivation_is_pbkdf2_and_hkdf_as_written_in_the_specification() -> None:
    digits, salt = "0" * 28, b"s" * 32
    root = hashlib.pbkdf2_hmac("sha256", digits.encode(), b"intake/v1/receipt" + salt, 600_000)
    # HKDF by hand: extract with 32 zero bytes, then one block of expand.
    key = hmac.digest(bytes(32), root, "sha256")
    token = hmac.digest(key, b"intake/v1/box-token\x01", "sha256")
    assert derive(digits, salt).token == token


def test_receipts_differ_by_instance() -> None:
    assert derive("1" * 28, bytes(32)).token != derive("1" * 28, b"\x01" * 32).token


@pytest.mark.parametrize("receipt", ["", "1" * 27, "1" * 29, "1234 " * 7, "１" * 28])
def test_keys_are_derived_from_28_ascii_digits_only(receipt: str) -> None:
    with pytest.raises(ReceiptError):
        derive(receipt, bytes(32))


def test_numbers_that_would_make_some_digits_likelier_are_dropped() -> None:
    drawn = iter([b"\xff\xff", b"\xea\x60", b"\xea\x5f", *[b"\x00\x07"] * 6])
    assert new_receipt(lambda _: next(drawn)) == "9999" + "0007" * 6


def test_new_receipts_are_28_digits_and_look_random() -> None:
    made = [new_receipt() for _ in range(300)]
    assert all(parse_receipt(receipt) == receipt for receipt in made)
    assert len(set(made)) == 300
    counts = Counter("".join(made))
    assert min(counts.values()) > 650  # 840 expected; below 650 has odds under 10^-10.
    assert len(counts) == 10


@given(st.text(max_size=60))
def test_hostile_text_raises_nothing_but_the_one_error(typed: str) -> None:
    for text in (typed, typed + "1" * 28, "\ud800" + typed):
        try:
            receipt = parse_receipt(text)
        except ReceiptError:
            continue
        assert len(receipt) == 28
        assert receipt.isdecimal()
