"""Whose signatures under a copy's checkpoints count, by whose policy."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from intake.commands.audit import audit
from intake.crypto.tlog.cosignature import cosign_checkpoint, witness_key
from intake.crypto.tlog.note import encode_vkey
from intake.crypto.tlog.witnesses.counting import Standing
from intake.crypto.tlog.witnesses.policy import parse_policy
from intake.log.events import Log
from intake.verify import verify_mirror
from intake.verify.__main__ import main
from intake.verify.report import Quorum, Witnessed
from intake.verify.witnessing.telling import witness_lines
from tests.log.golden import GOLDEN, copy_of_70, golden_vkey
from tests.log.verify.copies import found

NOW = 1_790_000_000
HEADS = GOLDEN["checkpoints"]
REST = "30 entries since then rest on the log's word alone"
VKEYS = {
    name: encode_vkey(witness_key(f"{name}.example/w", name.encode() * 16))
    for name in ("w1", "w2", "w9")
}


def sign(note: str, *names: str, now: int = NOW) -> str:
    for name in names:
        note = cosign_checkpoint(note, f"{name}.example/w", name.encode() * 16, now)
    return note


def policy_text(least: str = "2", log: Log | None = Log.ACCESS) -> str:
    lines = [f"log {golden_vkey(log)}"] if log else []
    lines += [f"witness {name} {VKEYS[name]}" for name in ("w1", "w2")]
    return "\n".join([*lines, f"group outside {least} w1 w2", "quorum outside"]) + "\n"


def test_witnesses_of_the_verifiers_policy_are_counted_and_told_with_size_and_time(
    tmp_path: Path,
) -> None:
    log = copy_of_70(tmp_path)
    log.write("checkpoints/40", sign(HEADS["40"], "w1", "w2").encode())
    log.write("checkpoint", sign(HEADS["70"], "w2", "w9", now=NOW + 60).encode())
    report = verify_mirror(tmp_path, policy=parse_policy(policy_text(log=None).encode()))
    access = report.logs[0]
    assert access.quorum == Quorum(is_own=True, name="outside", size=40)
    assert access.witnessed == [
        Witnessed(40, "w1", Standing.HOLDS, NOW),
        Witnessed(40, "w2", Standing.HOLDS, NOW),
        Witnessed(70, "w2", Standing.HOLDS, NOW + 60),
        Witnessed(70, "w9.example/w", Standing.UNKNOWN, 0),
    ]
    assert access.findings == []
    assert witness_lines(access) == [
        "cosigned at 40 entries by w1, 2026-09-21 14:13 UTC",
        "cosigned at 70 entries by w2, 2026-09-21 14:14 UTC",
        "cosigned at 70 entries by w9.example/w: not in the policy; it counts for nothing",
        f"signed outside up to entry 40, by your policy; {REST}",
    ]
    (finding,) = report.findings  # Nobody signed the other log.
    assert (finding.log, finding.kind) == (Log.INTAKE, "quorum")


def test_too_few_signatures_are_a_finding_by_ones_own_policy_and_none_by_the_operators(
    tmp_path: Path,
) -> None:
    log = copy_of_70(tmp_path)
    log.write("checkpoint", sign(HEADS["70"], "w1").encode())
    log.write("policy.txt", policy_text().encode())
    report = verify_mirror(tmp_path)
    assert [each.kind for each in report.findings] == ["policy"], "no entry agreed to it"
    assert report.logs[0].quorum == Quorum(is_own=False, name="outside", size=None)
    assert witness_lines(report.logs[0])[-1] == (
        "no checkpoint has the signatures that 'outside' asks for,"
        " by the policy that was served, the operator's word"
    )
    own = parse_policy(policy_text().encode())
    kinds = [(each.log, each.kind) for each in verify_mirror(tmp_path, policy=own).findings]
    quorum = [(Log.ACCESS, "quorum"), (Log.INTAKE, "quorum")]
    assert kinds == [*quorum, (Log.ACCESS, "policy")]
    one = parse_policy(policy_text("any").encode())
    assert verify_mirror(tmp_path, policy=one).logs[0].quorum == Quorum(True, "outside", 70)


def test_who_writes_the_served_policy_does_not_choose_the_verifiers_judges(tmp_path: Path) -> None:
    log = copy_of_70(tmp_path)
    theirs = f"log {golden_vkey(Log.ACCESS)}\nwitness a {VKEYS['w9']}\nquorum a\n"
    log.write("policy.txt", theirs.encode())
    log.write("checkpoint", sign(HEADS["70"], "w9").encode())
    assert verify_mirror(tmp_path).logs[0].quorum == Quorum(False, "a", 70)
    own = parse_policy(policy_text("1").encode())
    assert verify_mirror(tmp_path, policy=own).logs[0].quorum == Quorum(True, "outside", None)


def test_a_cosignature_of_a_known_witness_that_does_not_hold_is_a_finding(tmp_path: Path) -> None:
    log = copy_of_70(tmp_path)
    other = sign(HEADS["40"], "w1").rpartition("— ")[2]
    log.write("checkpoint", (HEADS["70"] + "— " + other).encode())
    assert found(tmp_path) == []  # Nobody said who that is.
    log.write("policy.txt", policy_text().encode())
    assert found(tmp_path) == [("cosignature", None), ("policy", None)]


def test_a_log_of_ones_own_policy_must_have_that_key(tmp_path: Path) -> None:
    copy_of_70(tmp_path)
    stranger = golden_vkey(Log.ACCESS, "other.example")
    policy = parse_policy(f"log {stranger}\nquorum none\n".encode())
    findings = verify_mirror(tmp_path, policy=policy).findings
    assert {each.kind for each in findings} == {"signature"}


def test_without_a_key_no_line_is_believed(tmp_path: Path) -> None:
    log = copy_of_70(tmp_path)
    log.write("checkpoint", sign(HEADS["70"], "w1", "w2").encode())
    log.remove("log.vkey")
    policy = parse_policy(policy_text(log=None).encode())
    report = verify_mirror(tmp_path, policy=policy)
    assert report.logs[0].quorum is None
    assert ("missing", "log.vkey is missing") in {
        (each.kind, each.text) for each in report.findings
    }


@pytest.mark.parametrize("text", ["", "quorum x\n", "log\n", "\xff"])
def test_a_policy_that_is_none_is_exit_code_2_and_one_line(
    tmp_path: Path, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    copy_of_70(tmp_path)
    file = tmp_path / "own"
    file.write_bytes(text.encode("latin-1"))
    assert main([str(tmp_path), "--policy", str(file)]) == 2
    assert capsys.readouterr().err.count("\n") == 1
    result = CliRunner().invoke(audit, ["verify", str(tmp_path), "--policy", str(file)])
    assert (result.exit_code, result.output.count("\n")) == (2, 1)
    missing = ["verify", str(tmp_path), "--policy", str(tmp_path / "none")]
    assert CliRunner().invoke(audit, missing).exit_code == 2


def test_both_commands_go_by_ones_own_policy(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log = copy_of_70(tmp_path / "copy")
    log.write("checkpoint", sign(HEADS["70"], "w1").encode())
    file = tmp_path / "own"
    file.write_text(policy_text("any", log=None))
    assert main([str(tmp_path / "copy"), "--policy", str(file)]) == 1  # The intake log's.
    told = capsys.readouterr().out
    assert "  signed outside up to entry 70, by your policy\n" in told
    result = CliRunner().invoke(audit, ["verify", str(tmp_path / "copy"), "--policy", str(file)])
    assert result.exit_code == 1
    assert "  signed outside up to entry 70, by your policy\n" in result.output
    assert "intake quorum: no checkpoint is signed" in result.output
