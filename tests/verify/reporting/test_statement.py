"""``intake audit statement``: what is signed, by whom, and that a copy gives the same."""

import json
import stat
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from intake.commands.audit import audit
from intake.crypto.tlog.checkpoint import CheckpointError, parse_checkpoint
from intake.crypto.tlog.note import parse_note
from intake.log.events import Log
from intake.verify.folder import LogFolder
from intake.verify.reporting.stating.checking import open_statement
from intake.verify.reporting.stating.signing_key import (
    SigningKeyError,
    make_key,
    read_key,
)
from intake.verify.reporting.stating.statement import StatementError, parse_statement
from intake.verify.rules.rulebook import EDITION
from tests.quarter.copied import copy_out
from tests.verify.reporting.test_report import approve_oneself, quiet_log


def run(*arguments: object) -> Result:
    return CliRunner().invoke(audit, ["statement", *map(str, arguments)], catch_exceptions=False)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    log = quiet_log()
    approve_oneself(log, 240)
    return copy_out(tmp_path / "copy", log)


@pytest.fixture
def note(copy: Path, tmp_path: Path) -> Path:
    """A statement, and the key beside it."""
    result = run(copy, "--key", tmp_path / "key", "--name", "auditor.example/office")
    assert result.exit_code == 1, result.output
    (tmp_path / "note").write_text(result.stdout)
    return tmp_path / "note"


def test_a_statement_says_what_was_checked_and_found(note: Path) -> None:
    text = parse_note(note.read_text()).text
    lines = dict(line.partition(" ")[::2] for line in text.splitlines())
    assert lines["origin"] == "intake.example.org/log/access"
    assert lines["size"] == "4"
    assert lines["beside"].startswith("intake.example.org/log/intake 1 ")
    assert lines["range"] == "0 4"
    assert lines["checked"] == "leaves 4 details 4 erased 0 missing 0"
    assert lines["rules"] == str(EDITION)
    assert lines["findings"].startswith("1 sha256:")
    assert (lines["reviewed"], lines["verdict"]) == ("0", "findings")
    with pytest.raises(CheckpointError):
        parse_checkpoint(text)


def test_a_clean_copy_is_stated_as_clean(tmp_path: Path) -> None:
    copy = copy_out(tmp_path / "copy", quiet_log())
    for log in Log:
        result = run(copy, "--key", tmp_path / "key", "--log", log)
        assert (result.exit_code, "\nverdict clean\n" in result.stdout) == (0, True)
        assert f"\norigin intake.example.org/log/{log}\n" in result.stdout


def test_what_was_erased_and_what_is_missing_is_counted(tmp_path: Path) -> None:
    log = quiet_log()
    log.add(400, "log.detail_erase", indices=[1])
    copy = copy_out(tmp_path / "copy", log)
    folder = LogFolder(copy, Log.ACCESS)
    lines = (folder.read("details/000000000.jsonl") or b"").splitlines(keepends=True)
    kept = [line for line in lines if json.loads(line)["idx"] not in {1, 2}]
    folder.write("details/000000000.jsonl", b"".join(kept))
    result = run(copy, "--key", tmp_path / "key")
    assert "\nchecked leaves 4 details 2 erased 1 missing 1\n" in result.stdout
    assert "\nfindings 2 sha256:" in result.stdout  # That it is gone: of the check, and of a rule.


def test_a_key_is_made_once_for_its_owner_alone(note: Path, copy: Path) -> None:
    key = note.with_name("key")
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    made = key.read_bytes()
    result = run(copy, "--key", key, "--name", "another.example")
    assert "— auditor.example/office " in result.stdout
    assert key.read_bytes() == made
    key.chmod(0o640)
    result = run(copy, "--key", key)
    assert (result.exit_code, result.output) == (2, "intake: others can read the key: chmod 600\n")


@pytest.mark.parametrize("text", ["", "PRIVATE+KEY+a", "PRIVATE+KEY+a+00000000+AQ==", "x" * 5_000])
def test_what_is_no_key_signs_nothing(copy: Path, tmp_path: Path, text: str) -> None:
    path = tmp_path / "key"
    path.write_text(text)
    path.chmod(0o600)
    result = run(copy, "--key", path)
    assert (result.exit_code, result.output) == (2, "intake: not a key for statements\n")


