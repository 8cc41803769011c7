"""Hashing every entry of a copied log again, and comparing all that follows from it.

In memory are one bundle, one tile of each level and the frontier, whatever the size of the log; of
the details, what ``DetailsCheck`` remembers.
"""

from collections.abc import Callable, Iterable, Sequence

from intake.clock import DAY
from intake.crypto.tlog.checkpoint import Checkpoint
from intake.crypto.tlog.merkle import HASH_BYTES, Frontier, complete_root
from intake.crypto.tlog.tiles import TILE_WIDTH, TileAddress, encode_tile_path
from intake.log.events import Log
from intake.log.leaf import Leaf
from intake.verify.check.agreed import agreed_policy
from intake.verify.check.details import DetailsCheck
from intake.verify.check.rehashing.bundles import Bundles
from intake.verify.check.rehashing.entries import Entries
from intake.verify.folder import LogFolder
from intake.verify.report import LogReport

Progress = Callable[[int, int], None]
"""(entries done, entries in all)."""

TOLERANCE = {Log.ACCESS: 120, Log.INTAKE: DAY}  # Seconds by which an act may be logged late.
MAX_GAP = 4096  # Bundles in a row that may be missing: a signed size alone must not keep us busy.


class Rehash:
    """One pass over the entries of one log, up to its newest checkpoint."""

    def __init__(
        self, folder: LogFolder, details: DetailsCheck, head: Checkpoint, sizes: Iterable[int]
    ) -> None:
        """Prepare.

        Args:
            folder: The copy.
            details: Judges the details of each bundle; its report takes the findings.
            head: The newest checkpoint.
            sizes: At which the root is wanted, besides the head's.
        """
        self._folder, self._details, self._head = folder, details, head
        self._report: LogReport = details.report
        self._bundles = Bundles(folder, self._report, head)
        self.roots: dict[int, bytes] = {}  # What the entries give, by size, as far as they do.
        self.wrong_tiles: list[TileAddress] = []  # Of level 1 and above, width 1: one hash each.
        self._sizes = sorted({size for size in sizes if size <= head.size} | {head.size})
        self._frontier = Frontier()
        self._levels: dict[int, list[bytes]] = {}
        self._newest = 0
        self._gap = 0  # Bundles in a row of which nothing is there.

    def run(self, progress: Progress) -> None:
        """Go through all entries; afterwards ``roots`` holds a root for each size."""
        self._take_roots([])
        size = self._head.size
        for n in range(-(-size // TILE_WIDTH)):
            width = min(TILE_WIDTH, size - n * TILE_WIDTH)
            hashes, entries = self._bundles.read(n, width)
            self._gap += hashes is None
            if hashes is not None:
                self._report_gap(n * TILE_WIDTH)
            if self._gap > MAX_GAP:
                self._report_gap((n + 1) * TILE_WIDTH)
                text = f"nothing after entry {(n + 1) * TILE_WIDTH} of {size} was looked at"
                self._report.add("missing", n * TILE_WIDTH, text)
                return
            if entries:
                self._judge(n, entries)
            self._go_on(n, width, hashes)
            progress(n * TILE_WIDTH + width, size)
        self._report_gap(size)
        for level, row in self._levels.items():
            if row:
                self._compare_tile(level, (size >> (8 * level)) >> 8, row)

    def _report_gap(self, end: int) -> None:
        """Say once that the bundles before ``end`` are not there."""
        if self._gap:
            start = (-(-end // TILE_WIDTH) - self._gap) * TILE_WIDTH
            self._report.add("missing", start, f"entries {start} to {end - 1} are missing")
        self._gap = 0

    def _go_on(self, n: int, width: int, hashes: Sequence[bytes] | None) -> None:
        if hashes is None:
            end = n * TILE_WIDTH + width
            self._sizes = [size for size in self._sizes if size > end]  # No root can be had there.
        else:
            self._take_roots(hashes)
        if width == TILE_WIDTH:  # Else it is the right edge, and the head's root has been taken.
            self._push(self._stand_in(n) if hashes is None else complete_root(hashes))

    def _stand_in(self, n: int) -> bytes:
        """Return the root of a tile that is not there, from the tile above or out of thin air."""
        at = n % TILE_WIDTH
        above = self._folder.tile(1, n // TILE_WIDTH, at + 1)
        return above[HASH_BYTES * at :] or bytes(HASH_BYTES)

    def _take_roots(self, hashes: Sequence[bytes]) -> None:
        """Note the roots at the wanted sizes that end within these next leaves."""
        end = self._frontier.size + len(hashes)
        while self._sizes and self._sizes[0] <= end:
            size = self._sizes.pop(0)
            edge = self._frontier.copy()
            for each in hashes[: size - edge.size]:
                edge.push(each)
            self.roots[size] = edge.root()

    def _push(self, root: bytes) -> None:
        n = self._frontier.size // TILE_WIDTH
        for height, index, each in [(8, n, root), *self._frontier.push(root, height=8)]:
            if height % 8 == 0:
                row = self._levels.setdefault(height // 8, [])
                row.append(each)
                if len(row) == TILE_WIDTH:
                    self._compare_tile(height // 8, index >> 8, row)
                    row.clear()

    def _compare_tile(self, level: int, n: int, hashes: Sequence[bytes]) -> None:
        tile = self._folder.tile(level, n, len(hashes))
        if len(tile) != HASH_BYTES * len(hashes):
            path = encode_tile_path(TileAddress(level, n, len(hashes)))
            self._report.add("missing", None, f"{path} is missing or cut off")
        elif tile != b"".join(hashes):
            for at, each in enumerate(hashes):
                if tile[HASH_BYTES * at : HASH_BYTES * (at + 1)] != each:
                    self.wrong_tiles.append(TileAddress(level, n * TILE_WIDTH + at, 1))

    def _judge(self, n: int, entries: Entries) -> None:
        """Check form, time and details of a bundle's entries."""
        start = n * TILE_WIDTH
        for place, why in entries.malformed:
            self._report.add("syntax", start + place, f"entry {start + place}: {why}")
        self._judge_times(start, entries.leaves)
        for place, leaf in enumerate(entries.leaves):
            if (agreed := agreed_policy(leaf)) is not None:
                self._report.agreed = (start + place, agreed)
        self._details.judge(n, entries.leaves)

    def _judge_times(self, start: int, leaves: Sequence[Leaf | None]) -> None:
        late = self._newest - TOLERANCE[self._report.log]
        for place, leaf in enumerate(leaves):
            if leaf is None:
                continue
            if leaf.t < late:
                text = (
                    f"entry {start + place} is {self._newest - leaf.t} s older than one before it"
                )
                self._report.add("clock", start + place, text)
            if leaf.t > self._newest:
                self._newest = leaf.t
                late = self._newest - TOLERANCE[self._report.log]
