"""The offline check holds details to what their entries commit to."""

import json
import shutil
from collections.abc import Container, Mapping
from pathlib import Path

import pytest

from intake.log.events import Event, Log
from intake.log.leaf import Leaf, commitment, encode_detail, encode_leaf
from intake.verify import verify_mirror
from intake.verify.folder import details_name
from tests.log.golden import (
    GOLDEN,
    copy_of_70,
    publish,
    signed,
)
from tests.log.verify.copies import found, lines


def detail_lines(change: Mapping[str, object]) -> bytes:
    rows = [GOLDEN["details"][0] | change, *GOLDEN["details"][1:]]
    return "".join(json.dumps(row) + "\n" for row in rows).encode()


def test_details_that_are_not_those_committed_to_are_found(tmp_path: Path) -> None:
    log = copy_of_70(tmp_path)
    index = GOLDEN["details"][0]["idx"]
    for change in ({"detail": '{"purpose":"review"}'}, {"salt": "00" * 32}):
        log.write(details_name(0), detail_lines(change))
        assert found(tmp_path) == [("detail", index)]
    malformed: list[dict[str, object]] = [{"salt": "00"}, {"salt": 7}, {"detail": None}]
    malformed.append({"idx": "x"})
    for wrong in malformed:
        log.write(details_name(0), detail_lines(wrong))
        assert found(tmp_path) == [("detail", 0), ("detail", index)]  # Its own are gone, too.


def test_a_false_line_before_the_true_one_is_found(tmp_path: Path) -> None:
    log = copy_of_70(tmp_path)
    true = GOLDEN["details"]
    index = true[0]["idx"]
    log.write(details_name(0), lines(true[0] | {"detail": '{"purpose":"review"}'}, *true))
    assert found(tmp_path) == [("detail", index), ("detail", index)]
    log.write(details_name(0), lines(*true, true[0]))
    assert found(tmp_path) == [("detail", index)]


@pytest.mark.parametrize("index", [-1, 0, 70, 256, 10**6])
def test_details_of_no_entry_that_commits_to_some_are_found(tmp_path: Path, index: int) -> None:
    log = copy_of_70(tmp_path)
    log.write(details_name(0), lines(*GOLDEN["details"], GOLDEN["details"][0] | {"idx": index}))
    assert found(tmp_path) == [("detail", index)]


def test_a_line_that_is_not_of_the_closed_form_is_found(tmp_path: Path) -> None:
    log = copy_of_70(tmp_path)
    first, *rest = GOLDEN["details"]
    text = json.dumps(first)
    for wrong in (
        json.dumps(first | {"note": "false"}),
        json.dumps(first | {"idx": str(first["idx"])}),
        '{"detail":"{}",' + text[1:],
        "[" * 100_000,
    ):
        log.write(details_name(0), wrong.encode() + b"\n" + lines(*rest))
        assert found(tmp_path) == [("detail", 0), ("detail", first["idx"])]


@pytest.mark.parametrize("name", [details_name(1), "details/0.jsonl", "details/more.txt"])
def test_a_file_of_details_that_belongs_to_no_entries_is_found(tmp_path: Path, name: str) -> None:
    log = copy_of_70(tmp_path)
    log.write(name, lines(GOLDEN["details"][0]))
    assert found(tmp_path) == [("detail", None)]


def test_details_that_are_gone_without_an_erasure_are_found(tmp_path: Path) -> None:
    log = copy_of_70(tmp_path)
    gone = GOLDEN["details"][0]["idx"]
    log.write(details_name(0), lines(*GOLDEN["details"][1:]))
    assert found(tmp_path) == [("detail", gone)]
    (log.path / details_name(0)).unlink()
    assert found(tmp_path) == [("detail", row["idx"]) for row in GOLDEN["details"]]


def test_a_copy_to_which_no_details_were_given_says_how_many_there_are(tmp_path: Path) -> None:
    log = copy_of_70(tmp_path)
    shutil.rmtree(log.path / "details")
    access, _ = verify_mirror(tmp_path).logs
    assert (access.findings, access.details_missing) == ([], len(GOLDEN["details"]))


def committed(event: Event, t: int, detail: Mapping[str, object]) -> tuple[bytes, str, str]:
    """An entry with details, the salt in hex, and the details as text."""
    salt, encoded = bytes(32), encode_detail(detail)
    leaf = Leaf(event, t, commitment=commitment(salt, encoded), outcome="ok")
    return encode_leaf(Log.ACCESS, leaf), salt.hex(), encoded.decode()


def copy_of(tmp_path: Path, *entries: tuple[bytes, str, str], gone: Container[int] = ()) -> None:
    """A whole access log of these entries, beside it their details but for those that are gone."""
    leaves = [leaf for leaf, _, _ in entries]
    log = publish(tmp_path, leaves, signed(leaves))
    rows = [
        {"detail": detail, "idx": index, "salt": salt}
        for index, (_, salt, detail) in enumerate(entries)
        if index not in gone
    ]
    log.write(details_name(0), lines(*rows))


T = 1_790_000_000
PLAIN = committed(Event.REPORT_OPEN, T, {"purpose": "triage"})


def test_details_that_an_entry_says_were_erased_are_no_finding(tmp_path: Path) -> None:
    erasure = committed(Event.LOG_DETAIL_ERASE, T, {"indices": [0, 2]})
    copy_of(tmp_path, PLAIN, PLAIN, PLAIN, erasure, gone={0, 2})
    access, _ = verify_mirror(tmp_path).logs
    assert access.findings == []
    assert (access.details, access.details_missing, access.details_erased) == (2, 0, 2)
    copy_of(tmp_path, PLAIN, PLAIN, PLAIN, erasure, gone={0, 1})
    assert found(tmp_path) == [("detail", 1)]
    copy_of(tmp_path, PLAIN, PLAIN, PLAIN, erasure, gone={0, 3})  # Nobody knows what it said.
    assert found(tmp_path) == [("detail", 0), ("detail", 3)]


@pytest.mark.parametrize("indices", [[], [1], [5], [-1], ["0"], "nought", 0, True])
def test_an_erasure_that_names_no_entries_before_it_erases_nothing(
    tmp_path: Path, indices: object
) -> None:
    copy_of(tmp_path, PLAIN, committed(Event.LOG_DETAIL_ERASE, T, {"indices": indices}), gone={0})
    assert found(tmp_path) == [("detail", 1), ("detail", 0)]
