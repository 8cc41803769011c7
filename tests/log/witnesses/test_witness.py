"""What a witness signs, what it refuses, and what it remembers."""

import os
import random
import threading
from pathlib import Path

import pytest

from intake.crypto.tlog.checkpoint import Checkpoint
from intake.crypto.tlog.cosignature import verify_cosignature
from intake.crypto.tlog.merkle import MerkleError
from intake.crypto.tlog.merkleproof import verify_consistency
from intake.crypto.tlog.note import encode_vkey, parse_vkey
from intake.verify.witnessing import witness as program
from intake.verify.witnessing.witness import MAX_BODY, MAX_EVIDENCE, Answer, Witness, WitnessError
from tests.log.witnesses.logs import NOW, ORIGIN, VKEY, SmallLog, signed_text, write_request

LOG = SmallLog(1_718)
OTHER = SmallLog(1_718, forked_at=50)


def ask(witness: Witness, body: bytes) -> tuple[int, str]:
    answer = witness.add_checkpoint(body, NOW)
    return answer.status, answer.body if answer.status != 200 else ""


def last(witness: Witness) -> Checkpoint:
    return Checkpoint(*witness.last(ORIGIN))


def evidence(witness: Witness) -> list[str]:
    return sorted(path.name.partition("-")[0] for path in (witness.folder / "evidence").iterdir())


def test_a_log_that_grows_is_cosigned_each_time_and_the_same_size_again(witness: Witness) -> None:
    key = parse_vkey(witness.vkeys()[0])
    for old, size in ((0, 0), (0, 111), (111, 1_718), (1_718, 1_718)):
        answer = witness.add_checkpoint(LOG.request(old, size), NOW + size)
        assert answer.status == 200
        assert verify_cosignature(LOG.note(size) + answer.body, key) == NOW + size
        assert last(witness) == LOG.head(size)
        assert last(Witness(witness.folder)) == LOG.head(size)
    assert evidence(witness) == []


def test_a_request_that_starts_elsewhere_is_told_the_size_and_may_ask_again(
    witness: Witness,
) -> None:
    assert ask(witness, LOG.request(0, 111))[0] == 200
    assert ask(witness, LOG.request(0, 1_718)) == (409, "111\n")
    assert ask(witness, LOG.request(110, 1_718)) == (409, "111\n")
    assert ask(witness, LOG.request(112, 1_718)) == (409, "111\n")
    assert evidence(witness) == []  # Whoever only lost count contradicts nothing.
    assert ask(witness, LOG.request(111, 1_718))[0] == 200


def test_a_log_that_was_rolled_back_is_refused_and_kept(witness: Witness) -> None:
    ask(witness, LOG.request(0, 1_718))
    body = LOG.request(111, 111)
    assert ask(witness, body) == (409, "1718\n")
    assert evidence(witness) == ["smaller"]
    assert [path.read_bytes() for path in (witness.folder / "evidence").iterdir()] == [body]
    assert last(witness) == LOG.head(1_718)


def test_another_history_of_the_same_size_is_refused_and_kept(witness: Witness) -> None:
    ask(witness, LOG.request(0, 1_718))
    assert ask(witness, OTHER.request(1_718, 1_718)) == (409, "1718\n")
    assert evidence(witness) == ["forked"]
    assert ask(witness, LOG.request(1_718, 1_718))[0] == 200


def test_another_history_that_grew_is_refused_and_kept(witness: Witness) -> None:
    ask(witness, LOG.request(0, 111))
    assert ask(witness, OTHER.request(111, 1_718)) == (422, "")
    assert evidence(witness) == ["unproved"]
    assert last(witness) == LOG.head(111)


def test_the_first_request_needs_no_proof_and_may_have_none(witness: Witness) -> None:
    proof = LOG.proof(100, 111)
    assert ask(witness, write_request(0, proof, LOG.note(111))) == (422, "")


def test_a_log_nobody_added_is_not_signed(witness: Witness) -> None:
    foreign = SmallLog(3, origin="other.example/log/access")
    assert ask(witness, foreign.request(0, 3)) == (404, "")


def test_a_checkpoint_by_another_key_is_not_signed(witness: Witness) -> None:
    for note in (LOG.note(3, bytes([9]) * 32), signed_text(LOG.head(3), "other.example/x")):
        assert ask(witness, write_request(0, [], note)) == (403, "")
    good, bad = LOG.note(3), LOG.note(4).rpartition("\n\n")[2]
    assert ask(witness, write_request(0, [], good + bad)) == (403, "")  # One of two does not hold.
    assert witness.last(ORIGIN).size == 0


