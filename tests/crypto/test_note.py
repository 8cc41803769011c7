"""Signed notes of C2SP: the specification's own example, ours, and what must be refused."""

import json
from base64 import b64encode
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.crypto import ed25519
from intake.crypto.tlog.note import (
    COSIGNATURE,
    NoteError,
    NoteSignature,
    VerifierKey,
    add_signature,
    encode_vkey,
    open_note,
    parse_note,
    parse_vkey,
    sign_note,
)

VECTORS = json.loads((Path(__file__).parents[1] / "vectors" / "note.json").read_text())
OURS = VECTORS["signed"][0]
SEED = bytes.fromhex(OURS["seed_hex"])
KEY = parse_vkey(OURS["vkey"])


@pytest.mark.parametrize("vector", VECTORS["signed"])
def test_we_sign_the_bytes_of_the_vectors(vector: dict[str, str]) -> None:
    seed = bytes.fromhex(vector["seed_hex"])
    assert sign_note(vector["text"], vector["name"], seed) == vector["note"]
    assert encode_vkey(VerifierKey(vector["name"], ed25519.public_key(seed))) == vector["vkey"]


@pytest.mark.parametrize("vector", [*VECTORS["signed"], *VECTORS["foreign"]])
def test_the_vectors_open(vector: dict[str, str]) -> None:
    key = parse_vkey(vector["vkey"])
    assert open_note(vector["note"], key) == vector["text"]
    assert encode_vkey(key) == vector["vkey"]


def test_a_changed_text_is_refused() -> None:
    with pytest.raises(NoteError, match="does not hold"):
        open_note(OURS["note"].replace("\n3\n", "\n4\n"), KEY)


def test_a_signature_by_somebody_else_is_no_signature() -> None:
    for other in (VerifierKey("other.example", KEY.public), VerifierKey(KEY.name, b"\x09" * 32)):
        with pytest.raises(NoteError, match="not signed by the wanted key"):
            open_note(OURS["note"], other)


def test_unknown_signatures_beside_the_wanted_one_are_ignored() -> None:
    more = add_signature(OURS["note"], NoteSignature("x.example/ö", b"abcd", b"?" * 2420))
    assert open_note(more, KEY) == OURS["text"]
    assert [each.name for each in parse_note(more).signatures] == [KEY.name, "x.example/ö"]


def test_one_false_signature_by_the_wanted_key_spoils_the_note() -> None:
    false = add_signature(OURS["note"], NoteSignature(KEY.name, KEY.key_id, b"\x00" * 64))
    with pytest.raises(NoteError, match="does not hold"):
        open_note(false, KEY)


def test_text_with_empty_lines_ends_at_the_last_one() -> None:
    text = "Ognuno sta solo\n\ned è subito sera.\n"
    assert open_note(sign_note(text, "a.example", SEED), VerifierKey("a.example", KEY.public)) == (
        text
    )


@pytest.mark.parametrize(
    "note",
    [
        "",
        "text\n",
        "text\n\n",
        "text\n\n\n",
        OURS["note"][:-1],
        OURS["note"] + "\n",
        OURS["note"].replace("—", "-"),
        OURS["note"].replace("— ", "—  "),
        OURS["note"].replace("\n", "\r\n"),
        OURS["note"].replace("EQs=", "EQs"),
        OURS["note"].replace("EQs=", "EQt="),
        OURS["note"] + "— short AAAA\n",
        OURS["note"] + "— na+me AAAAAAAA\n",
        OURS["note"] + "— na\u2003me AAAAAAAA\n",
        OURS["note"] + "— na\ud800me AAAAAAAA\n",
        OURS["note"] + f"— {KEY.name} AAAAAAAA\n" * 100,
        "a\x00" + OURS["note"],
        "a" * 1_000_000 + OURS["note"],
    ],
)
def test_a_malformed_note_is_refused(note: str) -> None:
    with pytest.raises(NoteError):
        open_note(note, KEY)


@pytest.mark.parametrize(
    ("text", "name"),
    [("no newline", "a"), ("tab\t\n", "a"), ("a\n", "a b"), ("a\n", "a+b"), ("a\n", "")],
)
def test_what_makes_no_note_is_not_signed(text: str, name: str) -> None:
    with pytest.raises(NoteError):
        sign_note(text, name, SEED)


def vkey_of(kind: int, public: bytes, name: str = "a") -> str:
    return encode_vkey(VerifierKey(name, public, kind))


@pytest.mark.parametrize(
    "vkey",
    [
        "",
        "a",
        "a+b",
        OURS["vkey"].upper(),
        OURS["vkey"] + "\n",
        OURS["vkey"].replace("cd3756d0", "cd3756d1"),
        OURS["vkey"].replace("+cd", "++cd"),
        "other.example" + OURS["vkey"].removeprefix(KEY.name),
        vkey_of(0x02, b"\x01" * 32),
        vkey_of(0x01, b"\x01" * 31),
        vkey_of(0x01, b"\x01" * 32, ""),
        vkey_of(0x01, b"\x01" * 32, "a b"),
        f"a+00000000+{b64encode(b'').decode()}",
    ],
)
def test_a_malformed_verifier_key_is_refused(vkey: str) -> None:
    with pytest.raises(NoteError):
        parse_vkey(vkey)


def test_the_type_of_a_key_is_part_of_its_id() -> None:
    assert VerifierKey("a", KEY.public).key_id != VerifierKey("a", KEY.public, COSIGNATURE).key_id


@given(st.text())
def test_no_text_makes_the_parser_raise_anything_else(text: str) -> None:
    for hostile in (text, OURS["text"] + "\n" + text, OURS["note"] + text):
        try:
            open_note(hostile, KEY)
        except NoteError:
            continue
        assert hostile == OURS["note"] + text


@given(st.text(), st.text(alphabet="abc/.ö", min_size=1))
def test_what_is_signed_opens_again(text: str, name: str) -> None:
    try:
        note = sign_note(text + "\n", name, SEED)
    except NoteError:
        return
    assert open_note(note, VerifierKey(name, KEY.public)) == text + "\n"


def test_bytes_that_are_no_key_are_an_error_of_ours() -> None:
    with pytest.raises(ed25519.Ed25519Error):
        ed25519.verify(b"short", b"message", b"signature")
