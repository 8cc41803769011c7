"""Paths, bundles and trees of C2SP tlog-tiles."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.crypto.tlog.merkle import Frontier, MerkleError, leaf_hash
from intake.crypto.tlog.merkleproof import inclusion_proof, verify_inclusion
from intake.crypto.tlog.tiles import (
    ENTRIES,
    TileAddress,
    TileError,
    TileTree,
    encode_bundle,
    encode_tile_path,
    parse_bundle,
    parse_tile_path,
    tile_addresses,
    tile_end,
)

addresses = st.builds(
    TileAddress, st.integers(ENTRIES, 63), st.integers(0, 2**55), st.integers(1, 256)
)


@pytest.mark.parametrize(
    ("address", "path"),
    [
        (TileAddress(0, 1234067), "tile/0/x001/x234/067"),
        (TileAddress(1, 0, 17), "tile/1/000.p/17"),
        (TileAddress(ENTRIES, 273, 112), "tile/entries/273.p/112"),
        (TileAddress(63, 1000), "tile/63/x001/000"),
    ],
)
def test_paths_are_those_of_the_specification(address: TileAddress, path: str) -> None:
    assert encode_tile_path(address) == path
    assert parse_tile_path(path) == address


@given(addresses)
def test_every_address_has_one_path(address: TileAddress) -> None:
    assert parse_tile_path(encode_tile_path(address)) == address


@pytest.mark.parametrize(
    "path",
    [
        "",
        "tile/0/0",
        "tile/0/0000",
        "tile/00/000",
        "tile/64/000",
        "tile/-1/000",
        "tile/data/000",
        "tile/0/x000/000",
        "tile/0/001/000",
        "tile/0/x001",
        "tile/0/000.p/0",
        "tile/0/000.p/01",
        "tile/0/000.p/256",
        "tile/0/000.p/257",
        "tile/0/000.p/",
        "tile/0/000.p/1\n",
        "tile/0/000/",
        "/tile/0/000",
        "tile/0/../000",
        "tile/0/٠٠٠",
        "tile/0/" + "x001/" * 30 + "000",
    ],
)
def test_another_spelling_of_a_path_is_refused(path: str) -> None:
    with pytest.raises(TileError):
        parse_tile_path(path)


@given(st.text())
def test_no_path_makes_the_parser_raise_anything_else(text: str) -> None:
    for path in (text, f"tile/0/{text}", f"tile/0/000.p/{text}"):
        try:
            found = parse_tile_path(path)
        except TileError:
            continue
        assert encode_tile_path(found) == path


def test_a_tree_of_70000_has_the_tiles_the_specification_counts() -> None:
    found = list(tile_addresses(70_000))
    for level, full, partial in ((ENTRIES, 273, 112), (0, 273, 112), (1, 1, 17), (2, 0, 1)):
        of_level = [each for each in found if each.level == level]
        assert [each.width for each in of_level] == [256] * full + [partial]
        assert max(tile_end(each) for each in of_level) <= 70_000
    assert {each.level for each in found} == {ENTRIES, 0, 1, 2}
    assert list(tile_addresses(0)) == []
    assert [each[0] for each in tile_addresses(256)] == [ENTRIES, 0, 1]


@given(st.lists(st.binary(max_size=300), max_size=256))
def test_a_bundle_gives_its_entries_back(leaves: list[bytes]) -> None:
    assert parse_bundle(encode_bundle(leaves)) == leaves


def test_a_bundle_is_lengths_and_entries() -> None:
    assert encode_bundle([b"ab", b""]) == b"\x00\x02ab\x00\x00"
    with pytest.raises(TileError):
        encode_bundle([b"x" * 65_536])


@pytest.mark.parametrize("data", [b"\x00", b"\x00\x02a", b"\x00\x01ab", b"\x00\x00" * 257])
def test_a_bundle_that_is_cut_off_or_too_long_is_refused(data: bytes) -> None:
    with pytest.raises(TileError):
        parse_bundle(data)


def tiles_of(count: int) -> tuple[dict[tuple[int, int], bytes], list[bytes], Frontier]:
    tiles: dict[tuple[int, int], bytes] = {}
    hashes = [leaf_hash(str(n).encode()) for n in range(count)]
    tree = Frontier()
    for index, each in enumerate(hashes):
        for height, place, root in [(0, index, each), *tree.push(each)]:
            if height % 8 == 0:
                key = height // 8, place >> 8
                tiles[key] = tiles.get(key, b"") + root
    return tiles, hashes, tree


def test_proofs_come_out_of_few_tiles_whatever_the_size() -> None:
    tiles, hashes, _ = tiles_of(66_000)
    for size in (1, 2, 255, 256, 257, 511, 65_535, 65_536, 65_537, 66_000):
        root = Frontier()
        for each in hashes[:size]:
            root.push(each)
        for index in {0, size // 3, size - 1}:
            reads: list[tuple[int, int, int]] = []

            def read(
                level: int, n: int, width: int, reads: list[tuple[int, int, int]] = reads
            ) -> bytes:
                reads.append((level, n, width))
                return tiles[level, n][: 32 * width]

            tree = TileTree(size, read)
            assert tree.root(size) == root.root()
            proof = inclusion_proof(index, size, tree.subtree)
            verify_inclusion(index, size, hashes[index], root.root(), proof)
            assert len(reads) <= 6


def test_a_tile_of_another_width_is_refused() -> None:
    tiles, _, _ = tiles_of(300)
    for wrong in (b"", tiles[0, 0][:-1], tiles[0, 0] + b"\x00"):
        tree = TileTree(300, lambda *_, wrong=wrong: wrong)
        with pytest.raises(TileError):
            tree.root(300)
    with pytest.raises(TileError):
        TileTree(300, lambda *_: b"").tile(2, 0)


def test_a_tree_that_is_not_there_is_refused() -> None:
    tree = TileTree(3, lambda *_: b"")
    for size in (0, 4):
        with pytest.raises(MerkleError):
            tree.root(size)
    with pytest.raises(MerkleError):
        TileTree(-1, lambda *_: b"")
