"""The offline check names what was done to a log, and to which entry."""

import json
import re
import shutil
from collections.abc import Container, Mapping
from pathlib import Path

import pytest

from intake.crypto.tlog.checkpoint import open_checkpoint
from intake.crypto.tlog.cosignature import verify_cosignature
from intake.crypto.tlog.merkle import leaf_hash
from intake.crypto.tlog.note import parse_vkey
from intake.crypto.tlog.tiles import encode_bundle
from intake.crypto.tlog.tlogproof import verify_tlog_proof
from intake.log.events import Event, Log
from intake.log.leaf import Leaf, commitment, encode_detail, encode_leaf
from intake.verify import verify_mirror
from intake.verify.folder import LogFolder, details_name
from intake.verify.report import GRAVITY
from intake.verify.report import lines as findings_as_text
from tests.log.golden import (
    FORKED,
    GOLDEN,
    LEAVES,
    MORE,
    copy_of_70,
    golden_vkey,
    lay_out,
    publish,
    signed,
    tiles,
)

BUNDLE, TILE = "tile/entries/000.p/70", "tile/0/000.p/70"
KEY = parse_vkey(GOLDEN["vkey"])
ROOT = Path(__file__).parents[2]
PROGRAM, SPEC = ROOT / "intake/verify", (ROOT / "docs/spec/log.md").read_text(encoding="utf-8")


def found(folder: Path) -> list[tuple[str, int | None]]:
    return [(each.kind, each.index) for each in verify_mirror(folder).findings]


def test_the_golden_log_is_whole(tmp_path: Path) -> None:
    log = copy_of_70(tmp_path)
    report = verify_mirror(tmp_path)
    assert report.findings == ()
    access, _ = report.logs
    assert (access.entries, access.size, access.checkpoints) == (70, 70, 3)
    assert (access.details, access.details_missing) == (len(GOLDEN["details"]), 0)
    assert log.read(TILE) == b"".join(leaf_hash(leaf) for leaf in LEAVES)


def test_the_golden_proof_and_cosignature_hold() -> None:
    proof = GOLDEN["proof"]
    assert verify_tlog_proof(proof["text"], LEAVES[proof["index"]], KEY)[0] == proof["index"]
    assert verify_cosignature(GOLDEN["cosigned"], parse_vkey(GOLDEN["witness"])) == 1790009999
    assert open_checkpoint(GOLDEN["cosigned"], KEY).size == 70


def test_a_changed_entry_is_found_with_its_index(tmp_path: Path) -> None:
    log = copy_of_70(tmp_path)
    changed = list(LEAVES)
    changed[33] = changed[33].replace(b'"o":"deny"', b'"o":"ok"')
    assert changed[33] != LEAVES[33]
    log.write(BUNDLE, encode_bundle(changed))
    assert found(tmp_path) == [("changed", 33)]


def test_two_changed_entries_are_both_found(tmp_path: Path) -> None:
    log = copy_of_70(tmp_path)
    changed = list(LEAVES)
    for index in (3, 69):
        changed[index] = changed[index].replace(b'"o":"deny"', b'"o":"error"')
    log.write(BUNDLE, encode_bundle(changed))
    assert found(tmp_path) == [("changed", 3), ("changed", 69)]


@pytest.mark.parametrize("index", [0, 20, 69])
def test_a_dropped_entry_is_found_with_its_index(tmp_path: Path, index: int) -> None:
    log = copy_of_70(tmp_path)
    log.write(BUNDLE, encode_bundle([*LEAVES[:index], *LEAVES[index + 1 :]]))
    assert found(tmp_path) == [("dropped", index)]


def test_an_entry_put_in_is_found_with_its_index(tmp_path: Path) -> None:
    log = copy_of_70(tmp_path)
    log.write(BUNDLE, encode_bundle([*LEAVES[:20], LEAVES[2], *LEAVES[20:]]))
    assert found(tmp_path) == [("inserted", 20)]


def test_entries_in_another_order_are_found_with_the_first_index(tmp_path: Path) -> None:
    log = copy_of_70(tmp_path)
    swapped = list(LEAVES)
    swapped[10], swapped[11] = swapped[11], swapped[10]
    log.write(BUNDLE, encode_bundle(swapped))
    assert found(tmp_path) == [("re-ordered", 10)]
    assert "entry 11" in verify_mirror(tmp_path).findings[0].text


