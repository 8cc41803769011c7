"""The offline check of heads: keys, forks, rolled-back logs; and the program that runs it."""

import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from intake.crypto import ed25519
from intake.crypto.tlog.checkpoint import Checkpoint, open_checkpoint, sign_checkpoint
from intake.crypto.tlog.note import VerifierKey, encode_vkey, parse_vkey
from intake.log.events import Log
from intake.verify import VerifyError, verify_mirror
from intake.verify.__main__ import main
from intake.verify.folder import LogFolder
from intake.verify.signatures import find_verify, verify_with_openssl
from tests.log.golden import (
    FORKED,
    GOLDEN,
    LEAVES,
    PADS,
    SEED,
    copy_of_70,
    golden_vkey,
    lay_out,
    publish,
    signed,
)
from tests.log.verify.copies import found

KEY = parse_vkey(GOLDEN["vkey"])
ROOT = Path(__file__).parents[3]


def test_a_forked_history_is_found_though_its_head_is_signed(tmp_path: Path) -> None:
    log = publish(tmp_path, FORKED, GOLDEN["fork"]["checkpoints"]["70"])
    for size in ("40", "70"):
        log.write(f"checkpoints/{size}", GOLDEN["checkpoints"][size].encode())
    assert found(tmp_path) == [("forked", 40)]
    (finding,) = verify_mirror(tmp_path).findings
    assert finding.text == (
        "checkpoints/70 was signed over another history; the two part after entry 40"
    )


def test_two_signed_heads_of_one_size_are_a_fork(tmp_path: Path) -> None:
    log = copy_of_70(tmp_path)
    fork = open_checkpoint(GOLDEN["fork"]["checkpoints"]["70"], KEY)
    log.keep(fork, GOLDEN["fork"]["checkpoints"]["70"])
    assert found(tmp_path) == [("forked", 40)]


def test_a_log_that_was_rolled_back_is_found(tmp_path: Path) -> None:
    log = copy_of_70(tmp_path)
    log.write("checkpoint", GOLDEN["rolled_back"].encode())
    beyond = [("detail", row["idx"]) for row in GOLDEN["details"] if row["idx"] >= 60]
    assert beyond
    assert found(tmp_path) == [("rolled-back", 60), *beyond]


def test_a_checkpoint_by_another_key_is_found(tmp_path: Path) -> None:
    log = copy_of_70(tmp_path)
    head = open_checkpoint(GOLDEN["checkpoints"]["70"], KEY)
    log.write("checkpoint", sign_checkpoint(head, b"\x09" * 32).encode())
    assert found(tmp_path) == [("signature", None)]


def test_a_key_that_is_not_the_trusted_one_is_found(tmp_path: Path) -> None:
    copy_of_70(tmp_path)
    intake = golden_vkey(Log.INTAKE)
    assert not verify_mirror(tmp_path, trusted=[GOLDEN["vkey"], intake]).findings
    other = encode_vkey(VerifierKey(GOLDEN["origin"], ed25519.public_key(b"\x09" * 32)))
    (finding,) = verify_mirror(tmp_path, trusted=[other, intake]).findings
    assert (finding.log, finding.kind) == (Log.ACCESS, "signature")


def test_a_policy_for_another_log_is_found(tmp_path: Path) -> None:
    log = copy_of_70(tmp_path)
    honest = (log.read("policy.txt") or b"").decode()
    other = "log " + encode_vkey(VerifierKey("evil.example", ed25519.public_key(b"\x09" * 32)))
    for policy in (
        "quorum none\n",
        f"{other}\nquorum none\n",
        f"{other}\n{honest}",
        honest.replace("quorum", f"{other}\nquorum"),
        f"{honest}{other}\n",
        f"# {honest}",
        honest.replace("quorum none", "quorum any"),
        honest.replace("\n", "\r\n"),
    ):
        log.write("policy.txt", policy.encode())
        assert found(tmp_path) == [("signature", None)]


