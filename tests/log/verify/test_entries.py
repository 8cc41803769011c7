"""The offline check names what was done to the entries of a log, and to which one."""

from pathlib import Path

import pytest

from intake.crypto.tlog.checkpoint import open_checkpoint
from intake.crypto.tlog.cosignature import verify_cosignature
from intake.crypto.tlog.merkle import leaf_hash
from intake.crypto.tlog.note import parse_vkey
from intake.crypto.tlog.tiles import encode_bundle
from intake.crypto.tlog.tlogproof import verify_tlog_proof
from intake.log.events import Event, Log
from intake.log.leaf import Leaf, encode_leaf
from intake.verify import verify_mirror
from tests.log.golden import (
    FORKED,
    GOLDEN,
    LEAVES,
    copy_of_70,
    publish,
    signed,
    tiles,
)
from tests.log.verify.copies import BUNDLE, TILE, found

KEY = parse_vkey(GOLDEN["vkey"])


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