def test_entries_changed_together_with_their_tile_do_not_give_the_signed_root(
    tmp_path: Path,
) -> None:
    log = copy_of_70(tmp_path)
    for path, data in tiles(FORKED).items():
        log.write(path, data)
    # The checkpoint of 40 still holds; entry 50 no longer commits to its details.
    assert found(tmp_path) == [("changed", 40), ("detail", 50)]


def test_a_wrong_tile_is_told_from_a_wrong_entry(tmp_path: Path) -> None:
    log = copy_of_70(tmp_path)
    tile = bytearray(log.read(TILE) or b"")
    tile[5] ^= 1
    log.write(TILE, bytes(tile))
    assert found(tmp_path) == [("tile", 0)]


@pytest.mark.parametrize("name", [BUNDLE, TILE])
def test_a_missing_file_is_found(tmp_path: Path, name: str) -> None:
    log = copy_of_70(tmp_path)
    (log.path / name).unlink()
    assert found(tmp_path) == [("missing", 0)]


def test_a_bundle_that_is_cut_off_is_found(tmp_path: Path) -> None:
    log = copy_of_70(tmp_path)
    log.write(BUNDLE, (log.read(BUNDLE) or b"")[:-1])
    assert found(tmp_path) == [("changed", 0)]


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


def lines(*rows: Mapping[str, object]) -> bytes:
    return "".join(json.dumps(row) + "\n" for row in rows).encode()


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


@pytest.mark.parametrize(
    ("leaf", "kind"),
    [
        (b'{"e":"report.open","t":1790004200,"v":2}', "syntax"),
        (b'{"e":"report.opened","t":1790004200,"v":1}', "syntax"),
        (b'{"e":"report.received","t":1790004200,"v":1}', "syntax"),
        (b'{"t":1790004200,"e":"report.open","v":1}', "syntax"),
        (b'{"e":"report.open", "t":1790004200,"v":1}', "syntax"),
        (b'{"a":"alice","e":"report.open","t":1790004200,"v":1}', "syntax"),
        (b'{"e":"auth.ok","f":{"report":"' + b"A" * 43 + b'"},"t":1790004200,"v":1}', "syntax"),
        (b"", "syntax"),
        (b"free words", "syntax"),
        (b'{"e":"report.open","t":1790004019,"v":1}', "clock"),
    ],
)
def test_a_signed_entry_that_breaks_the_rules_is_found(
    tmp_path: Path, leaf: bytes, kind: str
) -> None:
    leaves = [*LEAVES, leaf, *MORE]
    publish(tmp_path, leaves, signed(leaves))
    assert found(tmp_path) == [(kind, 70)]


def test_an_entry_that_waited_two_minutes_is_no_finding(tmp_path: Path) -> None:
    leaves = [*LEAVES, b'{"e":"report.open","t":1790004020,"v":1}', *MORE]
    publish(tmp_path, leaves, signed(leaves))
    assert found(tmp_path) == []


@pytest.mark.parametrize(
    "leaf",
    [
        b'{"e":"message.received","t":86401,"v":1}',
        b'{"a":"3f9c0a7be1d24c55","e":"message.received","t":86400,"v":1}',
        b'{"e":"auth.ok","t":86400,"v":1}',
    ],
)
def test_the_intake_log_holds_days_and_no_actors(tmp_path: Path, leaf: bytes) -> None:
    copy_of_70(tmp_path)
    leaves = [b'{"e":"pad","t":86400,"v":1}', leaf]
    log, vkey = LogFolder(tmp_path, Log.INTAKE), golden_vkey(Log.INTAKE)
    lay_out(log, leaves, signed(leaves, Log.INTAKE), vkey)
    assert found(tmp_path) == [("syntax", 1)]


def long_log(count: int) -> list[bytes]:
    leaf = Leaf(Event.CASE_LIST, 1, actor="3f9c0a7be1d24c55", outcome="ok")
    encoded = encode_leaf(Log.ACCESS, leaf)
    return [encoded.replace(b'"t":1', b'"t":%d' % (100 + step)) for step in range(count)]


def test_what_was_done_deep_inside_a_long_log_is_found_with_its_index(tmp_path: Path) -> None:
    leaves = long_log(70_000)
    log = publish(tmp_path, leaves, signed(leaves))
    assert found(tmp_path) == []
    path = "tile/entries/100"
    honest = log.read(path) or b""
    block = leaves[25_600:25_856]
    log.write(path, encode_bundle([*block[:4], *block[5:]]))
    assert found(tmp_path) == [("dropped", 25_604)]
    log.write(path, encode_bundle([*block[:4], block[4].replace(b"ok", b"deny"), *block[5:]]))
    assert found(tmp_path) == [("changed", 25_604)]
    block.reverse()
    log.write(path, encode_bundle(block))
    assert [kind for kind, _ in found(tmp_path)] == ["re-ordered"]
    log.write(path, honest)
    tile = bytearray(log.read("tile/1/000") or b"")
    tile[32 * 7] ^= 1
    log.write("tile/1/000", bytes(tile))
    assert found(tmp_path) == [("tile", 7 * 256)]
    (log.path / "tile/2/000.p/1").unlink()
    assert ("missing", None) in found(tmp_path)