@pytest.mark.parametrize("log", Log)
def test_a_copy_without_one_of_the_logs_is_found(
    tmp_path: Path, log: Log, capsys: pytest.CaptureFixture[str]
) -> None:
    copy_of_70(tmp_path)
    shutil.rmtree(tmp_path / "log" / log)
    keys = [golden_vkey(each) for each in Log]
    for trusted in ([], keys):
        (finding,) = verify_mirror(tmp_path, trusted=trusted).findings
        assert (finding.log, finding.kind) == (log, "missing")
        assert f"log/{log}" in finding.text
        assert main([str(tmp_path), *trusted]) == 1
        assert capsys.readouterr().out.endswith("findings\n")


def test_the_other_log_in_the_place_of_one_is_found(tmp_path: Path) -> None:
    copy_of_70(tmp_path)
    shutil.rmtree(tmp_path / "log/access")
    shutil.copytree(tmp_path / "log/intake", tmp_path / "log/access")
    trusted = [golden_vkey(each) for each in Log]
    (finding,) = verify_mirror(tmp_path, trusted=trusted).findings
    assert (finding.log, finding.kind) == (Log.ACCESS, "origin")


@pytest.mark.parametrize("instance", ["other.example", "intake.example.org/log/intake", ""])
def test_a_log_of_another_instance_is_found(tmp_path: Path, instance: str) -> None:
    copy_of_70(tmp_path)
    vkey = golden_vkey(Log.INTAKE, instance)
    lay_out(LogFolder(tmp_path, Log.INTAKE), PADS, signed(PADS, Log.INTAKE, instance), vkey)
    (finding,) = verify_mirror(tmp_path).findings
    assert (finding.log, finding.kind) == (Log.INTAKE, "origin")


def test_a_folder_without_a_log_cannot_be_checked(tmp_path: Path) -> None:
    with pytest.raises(VerifyError):
        verify_mirror(tmp_path)


def of_log(folder: Path, log: Log, trusted: Sequence[str] = ()) -> list[tuple[str, int | None]]:
    """The findings of one log."""
    found = verify_mirror(folder, trusted=trusted).findings
    return [(each.kind, each.index) for each in found if each.log is log]


@pytest.mark.parametrize("trusted", [[], [GOLDEN["vkey"]], [golden_vkey(Log.INTAKE)]])
@pytest.mark.parametrize("name", ["log.vkey", "policy.txt", "checkpoint", "checkpoints/40"])
@pytest.mark.parametrize("bad", [b"\xff", b"nonsense\n", b"", None])
def test_a_bad_file_is_a_finding_of_its_log_and_everything_else_is_still_looked_at(
    tmp_path: Path, trusted: list[str], name: str, bad: bytes | None
) -> None:
    access, intake = copy_of_70(tmp_path), LogFolder(tmp_path, Log.INTAKE)
    for log in (access, intake):  # A changed entry in each shows that it was looked at.
        path = next(path for path in sorted((log.path / "tile/entries").glob("000.p/*")))
        path.write_bytes(path.read_bytes().replace(b"pad", b"paa").replace(b"deny", b"okay"))
    assert of_log(tmp_path, Log.INTAKE, trusted) == of_log(tmp_path, Log.INTAKE) != []
    if bad is None:
        access.remove(name)
    else:
        access.write(name, bad)
    kinds = {kind for kind, _ in of_log(tmp_path, Log.ACCESS, trusted)}
    assert "changed" in kinds
    if bad is not None or name != "checkpoints/40":
        assert kinds & {"signature", "missing"}
    assert ("missing" if bad is None else "signature") in kinds or name == "checkpoints/40"
    assert of_log(tmp_path, Log.INTAKE, trusted) == of_log(tmp_path, Log.INTAKE) != []


def test_a_deleted_checkpoint_is_called_missing(tmp_path: Path) -> None:
    log = copy_of_70(tmp_path)
    log.remove("checkpoint")
    assert found(tmp_path) == [("missing", None)]


