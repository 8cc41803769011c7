"""What the check of a copy and the rule ``detail-missing`` say of details is the same."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from intake.crypto.encoding import encode_json
from intake.log.events import Log
from intake.log.leaf import commitment
from intake.verify.folder import LogFolder
from intake.verify.reporting.folding import Span, fold_copy
from intake.verify.reporting.signed import open_copy
from intake.verify.rules.record import Told
from intake.verify.signatures import find_verify
from tests.log.golden import golden_vkey, lay_out, signed
from tests.log.verify.copies import found
from tests.quarter.copied import copy_out
from tests.quarter.written import Written, salt_of
from tests.verify.reporting.test_report import ONE, quiet_log

DETAILS = "details/000000000.jsonl"
Change = Callable[[Written], None]


def gone(log: Written) -> None:
    log.replace(log.records[Log.ACCESS][1], Told.GONE)


def erase(log: Written, *named: object) -> None:
    gone(log)
    log.add(400, "log.detail_erase", indices=list(named))


CASES: dict[str, tuple[Change, list[int]]] = {
    "whole": (lambda _log: None, []),
    "gone": (gone, [1]),
    "erased": (lambda log: erase(log, 1), []),
    "erased with one that is later": (lambda log: erase(log, 1, 9), [1]),
    "erased by a word": (lambda log: erase(log, 1, "x"), [1]),
    "another erased": (lambda log: erase(log, 0), [1]),
}


def said(copy: Path) -> tuple[list[int | None], list[int]]:
    """What the check says is wrong with details, and what the rule says."""
    checked = [index for kind, index in found(copy) if kind == "detail"]
    copies = open_copy(copy, find_verify())
    folded = fold_copy(copies, Span(), lambda _done, _all: None)
    ruled = [each for each in folded.findings if each.rule == "detail-missing"]
    return checked, [index for each in ruled for _, index in each.indices]


@pytest.mark.parametrize("name", CASES)
def test_what_is_gone_is_said_by_both_unless_an_erasure_names_it(tmp_path: Path, name: str) -> None:
    change, expected = CASES[name]
    log = quiet_log()
    change(log)
    checked, ruled = said(copy_out(tmp_path, log))
    assert (set(checked) - {3}, ruled) == (set(expected), expected)  # 3: an erasure of nothing.


@pytest.mark.parametrize("words", ["two words", "ü", "x" * 20_000])
def test_details_that_hold_free_text_are_said_by_both(tmp_path: Path, words: str) -> None:
    log = quiet_log()
    copy = copy_out(tmp_path, log)
    record = log.add(300, "case.note", ONE)
    detail = encode_json({"command": words})
    record = replace(record, commitment=commitment(salt_of(record), detail))
    leaves = [leaf for leaf, _ in log.leaves(Log.ACCESS)]
    given = f'"c":"{record.commitment}","e"'.encode()
    leaves[3] = leaves[3].replace(b'"e"', given, 1)
    folder = lay_out(LogFolder(copy, Log.ACCESS), leaves, signed(leaves), golden_vkey(Log.ACCESS))
    row = {"detail": detail.decode(), "idx": 3, "salt": salt_of(record).hex()}
    lines = (folder.read(DETAILS) or b"") + json.dumps(row).encode() + b"\n"
    folder.write(DETAILS, lines)
    assert said(copy) == ([3], [3])


def test_details_that_are_others_are_said_by_both_though_an_erasure_names_them(
    tmp_path: Path,
) -> None:
    log = quiet_log()
    log.add(400, "log.detail_erase", indices=[1])
    folder = LogFolder(copy_out(tmp_path, log), Log.ACCESS)
    folder.write(DETAILS, (folder.read(DETAILS) or b"").replace(b"b2b2", b"c4c4"))
    checked, ruled = said(tmp_path)
    assert checked == ruled
    assert ruled == [0, 1]