def test_a_key_is_read_as_it_was_written_and_never_shown(tmp_path: Path) -> None:
    key = make_key(tmp_path / "key", "auditor.example/x")
    assert read_key(tmp_path / "key") == key
    assert key.seed.hex() not in repr(key)
    assert repr(key.seed) not in repr(key)
    with pytest.raises(SigningKeyError):
        make_key(tmp_path / "other", "two words")
    assert not (tmp_path / "other").exists()


def test_a_statement_holds_against_the_copy_and_a_longer_one(note: Path, copy: Path) -> None:
    key = ("--key", note.with_name("key"))
    assert run(copy, "--check", note, *key).exit_code == 0
    vkey = run(copy, *key).stderr.partition("signed by ")[2].strip()
    assert run(copy, "--check", note, "--by", vkey).exit_code == 0
    log = quiet_log()
    approve_oneself(log, 240)
    approve_oneself(log, 300)
    log.tell(1)
    copy_out(copy, log)
    assert run(copy, "--check", note, *key).exit_code == 0


def test_a_statement_does_not_hold_against_another_history(note: Path, tmp_path: Path) -> None:
    log = quiet_log()
    approve_oneself(log, 250)
    result = run(copy_out(tmp_path / "x", log), "--check", note, "--key", note.with_name("key"))
    assert result.exit_code == 1
    assert "the first 4 entries of log access are others in this copy" in result.output
    short = copy_out(tmp_path / "y", quiet_log())
    result = run(short, "--check", note, "--key", note.with_name("key"))
    assert (result.exit_code, "does not reach as far" in result.output) == (1, True)


@pytest.mark.parametrize(
    ("line", "instead"),
    [
        ("checked leaves 4", "checked leaves 3"),
        ("details 4", "details 3"),
        (f"rules {EDITION}", f"rules {EDITION + 1}"),
        ("findings 1", "findings 0"),
        ("reviewed 0", "reviewed 1"),
        ("verdict findings", "verdict clean"),
        ("beside intake.example.org", "beside other.example.org"),
        ("size 4", "size 3"),
        ("range 0 4", "range 0 3"),
    ],
)
def test_what_somebody_signs_that_is_not_so_is_said(
    note: Path, copy: Path, line: str, instead: str
) -> None:
    key = read_key(note.with_name("key"))
    text = parse_note(note.read_text()).text
    note.write_text(key.sign(text.replace(line, instead, 1)))
    result = run(copy, "--check", note, "--key", note.with_name("key"))
    assert (result.exit_code, "does not hold" in result.output) == (1, True), result.output


def test_a_statement_by_somebody_else_does_not_hold(note: Path, copy: Path, tmp_path: Path) -> None:
    other = make_key(tmp_path / "other", "auditor.example/office")
    result = run(copy, "--check", note, "--key", tmp_path / "other")
    assert "note is not signed by the wanted key" in result.output
    assert result.exit_code == 1
    note.write_text(other.sign("something else\n"))
    result = run(copy, "--check", note, "--key", tmp_path / "other")
    assert (result.exit_code, "not a statement" in result.output) == (1, True)


@pytest.mark.parametrize("log", Log)
def test_of_a_log_without_a_checkpoint_nothing_can_be_stated(
    copy: Path, tmp_path: Path, log: Log
) -> None:
    LogFolder(copy, log).write("checkpoint", b"nothing\n")
    result = run(copy, "--key", tmp_path / "key")
    assert (result.exit_code, "nothing to state" in result.stderr) == (2, True), result.output


def test_without_saying_whose_it_is_nothing_can_be_told(note: Path, copy: Path) -> None:
    assert run(copy).exit_code == 2
    assert run(copy, "--check", note).exit_code == 2
    assert run(copy, "--check", note, "--by", "nobody").exit_code == 2
    assert run(copy, "--check", note.with_name("none"), "--by", "nobody").exit_code == 2
    note.write_bytes(b"x" * 100_000)
    assert run(copy, "--check", note, "--key", note.with_name("key")).exit_code == 2


def test_no_byte_of_a_statement_can_be_altered(note: Path) -> None:
    key = read_key(note.with_name("key"))
    data = note.read_bytes()
    for at in range(0, len(data), 7):
        altered = data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]
        with pytest.raises(StatementError):
            open_statement(altered.decode("utf-8", "replace"), key.public)
    with pytest.raises(StatementError):
        parse_statement(parse_note(note.read_text()).text.replace("rules ", "rules 0"))
