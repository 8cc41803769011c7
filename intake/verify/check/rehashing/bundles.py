"""One bundle of entries after the other against its tile: what happened, and how to go on."""

from collections.abc import Sequence

from intake.crypto.tlog.checkpoint import Checkpoint
from intake.crypto.tlog.merkle import HASH_BYTES, MerkleError, complete_root
from intake.crypto.tlog.tiles import TILE_WIDTH, TileAddress, TileError, TileTree, encode_tile_path
from intake.verify.check.rehashing.entries import Entries, read_entries
from intake.verify.check.rehashing.explain import explain
from intake.verify.folder import LogFolder
from intake.verify.report import LogReport


class Bundles:
    """Reads the bundles of one copy in order."""

    def __init__(self, folder: LogFolder, report: LogReport, head: Checkpoint) -> None:
        self._folder, self._report, self._head = folder, report, head
        self._is_shifted = False  # Whether the last bundle was short, so that this one is as well.

    def read(self, n: int, width: int) -> tuple[Sequence[bytes] | None, Entries | None]:
        """Return the leaf hashes to go on with, and the entries if they are those of this log.

        Where neither entries nor tile give hashes, there are none; where nothing is there at all,
        that is for whoever asked to say, who may see that more is missing.
        """
        start, tile = n * TILE_WIDTH, self._folder.tile(0, n, width)
        try:
            bundle = self._folder.bundle(n, width)
        except TileError as error:
            self._report.add("changed", start, f"entries from {start} on: {error}")
            return self._settle(n, width, tile, None), None
        if bundle is None and not tile:
            return None, None
        if bundle is None:
            text = f"entries {start} to {start + width - 1} are missing"
            self._report.add("missing", start, text)
            return self._settle(n, width, tile, None), None
        entries = self._parse(start, bundle)
        hashes = self._settle(n, width, tile, list(entries.hashes) if entries else None)
        # Entries of which others were signed are not entries of this log at all.
        return hashes, entries if entries and hashes == entries.hashes else None

    def _parse(self, start: int, bundle: bytes) -> Entries | None:
        try:
            entries = read_entries(self._report.log, bundle)
        except TileError as error:
            self._report.add("changed", start, f"entries from {start} on: {error}")
            return None
        self._report.entries += len(entries.hashes)
        return entries

    def _settle(
        self, n: int, width: int, tile: bytes, found: Sequence[bytes] | None
    ) -> Sequence[bytes] | None:
        """Compare entries with their tile; return the hashes to go on with."""
        start = n * TILE_WIDTH
        if found is not None and b"".join(found) == tile:
            return found
        path = encode_tile_path(TileAddress(0, n, width))
        if len(tile) != HASH_BYTES * width:
            self._report.add("missing", start, f"{path} is missing or cut off")
            return found if found is not None and len(found) == width else None
        wanted = [tile[at : at + HASH_BYTES] for at in range(0, len(tile), HASH_BYTES)]
        if found is None:
            return wanted
        if len(found) == width and self._is_proved(n, found):
            text = f"{path} holds hashes that are not those of its entries"
            self._report.add("tile", start, text)
            return found
        self._explain(found, wanted, start)
        return wanted if len(found) != width or self._is_proved(n, wanted) else found

    def _explain(self, found: Sequence[bytes], wanted: Sequence[bytes], start: int) -> None:
        """Report what was done to entries; one dropped from all that follows is said once."""
        differences = explain(found, wanted, start)
        if not (self._is_shifted and differences[0].kind == "dropped" and not differences[0].place):
            for kind, place, text in differences:
                self._report.add(kind, start + place, text)
        self._is_shifted = differences[0].kind == "dropped"

    def _is_proved(self, n: int, hashes: Sequence[bytes]) -> bool:
        """Tell whether the rest of the tree leads from these hashes of tile n to the head."""

        def read_tile(level: int, at: int, width: int) -> bytes:
            mine = level == 0 and at == n
            return b"".join(hashes) if mine else self._folder.tile(level, at, width)

        tree = TileTree(self._head.size, read_tile)
        try:
            if len(hashes) == TILE_WIDTH:
                return complete_root(hashes) == tree.subtree(8, n)
            return tree.root(self._head.size) == self._head.root
        except (MerkleError, TileError):
            return False
