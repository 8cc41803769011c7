import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.crypto.case.frames import (
    Frame,
    FrameError,
    encode_frame,
    parse_frame,
    verify_mac,
    verify_writer,
)
from intake.crypto.encoding import b64u
from intake.crypto.keys import SignatureError, derive_key, sign, verification_key, verify_signature
from tests.vectors.fixtures import public, seed, vectors
from tests.vectors.make_case import make_frame

GOOD = [each for each in vectors("frames") if "error" not in each]
REFUSED = [each for each in vectors("frames") if each.get("error") == "bad_frame"]


@pytest.mark.parametrize("vector", vectors("keys", "derive"))
def test_a_derived_key_depends_on_label_and_salt(vector: dict[str, str]) -> None:
    key, salt = bytes.fromhex(vector["key"]), bytes.fromhex(vector["salt"])
    assert derive_key(key, vector["label"], salt).hex() == vector["derived"]
    assert derive_key(key, "intake/v1/other", salt).hex() != vector["derived"]


@pytest.mark.parametrize("vector", vectors("keys", "sign"))
def test_a_signature_holds_for_its_label_key_and_message_only(vector: dict[str, str]) -> None:
    signer, message = bytes.fromhex(vector["signing_seed"]), bytes.fromhex(vector["message"])
    signature = bytes.fromhex(vector["signature"])
    key = bytes.fromhex(vector["verification_key"])
    assert sign(signer, vector["label"], message) == signature
    assert verification_key(signer) == key
    verify_signature(key, vector["label"], message, signature)
    for wrong in (
        (key, "intake/v1/key", message, signature),
        (key, vector["label"], message + b"x", signature),
        (public("bob signing"), vector["label"], message, signature),
        (key, vector["label"], message, signature[:-1]),
        (key, vector["label"], message, b""),
        (b"", vector["label"], message, signature),
        (b"\xff" * 32, vector["label"], message, signature),
    ):
        with pytest.raises(SignatureError):
            verify_signature(*wrong)


@pytest.mark.parametrize("vector", GOOD, ids=lambda v: v["name"])
def test_a_frame_has_one_text_and_comes_back_from_it(vector: dict[str, str]) -> None:
    fields = json.loads(json.dumps(vector["frame"]))
    frame = Frame(**fields | {"after": tuple(fields["after"])})
    mac_seed = bytes.fromhex(vector["mac_seed"])
    text = encode_frame(frame, mac_seed, bytes.fromhex(vector["signing_seed"]))
    assert text.decode() == vector["text"]
    parsed = parse_frame(text)
    assert replace(parsed, mac=b"", sig=b"") == frame
    verify_mac(parsed, mac_seed)
    verify_writer(parsed, bytes.fromhex(vector["verification_key"]))


@pytest.mark.parametrize("vector", REFUSED, ids=lambda v: v["name"])
def test_a_text_of_another_shape_is_refused(vector: dict[str, str]) -> None:
    with pytest.raises(FrameError):
        parse_frame(vector["text"].encode("utf-8", "surrogatepass"))


def test_a_mac_and_a_signature_by_others_are_refused() -> None:
    forged = {each.get("error"): each for each in vectors("frames") if "verification_key" in each}
    frame = parse_frame(forged["bad_mac"]["text"].encode())
    with pytest.raises(FrameError):
        verify_mac(frame, bytes.fromhex(forged["bad_mac"]["mac_seed"]))
    frame = parse_frame(forged["bad_signature"]["text"].encode())
    verify_mac(frame, bytes.fromhex(forged["bad_signature"]["mac_seed"]))
    with pytest.raises(SignatureError):
        verify_writer(frame, bytes.fromhex(forged["bad_signature"]["verification_key"]))


@pytest.mark.parametrize(
    "change",
    [
        {"case": "0" * 32},
        {"epoch": 1},
        {"id": "0" * 32},
        {"by": "helper"},
        {"after": (b64u(bytes(32)),)},
        {"body": {"day": "2026-11-22", "text": "something else"}},
        {"kind": "note", "by": "staff"},
    ],
    ids="-".join,
)
def test_mac_and_signature_cover_every_field(change: dict[str, object]) -> None:
    frame = parse_frame(encode_frame(make_frame("message"), seed("case"), seed("author")))
    changed = replace(frame, **change)  # type: ignore[arg-type]  # The fields of Frame.
    with pytest.raises(FrameError):
        verify_mac(changed, seed("case"))
    with pytest.raises(SignatureError):
        verify_writer(changed, public("author"))


def test_the_mac_covers_the_signature() -> None:
    frame = parse_frame(encode_frame(make_frame("message"), seed("case"), seed("author")))
    with pytest.raises(FrameError):
        verify_mac(replace(frame, sig=bytes(64)), seed("case"))


@pytest.mark.parametrize(
    "change",
    [
        {"by": "server"},
        {"kind": "letter"},
        {"body": {"text": "\ud800", "day": "2026-11-22"}},
        {"body": {}},
        {"epoch": -1},
        {"id": ""},
        {"after": ("x",)},
    ],
)
def test_a_frame_no_reader_would_accept_is_not_written(change: dict[str, object]) -> None:
    frame = replace(make_frame("message"), **change)  # type: ignore[arg-type]  # As above.
    with pytest.raises(FrameError):
        encode_frame(frame, seed("case"), seed("author"))


@given(st.text(st.characters(exclude_categories=["Cs"])), st.integers(0, 2**40))
def test_any_text_a_person_writes_comes_back(text: str, epoch: int) -> None:
    frame = make_frame("message", epoch=epoch, body={"day": "2026-11-22", "text": text})
    parsed = parse_frame(encode_frame(frame, seed("case"), seed("author")))
    assert parsed.body["text"] == text


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text("ab\x00", max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("ab"), inner, max_size=2),
)


@given(st.sampled_from(sorted(json.loads(GOOD[1]["text"]))), JSON, st.sampled_from(GOOD))
def test_a_hostile_value_in_any_field_raises_nothing_but_the_one_error(
    key: str, value: object, vector: dict[str, str]
) -> None:
    fields = json.loads(vector["text"])
    for hostile in ({key: value}, {"body": fields["body"] | {"text": value, "answers": value}}):
        text = json.dumps(fields | hostile, sort_keys=True, separators=(",", ":")).encode()
        try:
            frame = parse_frame(text)
        except FrameError:
            continue
        assert isinstance(frame.body, dict)


@given(st.binary(max_size=100))
def test_hostile_bytes_raise_nothing_but_the_one_error(data: bytes) -> None:
    with pytest.raises(FrameError):
        parse_frame(data)