def test_a_log_without_any_signed_checkpoint_is_a_finding(tmp_path: Path) -> None:
    publish(tmp_path, LEAVES, "nonsense")
    assert found(tmp_path) == [("signature", None)]


@pytest.mark.parametrize("name", ["60", "080", "40.0123456789abcdef", "x", "70.x"])
def test_a_kept_checkpoint_under_another_name_is_found(tmp_path: Path, name: str) -> None:
    log = copy_of_70(tmp_path)
    log.write(f"checkpoints/{name}", GOLDEN["checkpoints"]["40"].encode())
    assert found(tmp_path) == [("misnamed", None)]


def test_a_key_for_one_log_says_nothing_against_the_other(tmp_path: Path) -> None:
    copy_of_70(tmp_path)
    for log, other in ((Log.ACCESS, Log.INTAKE), (Log.INTAKE, Log.ACCESS)):
        report = verify_mirror(tmp_path, trusted=[golden_vkey(log)])
        assert report.findings == ()
        compared = {each.log: each.is_key_compared for each in report.logs}
        assert compared == {log: True, other: False}
    with pytest.raises(VerifyError):
        verify_mirror(tmp_path, trusted=["nonsense"])


def test_a_signed_size_alone_keeps_nobody_busy(tmp_path: Path) -> None:
    log = copy_of_70(tmp_path)
    huge = sign_checkpoint(Checkpoint(GOLDEN["origin"], 2**40, bytes(32)), SEED)
    log.write("checkpoint", huge.encode())
    kinds = {kind for kind, _ in found(tmp_path)}
    assert "missing" in kinds
    assert "nothing after entry" in "".join(each.text for each in verify_mirror(tmp_path).findings)


def test_openssl_checks_signatures_where_the_package_is_missing(tmp_path: Path) -> None:
    copy_of_70(tmp_path)
    assert not verify_mirror(tmp_path, verify=verify_with_openssl).findings
    message, seed = b"message", b"\x07" * 32
    public, signature = ed25519.public_key(seed), ed25519.sign(seed, message)
    verify_with_openssl(public, message, signature)
    for wrong in (
        (public, b"other", signature),
        (ed25519.public_key(b"\x08" * 32), message, signature),
        (public, message, signature[:-1] + b"\x00"),
        (public, message, b""),
        (b"short", message, signature),
    ):
        with pytest.raises(ed25519.Ed25519Error):
            verify_with_openssl(*wrong)
    assert find_verify() is ed25519.verify


BARE = """
import sys
sys.path.insert(0, sys.argv[2])
from intake.verify.__main__ import main
from intake.verify.signatures import find_verify, verify_with_openssl
assert find_verify() is verify_with_openssl
sys.exit(main(sys.argv[1:2]))
"""


def test_a_bare_python_checks_a_copy(tmp_path: Path) -> None:
    """Without installed packages: neither Flask nor SQLAlchemy nor cryptography is there."""
    copy_of_70(tmp_path)
    command = [sys.executable, "-I", "-S", "-c", BARE, str(tmp_path), str(ROOT)]
    result = subprocess.run(command, check=False, capture_output=True, text=True)
    assert (result.returncode, result.stderr) == (0, "")
    assert "70 of 70 entries checked\n" in result.stdout
    assert result.stdout.endswith("3 of 3 entries checked\nok\n")


def test_the_program_tells_by_its_exit_code(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log = copy_of_70(tmp_path)
    assert main([str(tmp_path)]) == 0
    log.write("checkpoint", GOLDEN["rolled_back"].encode())
    assert main([str(tmp_path)]) == 1
    assert "rolled-back" in capsys.readouterr().out
    assert main([]) == main(["--help"]) == main([str(tmp_path / "none")]) == 2
    command = [sys.executable, "-m", "intake.verify", str(tmp_path)]
    assert subprocess.run(command, check=False, capture_output=True, cwd=ROOT).returncode == 1
