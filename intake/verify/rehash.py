"""Hashing every entry of a copied log again, and comparing all that follows from it.

In memory are one bundle, one tile of each level and the frontier, whatever the size of the log.
"""

from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256

from intake.clock import DAY
from intake.crypto.tlog.checkpoint import Checkpoint
from intake.crypto.tlog.merkle import Frontier, MerkleError, complete_root
from intake.crypto.tlog.tiles import TILE_WIDTH, TileAddress, TileError, TileTree, encode_tile_path
from intake.log.events import Log
from intake.verify.details import judge_details, judge_strays
from intake.verify.entries import Entries, read_entries
from intake.verify.explain import explain
from intake.verify.folder import LogFolder
from intake.verify.report import LogReport

Progress = Callable[[int, int], None]
"""(entries done, entries in all)."""

TOLERANCE = {Log.ACCESS: 120, Log.INTAKE: DAY}  # Seconds by which an act may be logged late.


class Rehash:
    """One pass over the entries of one log, up to its newest checkpoint."""

    def __init__(
        self, folder: LogFolder, report: LogReport, head: Checkpoint, sizes: Iterable[int]
    ) -> None:
        """Prepare.

        Args:
            folder: The copy.
            report: Takes the findings.
            head: The newest checkpoint.
            sizes: At which the root is wanted, besides the head's.
        """
        self.folder, self.report, self.head = folder, report, head
        self.roots: dict[int, bytes] = {}  # What the entries give, by size.
        self.wrong_tiles: list[TileAddress] = []  # Of level 1 and above, width 1: one hash each.
        self._sizes = sorted({size for size in sizes if size <= head.size} | {head.size})
        self._frontier = Frontier()
        self._levels: dict[int, list[bytes]] = {}
        self._newest = 0
        self._shifted = False

    def run(self, progress: Progress) -> None:
        """Go through all entries; afterwards ``roots`` holds a root for each size."""
        self._take_roots([])
        for n in range(-(-self.head.size // TILE_WIDTH)):
            width = min(TILE_WIDTH, self.head.size - n * TILE_WIDTH)
            entries = self._read_bundle(n, width)
            found = (
                [sha256(b"\x00" + leaf).digest() for leaf in entries.leaves] if entries else None
            )
            hashes = self._settle(n, width, found)
            if entries and hashes is found:  # Else they are not entries of this log at all.
                self._judge(n, entries)
            self._take_roots(hashes)
            self._push(n, hashes)
            progress(n * TILE_WIDTH + width, self.head.size)
        for level, hashes in self._levels.items():
            if hashes:
                self._compare_tile(level, (self.head.size >> (8 * level)) >> 8, hashes)
        judge_strays(self.folder, self.report, self.head.size)

    def _read_bundle(self, n: int, width: int) -> Entries | None:
        start = n * TILE_WIDTH
        try:
            bundle = self.folder.bundle(n, width)
            if bundle is None:
                text = f"entries {start} to {start + width - 1} are missing"
                self.report.add("missing", start, text)
                return None
            entries = read_entries(self.folder.log, bundle)
        except TileError as error:
            self.report.add("changed", start, f"entries from {start} on: {error}")
            return None
        self.report.entries += len(entries.leaves)
        return entries

    def _settle(self, n: int, width: int, found: list[bytes] | None) -> Sequence[bytes]:
        """Compare entries with their tile; return the hashes to go on with."""
        start = n * TILE_WIDTH
        tile = self.folder.tile(0, n, width)
        if found is not None and b"".join(found) == tile:
            return found
        wanted = [tile[at : at + 32] for at in range(0, len(tile), 32)]
        path = encode_tile_path(TileAddress(0, n, width))
        if len(tile) != 32 * width:
            self.report.add("missing", start, f"{path} is missing or cut off")
            return found if found is not None and len(found) == width else [bytes(32)] * width
        if found is None:
            return wanted
        if len(found) == width and self._is_proved(n, found):
            self.report.add("tile", start, f"{path} holds hashes that are not those of its entries")
            return found
        differences = explain(found, wanted, start)
        if not (self._shifted and differences[0].kind == "dropped" and differences[0].place == 0):
            for kind, place, text in differences:
                self.report.add(kind, start + place, text)
        self._shifted = differences[0].kind == "dropped"
        return wanted if len(found) != width or self._is_proved(n, wanted) else found

    def _is_proved(self, n: int, hashes: Sequence[bytes]) -> bool:
        """Tell whether the rest of the tree leads from these hashes of tile n to the head."""

        def read_tile(level: int, at: int, width: int) -> bytes:
            mine = level == 0 and at == n
            return b"".join(hashes) if mine else self.folder.tile(level, at, width)

        tree = TileTree(self.head.size, read_tile)
        try:
            if len(hashes) == TILE_WIDTH:
                return complete_root(hashes) == tree.subtree(8, n)
            return tree.root(self.head.size) == self.head.root
        except (MerkleError, TileError):
            return False

    def _take_roots(self, hashes: Sequence[bytes]) -> None:
        """Note the roots at the wanted sizes that end within these next leaves."""
        end = self._frontier.size + len(hashes)
        while self._sizes and self._sizes[0] <= end:
            size = self._sizes.pop(0)
            edge = self._frontier.copy()
            for each in hashes[: size - edge.size]:
                edge.push(each)
            self.roots[size] = edge.root()

    def _push(self, n: int, hashes: Sequence[bytes]) -> None:
        if len(hashes) < TILE_WIDTH:
            return  # The right edge; the head's root has been taken.
        root = complete_root(hashes)
        for height, index, each in [(8, n, root), *self._frontier.push(root, height=8)]:
            if height % 8 == 0:
                row = self._levels.setdefault(height // 8, [])
                row.append(each)
                if len(row) == TILE_WIDTH:
                    self._compare_tile(height // 8, index >> 8, row)
                    row.clear()

    def _compare_tile(self, level: int, n: int, hashes: Sequence[bytes]) -> None:
        tile = self.folder.tile(level, n, len(hashes))
        if len(tile) != 32 * len(hashes):
            path = encode_tile_path(TileAddress(level, n, len(hashes)))
            self.report.add("missing", None, f"{path} is missing or cut off")
        elif tile != b"".join(hashes):
            for at, each in enumerate(hashes):
                if tile[32 * at : 32 * at + 32] != each:
                    self.wrong_tiles.append(TileAddress(level, n * TILE_WIDTH + at, 1))

    def _judge(self, n: int, entries: Entries) -> None:
        """Check form, time and details of a bundle's entries."""
        start = n * TILE_WIDTH
        for place, why in entries.malformed:
            self.report.add("syntax", start + place, f"entry {start + place}: {why}")
        self._judge_times(start, entries.times)
        judge_details(self.folder, self.report, n, entries)

    def _judge_times(self, start: int, times: Sequence[int]) -> None:
        if times and times[0] >= self._newest and sorted(times) == times:
            self._newest = times[-1]
            return
        for place, t in enumerate(times):
            if t < self._newest - TOLERANCE[self.folder.log]:
                text = f"entry {start + place} is {self._newest - t} s older than one before it"
                self.report.add("clock", start + place, text)
            self._newest = max(self._newest, t)
