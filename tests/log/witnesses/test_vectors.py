"""Requests and lines as committed: what others' tools must read, and ours write again."""

import json
import sys
from pathlib import Path

import pytest

from intake.crypto.tlog.checkpoint import open_checkpoint
from intake.crypto.tlog.cosignature import (
    CosignatureError,
    cosign_checkpoint,
    verify_cosignature,
    witness_key,
)
from intake.crypto.tlog.note import VerifierKey, encode_vkey, parse_note, parse_vkey
from intake.crypto.tlog.witnesses import mldsa
from intake.crypto.tlog.witnesses.request import join_lines
from tests.vectors.make_witness import build

VECTOR = json.loads((Path(__file__).parents[2] / "vectors" / "witness.json").read_text())
ED25519, ML_DSA = (parse_vkey(vkey) for vkey in VECTOR["witness"])
NOTES = [request.partition("\n\n")[2] for request in VECTOR["requests"]]
PAIRS = list(zip(NOTES, VECTOR["answers"], strict=True))


def test_the_committed_file_is_what_the_witness_does() -> None:
    built, wanted = json.loads(json.dumps(build())), dict(VECTOR)
    ours, theirs = built.pop("answers"), wanted.pop("answers")
    assert built == wanted
    # The second line of each is another one each time.
    assert [each.split("\n")[0] for each in ours] == [each.split("\n")[0] for each in theirs]
    assert [len(each) for each in ours] == [len(each) for each in theirs]


@pytest.mark.parametrize(("note", "lines"), PAIRS, ids=["3", "111"])
def test_both_lines_hold_and_fit_into_one_note(note: str, lines: str) -> None:
    for key in (ED25519, ML_DSA):
        assert verify_cosignature(note + lines, key) == VECTOR["time"]
    assert open_checkpoint(note + lines, parse_vkey(VECTOR["log"])).origin in note
    assert [len(each.signature) for each in parse_note(note + lines).signatures[1:]] == [72, 2428]


def test_the_log_side_writes_the_same_line() -> None:
    seed = bytes.fromhex(VECTOR["ed25519_seed_hex"])
    assert encode_vkey(witness_key(ED25519.name, seed)) == VECTOR["witness"][0]
    for note, lines in PAIRS:
        cosigned = cosign_checkpoint(note, ED25519.name, seed, VECTOR["time"])
        assert cosigned == join_lines(note, lines, ED25519)


@pytest.mark.parametrize("wanted", [ED25519, ML_DSA], ids=["ed25519", "ml-dsa-44"])
def test_a_line_of_another_checkpoint_or_with_a_changed_letter_does_not_hold(
    wanted: VerifierKey,
) -> None:
    (first, line), (second, _) = PAIRS
    with pytest.raises(CosignatureError, match="wrong signature"):
        verify_cosignature(second + line, wanted)
    joined = join_lines(first, line, wanted)
    spoiled = joined[:-20] + ("A" if joined[-20] != "A" else "B") + joined[-19:]
    with pytest.raises(CosignatureError, match="wrong signature"):
        verify_cosignature(spoiled, wanted)


def test_where_nothing_knows_ml_dsa_it_is_not_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "cryptography.hazmat.primitives.asymmetric.mldsa", None)
    monkeypatch.delattr("cryptography.hazmat.primitives.asymmetric.mldsa", raising=False)
    note, lines = PAIRS[0]
    with pytest.raises(mldsa.MlDsaMissingError):
        verify_cosignature(note + lines, ML_DSA)
    assert verify_cosignature(note + lines, ED25519) == VECTOR["time"]
