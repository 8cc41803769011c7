"""Going through the files of a log under one signed head, from the left, each proved when new.

A tile is proved by the one above it, an entry bundle by its tile, and only then written. What the
copy holds already is read again: the source must still say the same, and if it does not, that is
said and the copy keeps what it has. In memory are one bundle and one tile of each level.
"""

from collections.abc import Callable, Container

from intake.crypto.tlog.merkle import HASH_BYTES, complete_root, leaf_hash
from intake.crypto.tlog.tiles import (
    ENTRIES,
    TILE_WIDTH,
    TileAddress,
    TileError,
    TileTree,
    encode_tile_path,
    parse_bundle,
)
from intake.verify.check.rehashing.explain import explain
from intake.verify.folder import LogFolder
from intake.verify.mirror.limits import BUNDLE_BYTES, Limits
from intake.verify.mirror.refusal import Differences, MirrorRefusal
from intake.verify.mirror.sources import Source, TooLongError

Progress = Callable[[int, int], None]
"""(entries done, entries in all)."""
TILE_BYTES = TILE_WIDTH * HASH_BYTES


class Following:
    """The copying of one log under one head."""

    def __init__(
        self,
        source: Source,
        folder: LogFolder,
        tree: TileTree,
        limits: Limits,
        differences: Differences,
        *,
        is_brief: bool,
        sample: Container[int],
    ) -> None:
        """Prepare.

        Args:
            source: Gives the files.
            folder: The copy.
            tree: Of the head; its right edge has been read and proved.
            limits: What this run may cost.
            differences: Takes what the source no longer says as it did.
            is_brief: Whether what the copy holds is not read again,
            sample: but for these entry bundles, and their tiles.
        """
        self._source, self._folder, self._tree = source, folder, tree
        self._limits, self._differences, self._is_brief = limits, differences, is_brief
        self._sample, self._left = sample, limits.data_bytes
        self._tiles: dict[int, tuple[int, bytes]] = {}  # By level: which, and its bytes.
        self._top = max((tree.size.bit_length() - 1) // 8, 0)

    @property
    def left(self) -> int:
        """Return how many bytes this run may still write."""
        return self._left

    def run(self, progress: Progress) -> int:
        """Copy until all is there or the limits are reached; return the entries that are there."""
        size, fresh = self._tree.size, 0
        for n in range(-(-size // TILE_WIDTH)):
            width = min(TILE_WIDTH, size - n * TILE_WIDTH)
            address = TileAddress(ENTRIES, n, width)
            fresh += 0 if self._folder.has(encode_tile_path(address)) else width
            if fresh > self._limits.entries or self._left < 0:
                return n * TILE_WIDTH
            for level in range(self._top, -1, -1):
                self._go_to(level, n >> (8 * level))
            self._copy_entries(address)
            progress(n * TILE_WIDTH + width, size)
        return size

    def _go_to(self, level: int, n: int) -> None:
        if level not in self._tiles or self._tiles[level][0] != n:
            self._tiles[level] = n, self._copy_tile(level, n)

    def _copy_tile(self, level: int, n: int) -> bytes:
        """Return a tile of the copy; the right edge, which the root was made of, is proved."""
        width = min(TILE_WIDTH, (self._tree.size >> (8 * level)) - n * TILE_WIDTH)
        path = encode_tile_path(TileAddress(level, n, width))
        kept = self._folder.read(path)
        if kept is not None and self._may_skip(n if level == 0 else None):
            return kept
        served = self._tree.tile(level, n) if width < TILE_WIDTH else self._fetch(path, TILE_BYTES)
        if served is not None and served == kept:
            return kept
        is_proved = served is not None and self._is_proved(level, n, served)
        if kept is None:
            if served is None or not is_proved:
                raise MirrorRefusal("damaged", f"{path} does not follow from the tile above")
            self._write(path, served)
            return served
        if is_proved and served is not None:
            self._differences.add("tile", f"{path} was changed in this copy")
            return served
        self._differences.add("rewritten", f"{path} is no longer served as it was copied")
        return kept

    def _may_skip(self, bundle: int | None) -> bool:
        return self._is_brief and bundle not in self._sample

    def _is_proved(self, level: int, n: int, tile: bytes) -> bool:
        width = len(tile) // HASH_BYTES
        if width < TILE_WIDTH:
            return tile == self._tree.tile(level, n)
        if len(tile) != TILE_BYTES:
            return False
        at = HASH_BYTES * (n % TILE_WIDTH)
        above = self._tiles[level + 1][1][at : at + HASH_BYTES]
        return complete_root(_cut(tile)) == above

    def _copy_entries(self, address: TileAddress) -> None:
        path = encode_tile_path(address)
        kept = self._folder.read(path)
        if kept is not None and self._may_skip(address.n):
            return
        served = self._fetch(path, BUNDLE_BYTES)
        if served is not None and served == kept:
            return
        why = self._object_to(served, address)
        if kept is not None:
            kind, text = ("rewritten", why) if why else ("tile", f"{path} was changed in this copy")
            self._differences.add(kind, f"the source no longer says what it said: {text}")
        elif why or served is None:
            raise MirrorRefusal("damaged", f"{path}: {why}")
        else:
            self._write(path, served)

    def _object_to(self, served: bytes | None, address: TileAddress) -> str:
        """Return what is wrong with entries that should be those of their tile, or nothing."""
        start = address.n * TILE_WIDTH
        if served is None:
            return f"entries {start} to {start + address.width - 1} are not there"
        wanted = _cut(self._tiles[0][1])
        try:
            found = [leaf_hash(leaf) for leaf in parse_bundle(served)]
        except TileError as error:
            return f"entries from {start} on: {error}"
        return "" if found == wanted else explain(found, wanted, start)[0].text

    def _fetch(self, path: str, most: int) -> bytes | None:
        try:
            return self._source.read(f"{self._folder.log}/{path}", most)
        except TooLongError as error:
            raise MirrorRefusal("damaged", str(error)) from None

    def _write(self, path: str, data: bytes) -> None:
        self._left -= len(data)
        self._folder.write(path, data)


def _cut(tile: bytes) -> list[bytes]:
    return [tile[at : at + HASH_BYTES] for at in range(0, len(tile), HASH_BYTES)]
