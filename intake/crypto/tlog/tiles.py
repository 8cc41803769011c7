"""Tiles and entry bundles of a transparency log (C2SP tlog-tiles, v0.1.0).

    tile/0/x001/x234/067        256 leaf hashes, from entry 1,234,067 * 256 on
    tile/1/000.p/17             the first 17 roots of full tiles of level 0
    tile/entries/273.p/112      the bytes of 112 entries

A tile is up to 256 consecutive roots, 32 bytes each, of subtrees of height 8 * level.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from intake.crypto.tlog.merkle import HASH_BYTES, MAX_SIZE, MerkleError, complete_root, range_root

TILE_WIDTH = 256
MAX_ENTRY_BYTES = 65_535
ENTRIES = -1  # Stands for a level in the address of an entry bundle.

ReadTile = Callable[[int, int, int], bytes]
"""(level, n, width) to the tile's bytes: 32 for each hash."""

_PATH = re.compile(r"tile/(entries|0|[1-9]|[1-5][0-9]|6[0-3])/((?:x[0-9]{3}/)*[0-9]{3})(\.p/.*)?")


class TileError(ValueError):
    """A path, a tile or an entry bundle is not what the specification says."""


class TileAddress(NamedTuple):
    """Which tile: level 0 to 63 or ENTRIES, place in the level, width 1 to 256."""

    level: int
    n: int
    width: int = TILE_WIDTH


def encode_tile_path(address: TileAddress) -> str:
    """Return the path below the log's prefix; a partial tile's ends in ``.p/`` and its width."""
    level, n, width = address
    groups = [f"{n % 1000:03d}"]
    while n := n // 1000:
        groups.append(f"x{n % 1000:03d}")
    name = "entries" if level == ENTRIES else str(level)
    partial = "" if width == TILE_WIDTH else f".p/{width}"
    return f"tile/{name}/{'/'.join(reversed(groups))}{partial}"


def parse_tile_path(path: str) -> TileAddress:
    """Read a path that ``encode_tile_path`` could have written.

    Raises:
        TileError: Anything else, also another spelling of the same tile.
    """
    found = _PATH.fullmatch(path) if path.isascii() and len(path) < 100 else None
    if not found:
        raise TileError("not the path of a tile")
    level, groups, partial = found.groups()
    width = partial.removeprefix(".p/") if partial else str(TILE_WIDTH)
    if not re.fullmatch("[1-9][0-9]{0,2}", width):
        raise TileError("not the width of a tile")
    n = int(groups.replace("x", "").replace("/", ""))
    address = TileAddress(ENTRIES if level == "entries" else int(level), n, int(width))
    if address.width > TILE_WIDTH or encode_tile_path(address) != path:
        raise TileError("not the one path of this tile")
    return address


def tile_end(address: TileAddress) -> int:
    """Return the size a tree must have so that it holds all of this tile."""
    return (address.n * TILE_WIDTH + address.width) << (8 * max(address.level, 0))


def tile_addresses(size: int) -> Iterator[TileAddress]:
    """Yield every tile and entry bundle of a tree of this size, left to right, level by level."""
    yield from _level_addresses(ENTRIES, size)
    level, count = 0, size
    while count:
        yield from _level_addresses(level, count)
        level, count = level + 1, count // TILE_WIDTH


def encode_bundle(leaves: Iterable[bytes]) -> bytes:
    """Return an entry bundle: for each entry its length, uint16 big-endian, then its bytes.

    Raises:
        TileError: An entry is longer than MAX_ENTRY_BYTES.
    """
    parts = []
    for leaf in leaves:
        if len(leaf) > MAX_ENTRY_BYTES:
            raise TileError("entry is too long for a bundle")
        parts += [len(leaf).to_bytes(2, "big"), leaf]
    return b"".join(parts)


def parse_bundle(data: bytes) -> list[bytes]:
    """Return the entries of a bundle.

    Raises:
        TileError: It is cut off, or holds more than 256 entries.
    """
    leaves = []
    at = 0
    while at < len(data):
        if at + 2 > len(data):
            raise TileError("entry bundle is cut off")
        end = at + 2 + (data[at] << 8 | data[at + 1])
        if end > len(data):
            raise TileError("entry bundle is cut off")
        leaves.append(data[at + 2 : end])
        at = end
    if len(leaves) > TILE_WIDTH:
        raise TileError("entry bundle is too long")
    return leaves


class TileTree:
    """A tree seen through its tiles; each is read once and kept.

    Nothing is believed: whoever needs certainty compares ``root`` with a signed checkpoint, after
    which any node that went into it is proved.
    """

    def __init__(self, size: int, read_tile: ReadTile) -> None:
        if not 0 <= size <= MAX_SIZE:
            raise MerkleError("not the size of a tree")
        self.size = size
        self._read_tile = read_tile
        self._tiles: dict[tuple[int, int], bytes] = {}

    def tile(self, level: int, n: int) -> bytes:
        """Return a tile as wide as it is at this size.

        Raises:
            TileError: The reader gave another number of bytes.
        """
        found = self._tiles.get((level, n))
        if found is None:
            width = min(TILE_WIDTH, (self.size >> (8 * level)) - n * TILE_WIDTH)
            found = self._read_tile(level, n, width) if width > 0 else b""
            if width <= 0 or len(found) != width * HASH_BYTES:
                raise TileError("tile is missing or has another width")
            self._tiles[level, n] = found
        return found

    def fits(self, root: bytes) -> bool:
        """Tell whether this root proves every tile that was read so far.

        A partial tile is the right edge, and so part of the root; a full one follows from the one
        above, which is read for it.

        Raises:
            TileError: A tile above is missing.
        """
        if self.size and self.root(self.size) != root:
            return False
        waiting = list(self._tiles)
        for level, n in waiting:
            tile = self._tiles[level, n]
            if len(tile) < TILE_WIDTH * HASH_BYTES:
                continue
            if (level + 1, n >> 8) not in self._tiles:
                waiting.append((level + 1, n >> 8))
            if _tile_root(tile) != self.subtree(8 * (level + 1), n):
                return False
        return True

    def subtree(self, height: int, index: int) -> bytes:
        """Return the root of a complete subtree, from the tiles of level height // 8."""
        level, rest = divmod(height, 8)
        n, start = divmod(index << rest, TILE_WIDTH)
        tile = self.tile(level, n)
        hashes = [tile[at * 32 : at * 32 + 32] for at in range(start, start + (1 << rest))]
        return complete_root(hashes)

    def root(self, size: int) -> bytes:
        """Return the root over the first ``size`` entries, at least 1 and at most all."""
        if not 0 < size <= self.size:
            raise MerkleError("no such tree inside this one")
        return range_root(0, size, self.subtree)


def _tile_root(tile: bytes) -> bytes:
    return complete_root([tile[at : at + HASH_BYTES] for at in range(0, len(tile), HASH_BYTES)])


def _level_addresses(level: int, count: int) -> Iterator[TileAddress]:
    full, rest = divmod(count, TILE_WIDTH)
    for n in range(full):
        yield TileAddress(level, n)
    if rest:
        yield TileAddress(level, full, rest)