BLANK = b"A" * 43 + b"=\n"
CHANGES = {  # What stands in a good request, and what takes its place.
    "old with a zero": (b"old 2", b"old 02"),
    "old below nothing": (b"old 2", b"old -2"),
    "no old size": (b"old 2", b"old"),
    "another word": (b"old 2", b"Old 2"),
    "a space at the end": (b"old 2", b"old 2 "),
    "old beyond the checkpoint": (b"old 2", b"old 9"),
    "old beyond any size": (b"old 2", b"old 99999999999999999999"),
    "a proof that is not base64": (b"old 2\n", b"old 2\n????\n"),
    "a proof of short hashes": (b"old 2\n", b"old 2\nAAAA\n"),
    "a proof with unused bits": (b"old 2\n", b"old 2\n" + b"A" * 42 + b"B=\n"),
    "a proof of 64": (b"old 2\n", b"old 2\n" + BLANK * 64),
    "a size with a zero": (b"access\n3\n", b"access\n03\n"),
    "a fourth line": (b"access\n3\n", b"access\n3\nmore\n"),
    "an empty log with a root": (b"access\n3\n", b"access\n0\n"),
    "a size beyond any": (b"access\n3\n", b"access\n9223372036854775808\n"),
    "no dash": ("— ".encode(), b"- "),
    "not UTF-8": ("— ".encode(), b"\xff "),
    "other line ends": (b"\n", b"\r\n"),
    "no checkpoint": (b"\n\nintake", b"\nintake"),
}


@pytest.mark.parametrize(("old", "new"), CHANGES.values(), ids=CHANGES)
def test_what_cannot_be_read_is_answered_400(witness: Witness, old: bytes, new: bytes) -> None:
    assert ask(witness, LOG.request(0, 2))[0] == 200
    body = LOG.request(2, 3)
    assert old in body
    assert ask(witness, body.replace(old, new)) == (400, "")
    assert ask(witness, body)[0] == 200


@pytest.mark.parametrize(
    "more", ["— x AAAA\n", "— x not!base64\n", "— x AAAAAAAAB\n", "\n", "x" * MAX_BODY, "— x"]
)
def test_what_stands_after_the_checkpoint_is_read_as_strictly(witness: Witness, more: str) -> None:
    body = LOG.request(0, 3)
    for spoiled in (body + more.encode(), body[:-1], body[:-6] + b"????=\n", b""):
        assert ask(witness, spoiled) == (400, "")
    assert ask(witness, body)[0] == 200


def test_any_byte_of_a_request_may_change_and_none_is_answered_with_a_failure(
    witness: Witness,
) -> None:
    drawn = random.Random(9)  # noqa: S311 - repeatable
    assert ask(witness, LOG.request(0, 111))[0] == 200
    body = LOG.request(111, 1_000)
    for _ in range(400):
        at = drawn.randrange(len(body))
        changed = bytes([*body[:at], drawn.randrange(256), *body[at + 1 :]])
        if changed != body:
            assert ask(witness, changed)[0] in {400, 403, 404, 409, 422}, changed
    assert last(witness) == LOG.head(111)


def test_of_600_proofs_none_is_wrongly_judged() -> None:
    """Half of them altered; the judge here is the second one, of the log's own side."""
    drawn = random.Random(600)  # noqa: S311 - repeatable
    verdicts = {True: 0, False: 0}
    for turn in range(600):
        size = drawn.randrange(1, 1_718)
        old = drawn.randrange(size + 1)
        proof, roots = LOG.proof(old, size), [LOG.head(old).root, LOG.head(size).root]
        if turn % 2:
            alter(drawn, proof, roots)
        try:
            verify_consistency(old, size, roots[0], roots[1], proof)
            holds = True
        except MerkleError:
            holds = False
        assert holds is not bool(turn % 2), (old, size)
        assert program.extends(old, roots[0], size, roots[1], proof) is holds, (old, size)
        verdicts[holds] += 1
    assert verdicts == {True: 300, False: 300}


def alter(drawn: random.Random, proof: list[bytes], roots: list[bytes]) -> None:
    """Change one thing, so that the proof can no longer hold."""
    way = drawn.choice(["root", "more", "hash", "fewer"]) if proof else drawn.choice(["more"])
    if way == "root":
        roots[drawn.randrange(2)] = drawn.randbytes(32)
    elif way == "more":
        proof.insert(drawn.randrange(len(proof) + 1), drawn.randbytes(32))
    elif way == "hash":
        proof[drawn.randrange(len(proof))] = drawn.randbytes(32)
    else:
        proof.pop(drawn.randrange(len(proof)))


