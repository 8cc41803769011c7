"""Checkpoints, cosignatures and proof files of C2SP."""

import json
from base64 import b64decode
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.crypto.tlog.checkpoint import (
    Checkpoint,
    CheckpointError,
    encode_checkpoint,
    open_checkpoint,
    parse_checkpoint,
    sign_checkpoint,
)
from intake.crypto.tlog.cosignature import (
    CosignatureError,
    cosign_checkpoint,
    verify_cosignature,
    witness_key,
)
from intake.crypto.tlog.note import VerifierKey, encode_vkey, parse_vkey, sign_note
from intake.crypto.tlog.tlogproof import (
    TlogProof,
    TlogProofError,
    encode_tlog_proof,
    parse_tlog_proof,
    verify_tlog_proof,
)

VECTORS = json.loads((Path(__file__).parents[1] / "vectors" / "checkpoint.json").read_text())
SIGNED, COSIGNED, PROOF = VECTORS["signed"], VECTORS["cosigned"], VECTORS["proof"]
SEED = bytes.fromhex(SIGNED["seed_hex"])
KEY = parse_vkey(SIGNED["vkey"])
WITNESS = parse_vkey(COSIGNED["vkey"])
LEAF = PROOF["leaf"].encode()


@pytest.mark.parametrize("vector", VECTORS["checkpoints"])
def test_a_checkpoint_reads_and_writes_the_same_bytes(vector: dict[str, Any]) -> None:
    checkpoint = parse_checkpoint(vector["text"])
    assert checkpoint == Checkpoint(vector["origin"], vector["size"], b64decode(vector["root"]))
    assert encode_checkpoint(checkpoint) == vector["text"]


@pytest.mark.parametrize("vector", VECTORS["refused"], ids=lambda vector: vector["why"])
def test_what_is_no_checkpoint_is_refused(vector: dict[str, str]) -> None:
    with pytest.raises(CheckpointError):
        parse_checkpoint(vector["text"])


@given(st.text())
def test_no_text_makes_the_parser_raise_anything_else(text: str) -> None:
    for hostile in (text, f"a\n{text}\n", f"a\n1\n{text}\n"):
        try:
            parsed = parse_checkpoint(hostile)
        except CheckpointError:
            continue
        assert encode_checkpoint(parsed) == hostile


def test_the_signed_checkpoint_is_the_vector() -> None:
    checkpoint = open_checkpoint(SIGNED["note"], KEY)
    assert sign_checkpoint(checkpoint, SEED) == SIGNED["note"]


def test_a_checkpoint_of_another_log_is_refused_though_the_key_signed_it() -> None:
    text = encode_checkpoint(Checkpoint("other.example/log", 3, b"\x01" * 32))
    with pytest.raises(CheckpointError, match="another log"):
        open_checkpoint(sign_note(text, KEY.name, SEED), KEY)


def test_a_note_that_is_no_checkpoint_is_refused() -> None:
    for note in (sign_note("hello\n", KEY.name, SEED), "hello", ""):
        with pytest.raises(CheckpointError):
            open_checkpoint(note, KEY)


def test_what_is_no_checkpoint_is_not_signed() -> None:
    for parts in (("a b", 1, b"\x01" * 32), ("a", -1, b"\x01" * 32), ("a", 1, b"\x01")):
        with pytest.raises(CheckpointError):
            sign_checkpoint(Checkpoint(*parts), SEED)


def test_the_cosignature_is_the_vector() -> None:
    seed = bytes.fromhex(COSIGNED["seed_hex"])
    name, time = COSIGNED["name"], COSIGNED["time"]
    assert cosign_checkpoint(SIGNED["note"], name, seed, time) == COSIGNED["note"]
    assert encode_vkey(witness_key(name, seed)) == COSIGNED["vkey"]
    assert verify_cosignature(COSIGNED["note"], WITNESS) == time
    assert open_checkpoint(COSIGNED["note"], KEY).size == 3


def test_a_cosignature_of_something_else_is_refused() -> None:
    for note in (
        SIGNED["note"],
        COSIGNED["note"].replace("\n3\n", "\n4\n"),
        COSIGNED["note"].replace("AABqsTys", "AABqsTyt"),
        COSIGNED["note"].replace("intake.example.org", "other.example.org"),
        sign_note("hello\n", KEY.name, SEED),
        "",
    ):
        with pytest.raises(CosignatureError):
            verify_cosignature(note, WITNESS)
    with pytest.raises(CosignatureError):
        verify_cosignature(COSIGNED["note"], KEY)


def test_a_signature_over_the_text_alone_is_no_cosignature() -> None:
    plain = sign_note(parse_text(SIGNED["note"]), WITNESS.name, bytes.fromhex(COSIGNED["seed_hex"]))
    with pytest.raises(CosignatureError):
        verify_cosignature(plain, VerifierKey(WITNESS.name, WITNESS.public, WITNESS.type))


def parse_text(note: str) -> str:
    return note.partition("\n\n")[0] + "\n"


@pytest.mark.parametrize("time", [-1, 2**63])
def test_a_time_out_of_range_is_not_signed(time: int) -> None:
    with pytest.raises(CosignatureError):
        cosign_checkpoint(SIGNED["note"], "w", SEED, time)


def test_the_proof_file_is_the_vector() -> None:
    assert encode_tlog_proof(parse_tlog_proof(PROOF["text"])) == PROOF["text"]
    index, checkpoint = verify_tlog_proof(PROOF["text"], LEAF, KEY)
    assert (index, checkpoint.size) == (PROOF["index"], 3)


def test_a_log_of_one_entry_needs_no_hashes() -> None:
    text = encode_tlog_proof(TlogProof(0, (), "the checkpoint"))
    assert text == "c2sp.org/tlog-proof@v1\nindex 0\n\nthe checkpoint"
    assert parse_tlog_proof(text).hashes == ()


def test_a_proof_of_another_entry_is_refused() -> None:
    lines = PROOF["text"].split("\n")
    with pytest.raises(TlogProofError):
        verify_tlog_proof(PROOF["text"], LEAF + b" ", KEY)
    with pytest.raises(TlogProofError):
        verify_tlog_proof(PROOF["text"].replace("index 0", "index 1"), LEAF, KEY)
    with pytest.raises(TlogProofError):
        verify_tlog_proof("\n".join(lines[:3] + lines[4:]), LEAF, KEY)
    with pytest.raises(TlogProofError):
        verify_tlog_proof(PROOF["text"], LEAF, WITNESS)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "c2sp.org/tlog-proof@v1",
        PROOF["text"].replace("@v1", "@v2"),
        PROOF["text"].replace("index 0", "index 00"),
        PROOF["text"].replace("index 0", "index -0"),
        PROOF["text"].replace("index 0", "extra AAAA\nindex 0"),
        PROOF["text"].replace("index 0", "index 0\nAAAA"),
        PROOF["text"].replace("index 0", "index 0\nö"),
        PROOF["text"].replace("index 0", "index 0" + "\n" + "A" * 43 + "=" * 64),
        PROOF["text"].replace("\n", "\r\n"),
    ],
)
def test_a_malformed_proof_file_is_refused(text: str) -> None:
    with pytest.raises(TlogProofError):
        parse_tlog_proof(text)
