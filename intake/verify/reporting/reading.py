"""A copy read once for a report: every entry as the rules see it, and what of it is not there."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from intake.crypto.tlog.checkpoint import Checkpoint
from intake.crypto.tlog.note import VerifierKey
from intake.crypto.tlog.tiles import TILE_WIDTH, TileError, TileTree, parse_bundle
from intake.log.leaf import LeafError
from intake.verify.check.rehashing.rehash import MAX_GAP
from intake.verify.detail_lines import Line, LineError, parse_line, split_lines
from intake.verify.erasures import find_erased
from intake.verify.folder import LogFolder
from intake.verify.rules.record import Record, Told, read_record
from intake.verify.sealing.details import CopyDetails, SealedError

Progress = Callable[[int, int], None]
"""(entries done, entries in all)."""


class Signed(NamedTuple):
    """A checkpoint of this copy that its log signed, and the note."""

    checkpoint: Checkpoint
    note: str


@dataclass
class LogCopy:
    """The copy of one log up to a checkpoint."""

    folder: LogFolder
    key: VerifierKey | None  # None where there is none that can be read: then nothing is signed.
    head: Signed | None
    told: Counter[Told] = field(
        default_factory=Counter
    )  # Entries that were read, by their details.
    unreadable: int = 0  # Entries that are not there, or of no form.
    missing: set[int] = field(default_factory=set)  # Whose details are gone, or are others.
    erased: set[int] = field(default_factory=set)  # What an entry says was erased.

    @property
    def size(self) -> int:
        """Return how many entries are read."""
        return self.head.checkpoint.size if self.head else 0

    @property
    def is_given(self) -> bool:
        """Tell whether details were ever given to this copy."""
        return CopyDetails(self.folder).is_given

    def tree(self) -> TileTree:
        """Return the tree over all entries, out of the copy's own tiles."""
        return TileTree(self.size, self.folder.tile)

    def records(self, progress: Progress) -> Iterator[Record]:
        """Yield every entry that can be read, in order, counting them.

        After MAX_GAP bundles of which nothing is there the rest is not looked for.
        """
        gap = 0
        for n in range(-(-self.size // TILE_WIDTH)):
            leaves = self.leaves(n)
            gap = 0 if leaves else gap + 1
            if gap > MAX_GAP:
                break
            yield from self._of_bundle(n, leaves)
            progress(min((n + 1) * TILE_WIDTH, self.size), self.size)
        self.unreadable = self.size - self.told.total()

    def _of_bundle(self, n: int, leaves: Sequence[bytes]) -> Iterator[Record]:
        lines = self._lines(n) if leaves else {}
        for place, leaf in enumerate(leaves):
            index = n * TILE_WIDTH + place
            record = self._record(index, leaf, lines.get(index))
            if record:
                yield record

    def leaves(self, n: int) -> list[bytes]:
        """Return the entries of a bundle as they lie there."""
        width = min(TILE_WIDTH, self.size - n * TILE_WIDTH)
        try:
            return parse_bundle(self.folder.bundle(n, width) or b"")[:width]
        except TileError:
            return []

    def _record(self, index: int, leaf: bytes, line: Line | None) -> Record | None:
        try:
            record = read_record(self.folder.log, index, leaf, line, is_given=self.is_given)
        except LeafError:
            return None
        self.told[record.told] += 1
        if record.told in {Told.GONE, Told.OTHER}:
            self.missing.add(index)
        if record.event == "log.detail_erase":
            self.erased |= find_erased(index, dict(record.detail or {}))
        return record

    def _lines(self, n: int) -> dict[int, Line]:
        """Return the first line of each entry, as ``check.details`` reads them."""
        try:
            parsed = map(_parse, split_lines(CopyDetails(self.folder).read(n) or b""))
        except (LineError, SealedError):
            return {}
        found: dict[int, Line] = {}
        for line in parsed:
            if line:
                found.setdefault(line.index, line)
        return found


def _parse(text: bytes) -> Line | None:
    try:
        return parse_line(text)
    except LineError:
        return None