def test_a_witness_that_lost_its_state_signs_nothing_any_more(witness: Witness) -> None:
    ask(witness, LOG.request(0, 111))
    (state,) = witness.folder.glob("*.checkpoint")
    kept = state.read_bytes()
    state.unlink()
    with pytest.raises(WitnessError, match="is lost"):
        witness.add_checkpoint(LOG.request(0, 1_718))
    state.write_bytes(kept[:40])
    with pytest.raises(WitnessError, match="is lost"):
        Witness(witness.folder).add_checkpoint(LOG.request(0, 1_718))
    state.write_bytes(kept.replace(b"access", b"intake"))
    with pytest.raises(WitnessError, match="of another log"):
        witness.add_checkpoint(LOG.request(111, 1_718))
    state.write_bytes(kept)
    assert witness.add_checkpoint(LOG.request(111, 1_718)).status == 200


def test_a_state_is_never_begun_over_another(witness: Witness) -> None:
    ask(witness, LOG.request(0, 111))
    assert witness.add_log(VKEY) == ORIGIN  # It is watched already.
    assert witness.last(ORIGIN).size == 111
    config = witness.folder / "witness.json"
    config.write_text('{"name": "witness.ngo.example/w1", "logs": []}')
    with pytest.raises(WitnessError, match="there is a state"):
        Witness(witness.folder).add_log(VKEY)
    with pytest.raises(WitnessError, match="holds a witness already"):
        Witness.make(witness.folder, "again")


def test_what_was_killed_between_remembering_and_signing_is_signed_when_asked_again(
    witness: Witness, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(witness, LOG.request(0, 111))
    monkeypatch.setattr(Witness, "_sign", lambda *_: os._exit(9))
    child = os.fork()
    if not child:
        witness.add_checkpoint(LOG.request(111, 1_718))
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
    monkeypatch.undo()
    again = Witness(witness.folder)
    assert again.last(ORIGIN).size == 1_718  # It was on the disk before anything was signed.
    assert ask(again, LOG.request(111, 1_718)) == (409, "1718\n")
    assert ask(again, LOG.request(1_718, 1_718))[0] == 200


def test_two_who_ask_at_once_for_two_histories_are_not_both_signed(witness: Witness) -> None:
    ask(witness, LOG.request(0, 40))
    answers: list[Answer] = []
    bodies = [each.request(40, size) for each in (LOG, OTHER) for size in range(100, 120)]
    threads = [
        threading.Thread(target=lambda body=body: answers.append(witness.add_checkpoint(body)))
        for body in bodies
    ]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert [each.status for each in answers].count(200) == 1
    assert {each.status for each in answers} == {200, 409}


def test_evidence_does_not_fill_the_disk(witness: Witness) -> None:
    ask(witness, LOG.request(0, 1_000))
    for size in range(MAX_EVIDENCE + 5):
        ask(witness, LOG.request(size, size))
    assert len(evidence(witness)) == MAX_EVIDENCE


def test_secrets_are_for_nobody_else_and_stand_in_no_answer(witness: Witness) -> None:
    for name in ("ed25519.key", "mldsa44.seed"):
        assert (witness.folder / name).stat().st_mode & 0o077 == 0
    assert witness.folder.stat().st_mode & 0o077 == 0
    answer = witness.add_checkpoint(LOG.request(0, 3))
    seed = (witness.folder / "ed25519.key").read_bytes()[-32:]
    assert seed not in answer.body.encode()


@pytest.mark.parametrize("name", ["", "a b", "a+b", "ä", "x" * 256])
def test_a_name_that_no_line_could_carry_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(WitnessError, match="a name has"):
        Witness.make(tmp_path / "w", name)


@pytest.mark.parametrize("vkey", ["", "x", VKEY[:-4] + "AAA=", VKEY.replace("access", "intake")])
def test_what_is_no_key_of_a_log_is_not_watched(witness: Witness, vkey: str) -> None:
    with pytest.raises(WitnessError, match="not the verifier key"):
        witness.add_log(vkey)
    with pytest.raises(WitnessError, match="not the verifier key"):
        witness.add_log(witness.vkeys()[0])


def test_a_watched_log_keeps_its_key(witness: Witness) -> None:
    other = encode_vkey(parse_vkey(VKEY).__class__(ORIGIN, bytes([3]) * 32))
    with pytest.raises(WitnessError, match="with another key"):
        witness.add_log(other)
