import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.crypto.padding import KINDS, PaddingError, is_padded_length, pad, padded_length, unpad
from tests.vectors.fixtures import vectors


@pytest.mark.parametrize("vector", vectors("padding"), ids=lambda v: f"{v['kind']}-{v['length']}")
def test_a_text_gets_the_length_the_specification_gives_it(vector: dict[str, object]) -> None:
    kind, text = str(vector["kind"]), b"x" * int(str(vector["length"]))
    if vector["padded"] is None:
        with pytest.raises(PaddingError):
            pad(text, kind)
    else:
        padded = pad(text, kind)
        assert len(padded) == vector["padded"]
        assert is_padded_length(len(padded), kind)
        assert unpad(padded, kind) == text


@given(st.integers(1, 300_000))
def test_no_text_grows_by_more_than_an_eighth_above_the_floor(length: int) -> None:
    padded = padded_length(length, 1024)
    assert length <= padded <= max(1024, math.ceil(length * 1.12))
    assert padded_length(padded, 1024) == padded


@given(st.binary(max_size=3_000), st.sampled_from(sorted(KINDS)), st.integers(0, 3))
def test_a_text_with_more_or_fewer_spaces_than_it_needs_is_refused(
    text: bytes, kind: str, spaces: int
) -> None:
    text = b"{" + text + b"}"
    try:
        padded = pad(text, kind)
    except PaddingError:
        return
    assert unpad(padded, kind) == text
    for wrong in (padded + b" " * (spaces + 1), text + b" " * spaces, text):
        if len(wrong) != len(padded):
            with pytest.raises(PaddingError):
                unpad(wrong, kind)


def test_a_length_above_the_limit_is_refused_although_it_is_a_padme_length() -> None:
    assert is_padded_length(65_536, "message")
    assert not is_padded_length(131_072, "message")
    with pytest.raises(PaddingError):
        unpad(b"x" * 131_072, "message")


def test_every_summary_has_the_same_length() -> None:
    assert {len(pad(b"x" * length, "summary")) for length in range(0, 1025, 64)} == {1024}
    with pytest.raises(PaddingError):
        pad(b"x" * 1025, "summary")
