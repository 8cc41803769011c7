"""A copy that somebody made so as to keep its reader busy, or to crash it: bounded, and said."""

import json
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from intake.commands.audit import audit
from intake.crypto.tlog.checkpoint import Checkpoint, sign_checkpoint
from intake.crypto.tlog.note import MAX_NOTE_LENGTH
from intake.log.events import Log
from intake.log.leaf import END_OF_TIME, LeafError, parse_leaf
from intake.verify.check.checking import verify_mirror
from intake.verify.check.rehashing.rehash import MAX_GAP
from intake.verify.folder import MAX_FILE_BYTES, LogFolder
from intake.verify.reporting.made.proving import MOST, prove_entries
from intake.verify.reporting.reading import LogCopy, Signed
from intake.verify.rules import Entry
from intake.verify.rules.known.found import Found, Given
from tests.log.golden import INSTANCE, SEED, golden_vkey, lay_out, signed
from tests.log.verify.copies import found
from tests.quarter.copied import copy_out
from tests.quarter.written import START
from tests.verify.reporting.test_report import CASE, ONE, approve_oneself, quiet_log

DETAILS = "details/000000000.jsonl"
ORIGIN = f"{INSTANCE}/log/access"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return copy_out(tmp_path / "copy", quiet_log())


def run(command: str, folder: Path) -> Result:
    return CliRunner().invoke(audit, [command, str(folder)], catch_exceptions=False)


def test_a_log_that_signs_a_size_it_has_not_is_not_looked_for_to_the_end(copy: Path) -> None:
    head = Checkpoint(ORIGIN, 1 << 60, bytes(32))
    LogFolder(copy, Log.ACCESS).write("checkpoint", sign_checkpoint(head, SEED).encode())
    steps: list[int] = []
    log = LogCopy(LogFolder(copy, Log.ACCESS), None, Signed(head, ""))
    assert len(list(log.records(lambda done, _all: steps.append(done)))) == 0
    assert len(steps) == MAX_GAP
    assert log.unreadable == 1 << 60
    assert run("report", copy).exit_code == 1


@pytest.mark.parametrize("time", [END_OF_TIME, 999_999_999_999_999])
def test_a_time_that_no_calendar_has_is_no_entry(time: int) -> None:
    leaf = f'{{"a":"{ONE}","e":"report.open","t":%d,"v":1}}'
    parse_leaf(Log.ACCESS, (leaf % (END_OF_TIME - 1)).encode())
    with pytest.raises(LeafError):
        parse_leaf(Log.ACCESS, (leaf % time).encode())


def test_a_copy_whose_times_no_calendar_has_is_checked_and_reported(tmp_path: Path) -> None:
    log = quiet_log()
    log.add(300, "report.open", ONE, log_ref=CASE, purpose="casework")
    copy = copy_out(tmp_path / "copy", log)
    *leaves, last = [leaf for leaf, _ in log.leaves(Log.ACCESS)]
    leaves.append(last.replace(b'"t":', b'"t":999'))
    folder = lay_out(LogFolder(copy, Log.ACCESS), leaves, signed(leaves), golden_vkey(Log.ACCESS))
    assert (folder.read("tile/entries/000.p/4") or b"").count(b'"t":999') == 1
    assert found(copy)[0] == ("syntax", 3)
    assert run("report", copy).exit_code == 1


DEEP = b"[" * 200_000
LINES: dict[str, Callable[[], bytes]] = {
    "deep": lambda: DEEP + b"\n",
    "deep inside": lambda: (
        json.dumps({"detail": DEEP.decode(), "idx": 0, "salt": "00" * 32}).encode() + b"\n"
    ),
    "digits": lambda: b'{"idx":' + b"9" * 100_000 + b"}\n",
    "ends": lambda: b"\n" * 2_000_000,
    "long": lambda: b"x" * 5_000_000,
    "index": lambda: b'{"detail":"{}","idx":9007199254740993,"salt":"' + b"00" * 32 + b'"}\n',
}


@pytest.mark.parametrize("name", LINES)
def test_details_that_are_none_are_said_and_cost_little(copy: Path, name: str) -> None:
    LogFolder(copy, Log.ACCESS).write(DETAILS, LINES[name]())
    assert ("detail", None) in [(kind, None) for kind, _ in found(copy)]
    result = run("report", copy)
    assert result.exit_code == 1
    assert len(result.output) < 20_000


def test_of_many_kept_checkpoints_one_is_in_memory_at_a_time(copy: Path) -> None:
    folder = LogFolder(copy, Log.ACCESS)
    for size in range(40):
        folder.write(f"checkpoints/{size}", b"x" * MAX_NOTE_LENGTH)
    tracemalloc.start()
    report = verify_mirror(copy)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert report.logs[0].counts["signature"] == 40
    assert peak < 10 * MAX_NOTE_LENGTH


def test_no_file_is_read_further_than_its_bound(copy: Path) -> None:
    folder = LogFolder(copy, Log.ACCESS)
    with (folder.path / "checkpoint").open("wb") as file:
        file.truncate(MAX_FILE_BYTES * 64)  # A hole: no byte of it lies on the disk.
    data = folder.read("checkpoint") or b""
    assert MAX_FILE_BYTES < len(data) <= MAX_FILE_BYTES + (1 << 16)


def test_of_many_entries_some_are_proved_and_the_rest_is_counted(tmp_path: Path) -> None:
    log = quiet_log()
    for at in range(MOST + 50):
        log.add(300 + at, "case.note", ONE, log_ref=CASE)
    copy = copy_out(tmp_path / "copy", log)
    records = log.records[Log.ACCESS]
    entries = [Entry(Log.ACCESS, each.index, START) for each in records]
    drafts = Found()
    drafts.report("silent", entries, Given())
    copied = LogCopy(LogFolder(copy, Log.ACCESS), None, None)
    copied.head = Signed(Checkpoint(ORIGIN, len(records), bytes(32)), "")
    proved, more = prove_entries([copied], drafts.list_all())
    assert (len(proved), more) == (MOST, len(records) - MOST)
    assert {each.proof for each in proved} == {""}  # They do not lead to that root.


def test_a_copy_of_which_parts_are_missing_is_reported_as_far_as_it_goes(tmp_path: Path) -> None:
    log = quiet_log()
    approve_oneself(log, 240)
    copy = copy_out(tmp_path / "copy", log)
    folder = LogFolder(copy, Log.ACCESS)
    for name in ("tile/0/000.p/4", "tile/entries/000.p/4", "log.vkey", "policy.txt", "checkpoint"):
        kept = folder.read(name) or b""
        for damaged in (None, b"", kept[:-1], b"\xff" * len(kept)):
            folder.remove(name)
            if damaged is not None:
                folder.write(name, damaged)
            result = run("report", copy)
            assert result.exit_code == 1, (name, damaged, result.output)
        folder.write(name, kept)