def test_an_entry_dropped_from_all_that_follows_is_one_finding(tmp_path: Path) -> None:
    leaves = long_log(1000)
    log = publish(tmp_path, leaves, signed(leaves))
    shifted = leaves[:300] + leaves[301:]
    for n, width in ((1, 256), (2, 256), (3, 232)):
        name = f"tile/entries/{n:03d}" + (f".p/{width}" if width < 256 else "")
        log.write(name, encode_bundle(shifted[n * 256 : (n + 1) * 256]))
    assert found(tmp_path) == [("dropped", 300)]


def test_entries_and_tile_changed_together_are_placed_by_the_tile_above(tmp_path: Path) -> None:
    leaves = long_log(1000)
    log = publish(tmp_path, leaves, signed(leaves))
    changed = list(leaves)
    changed[300] = changed[300].replace(b"ok", b"deny")
    for name in ("tile/0/001", "tile/entries/001"):
        log.write(name, tiles(changed)[name])
    assert found(tmp_path)[0] == ("changed", 256)


# --- every file, and the gravest first -----------------------------------------------------------


@pytest.mark.parametrize("name", [TILE, BUNDLE, "tile/0/000.p/40", "tile/entries/000.p/40"])
def test_bytes_that_follow_the_end_of_a_tile_are_found(tmp_path: Path, name: str) -> None:
    log = copy_of_70(tmp_path)
    for path, data in tiles(LEAVES[:40]).items():
        log.write(path, data)
    assert found(tmp_path) == []
    log.write(name, (log.read(name) or b"") + b"\x00")
    assert {kind for kind, _ in found(tmp_path)} <= {"tile", "changed"}
    assert found(tmp_path)


def test_an_older_tile_of_another_history_is_found(tmp_path: Path) -> None:
    log = copy_of_70(tmp_path)
    log.write("tile/entries/000.p/60", tiles(FORKED[:60])["tile/entries/000.p/60"])
    assert found(tmp_path) == [("tile", None)]


def test_every_kind_is_listed_the_gravest_first_however_many_there_are(tmp_path: Path) -> None:
    log = publish(tmp_path, FORKED, GOLDEN["fork"]["checkpoints"]["70"])
    for name in ("40", "70", "80"):
        log.write(f"checkpoints/{name}", GOLDEN["checkpoints"][name].encode())
    log.write(details_name(0), b"nonsense\n" * 500)
    report = verify_mirror(tmp_path)
    kinds = [finding.kind for finding in report.findings]
    assert kinds[:2] == ["forked", "rolled-back"]
    assert set(kinds[2:]) == {"detail"}
    told = findings_as_text(report, 20)
    assert [line.split()[1] for line in told[:2]] == ["forked:", "rolled-back:"]
    count = report.logs[0].counts["detail"]
    assert count > 500
    assert told[-1] == f"access detail: and {count - 20} more"


def test_the_gravest_stands_first_whichever_log_it_is_of(tmp_path: Path) -> None:
    copy_of_70(tmp_path).write(details_name(0), b"nonsense\n")
    log = LogFolder(tmp_path, Log.INTAKE)
    other = [b'{"e":"pad","t":172800,"v":1}'] * 3
    log.write("checkpoints/3", signed(other, Log.INTAKE).encode())
    first, *others = verify_mirror(tmp_path).findings
    assert (first.log, first.kind) == (Log.INTAKE, "forked")
    assert {each.kind for each in others} == {"detail"}


def test_every_kind_of_finding_has_its_place_and_its_line_in_the_specification() -> None:
    rows = [line for line in SPEC.splitlines() if line.startswith("| `")]
    assert [kind for kind in GRAVITY if not any(f"`{kind}`" in row for row in rows)] == []
    sources = "".join(path.read_text() for path in PROGRAM.rglob("*.py"))
    used = set(re.findall(r'\b(?:add|MirrorRefusal)\(\s*"([a-z-]+)"', sources))
    assert used <= set(GRAVITY)
    assert "detail" in used
