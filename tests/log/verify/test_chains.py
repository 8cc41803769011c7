"""The chains of cases in a copy: in the access log each link names the one before (log.md, 4)."""

import json
import shutil
from collections.abc import Container, Mapping, Sequence
from pathlib import Path

import pytest

from intake.log.events import Event, Log
from intake.log.leaf import Leaf, commitment, encode_detail, encode_leaf
from intake.verify import verify_mirror
from intake.verify.folder import LogFolder, details_name
from tests.log.golden import golden_vkey, lay_out, publish, signed

REF, OTHER = "1" * 32, "2" * 32
T = 1_790_000_000
DAY = T - T % 86_400
SALT = bytes(32)


def c_of(detail: Mapping[str, object]) -> str:
    return commitment(SALT, encode_detail(detail))


def link(seq: int, before: Mapping[str, object] | None, ref: str = REF) -> dict[str, object]:
    """The details of a case's entry."""
    chained = {"case_prev": c_of(before)} if before else {}
    return {"case_seq": seq, "log_ref": ref, "purpose": "triage", **chained}


ONE = link(1, None)
TWO = link(2, ONE)
THREE = link(3, TWO)
OTHERS = link(1, None, OTHER)
OPENED = {"case_seq": 2, "day": "2026-09-21", "log_ref": REF, "purpose": "triage"}


def write(folder: LogFolder, details: Sequence[Mapping[str, object]], gone: Container[int]) -> None:
    rows = [
        {"detail": encode_detail(detail).decode(), "idx": index, "salt": SALT.hex()}
        for index, detail in enumerate(details)
        if index not in gone
    ]
    folder.write(details_name(0), "".join(json.dumps(row) + "\n" for row in rows).encode())


def found(
    tmp_path: Path,
    access: Sequence[Mapping[str, object]],
    intake: Sequence[Mapping[str, object]] = (),
    gone: Container[int] = (),
) -> list[tuple[Log, str, int | None]]:
    """What a check finds in a copy of entries with these details."""
    leaves = [Leaf(Event.REPORT_OPEN, T, None, c_of(each), "ok") for each in access]
    encoded = [encode_leaf(Log.ACCESS, leaf) for leaf in leaves]
    log = publish(tmp_path, encoded, signed(encoded))
    write(log, access, gone)
    told = [Leaf(Event.CASE_OPENED, DAY, None, c_of(each)) for each in intake]
    encoded = [encode_leaf(Log.INTAKE, leaf) for leaf in told]
    key = golden_vkey(Log.INTAKE)
    shutil.rmtree(tmp_path / "log/intake")
    other = lay_out(LogFolder(tmp_path, Log.INTAKE), encoded, signed(encoded, Log.INTAKE), key)
    if intake:
        write(other, intake, ())
    return [(each.log, each.kind, each.index) for each in verify_mirror(tmp_path).findings]


def test_chains_that_are_whole_are_no_finding(tmp_path: Path) -> None:
    details: list[Mapping[str, object]]
    details = [ONE, OTHERS, TWO, {"role": "auditor"}, THREE, link(2, OTHERS, OTHER)]
    assert found(tmp_path, details, [OPENED]) == []


@pytest.mark.parametrize(
    ("details", "index"),
    [
        ([ONE, TWO, THREE, link(3, THREE)], 3),
        ([ONE, TWO, link(3, ONE)], 2),
        ([ONE, TWO, link(4, TWO)], 2),
        ([ONE, TWO, link(3, None)], 2),
        ([ONE, TWO, link(2, None, OTHER)], 2),
        ([ONE, TWO, {"log_ref": REF}], 2),
        ([ONE, TWO, {"case_seq": 3}], 2),
        ([TWO, THREE], 0),
    ],
)
def test_a_link_that_does_not_follow_the_one_before_is_found(
    tmp_path: Path, details: Sequence[Mapping[str, object]], index: int
) -> None:
    assert found(tmp_path, details) == [(Log.ACCESS, "chain", index)]


def test_a_link_whose_details_are_gone_is_found_once(tmp_path: Path) -> None:
    assert found(tmp_path, [ONE, TWO, THREE], gone={1}) == [(Log.ACCESS, "detail", 1)]


@pytest.mark.parametrize(
    "wrong",
    [
        {"purpose": "review"},
        {"day": "2026-09-22"},
        {"case_seq": 1, "purpose": "cover"},
        {"case_prev": c_of(ONE)},
    ],
)
def test_what_reporters_are_told_of_an_opening_is_what_the_access_log_says(
    tmp_path: Path, wrong: Mapping[str, object]
) -> None:
    told = [OPENED, {**OPENED, **wrong}]
    assert found(tmp_path, [ONE, TWO, THREE], told) == [(Log.INTAKE, "chain", 1)]


def test_the_intake_log_repeats_the_number_of_an_opening_and_continues_no_chain(
    tmp_path: Path,
) -> None:
    told = [OPENED, OPENED | {"case_seq": 1}, OPENED | {"case_seq": 9}, OPENED | {"log_ref": OTHER}]
    assert found(tmp_path, [ONE, TWO, THREE], told) == []  # The copy may not reach the last two.
