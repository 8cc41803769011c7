import base64
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.crypto.encoding import EncodingError, b64u, encode_json, parse_b64u, parse_json
from tests.vectors.fixtures import vectors

VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53) + 1, 2**53 - 1)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(st.characters(max_codepoint=127), max_size=4), inner, max_size=3)
    ),
    max_leaves=12,
)


@pytest.mark.parametrize("vector", vectors("encoding"))
def test_only_canonical_json_is_read(vector: dict[str, object]) -> None:
    data = bytes.fromhex(str(vector["hex"]))
    if vector["ok"]:
        assert encode_json(parse_json(data)) == data
    else:
        with pytest.raises(EncodingError):
            parse_json(data)


@given(VALUES)
def test_a_value_comes_back_from_its_canonical_form(value: object) -> None:
    data = encode_json(value)
    assert parse_json(data) == value
    assert json.loads(data) == value


@pytest.mark.parametrize(
    "value",
    [2**53, -(2**53), 1.0, float("nan"), "\ud800", b"x", {"é": 1}, {1: 2}, (1,), {"a": {1, 2}}],
    ids=repr,
)
def test_a_value_without_a_canonical_form_is_refused(value: object) -> None:
    with pytest.raises(EncodingError):
        encode_json(value)


def test_a_value_that_holds_itself_is_refused() -> None:
    value: list[object] = []
    value.append(value)
    with pytest.raises(EncodingError):
        encode_json(value)


@given(st.binary(max_size=60))
def test_hostile_bytes_raise_nothing_but_the_one_error(data: bytes) -> None:
    try:
        value = parse_json(data)
    except EncodingError:
        return
    assert encode_json(value) == data


def test_an_error_never_carries_what_was_parsed() -> None:
    with pytest.raises(EncodingError) as caught:
        parse_json(b'{"story":"my mother"')
    assert "mother" not in str(caught.value)
    assert caught.value.__cause__ is None


@given(st.binary(max_size=40))
def test_base64url_has_one_text_for_each_value(data: bytes) -> None:
    text = b64u(data)
    assert parse_b64u(text, len(data)) == data
    assert base64.urlsafe_b64decode(text + "==") == data


@pytest.mark.parametrize("text", ["QQ==", "QR", "Q", "Q Q", "QQ\n", "Qé", "Q+", "/A", "", "QUE"])
def test_another_text_for_one_byte_is_refused(text: str) -> None:
    with pytest.raises(EncodingError):
        parse_b64u(text, 1)
