"""The details that lie beside a copied log: each line must be one that its entry commits to.

Whoever reads the file reads every line, so every line is judged: a second one for an entry, one for
an entry that is not there and one that no entry commits to are as wrong as a changed one. A detail
that is not there must have been erased by an entry that says so.
"""

from array import array
from collections.abc import Sequence

from intake.crypto.tlog.tiles import TILE_WIDTH
from intake.log.events import Event
from intake.log.leaf import Leaf
from intake.verify.check.chains import Chains
from intake.verify.detail_lines import (
    MAX_LINES,
    Line,
    LineError,
    parse_detail,
    parse_line,
    split_lines,
)
from intake.verify.erasures import find_erased
from intake.verify.folder import LogFolder, details_name
from intake.verify.report import LogReport
from intake.verify.sealing.details import CopyDetails, SealedError


class DetailsCheck:
    """Judges the details of one log, bundle after bundle.

    In memory: an index of 8 bytes for each detail that is not there or was erased, the commitment
    of each that cannot be read though details were given, and what ``Chains`` remembers of cases.
    """

    def __init__(self, folder: LogFolder, report: LogReport, chains: Chains, copied: int) -> None:
        """Prepare.

        Args:
            folder: The copy.
            report: Takes the findings.
            chains: Judges the chain of each case, over both logs.
            copied: How far a copy that is under way may reach beyond the newest checkpoint.
        """
        self.report, self._chains = report, chains
        self._copied = copied
        self._kept = CopyDetails(folder)
        self._is_given = self._kept.is_given
        self._missing = array("Q")
        self._erased: set[int] = set()

    def judge(self, n: int, leaves: Sequence[Leaf | None]) -> None:
        """Compare the details of bundle ``n`` with what its entries commit to."""
        start = n * TILE_WIDTH
        given = self._read(n, start, leaves)
        for place, leaf in enumerate(leaves):
            if leaf is None or leaf.commitment is None:
                continue
            told = self._find_told(start + place, leaf, given.get(start + place))
            if told is None:
                if self._is_given:
                    self._chains.skip(self.report.log, leaf.commitment)
            else:
                self._follow(start + place, leaf, told)

    def _read(self, n: int, start: int, leaves: Sequence[Leaf | None]) -> dict[int, Line]:
        """Return the first line of each entry; report those that are for no entry, or not alone."""
        given: dict[int, Line] = {}
        for text in self._read_lines(n, start):
            try:
                line = parse_line(text)
            except LineError:
                self.report.add("detail", start, f"{details_name(n)} holds a malformed line")
                continue
            why = self._object_to(line, n, start, leaves, given)
            if why:
                self.report.add("detail", line.index, why)
            given.setdefault(line.index, line)
        return given

    def _read_lines(self, n: int, start: int) -> list[bytes]:
        try:
            return split_lines(self._kept.read(n) or b"")
        except LineError:
            text = f"{details_name(n)} holds more than {MAX_LINES} lines; none was read"
        except SealedError as error:
            text = str(error)
        self.report.add("detail", start, text)
        return []

    def _object_to(
        self, line: Line, n: int, start: int, leaves: Sequence[Leaf | None], given: dict[int, Line]
    ) -> str:
        at, place = line.index, line.index - start
        if len(leaves) <= place < TILE_WIDTH and at < self._copied:
            return ""  # Of entries that are being copied just now.
        if not 0 <= place < len(leaves):
            return f"{details_name(n)} holds a line for entry {at}"
        leaf = leaves[place]
        if leaf is None or leaf.commitment is None:
            return f"entry {at} commits to no details, yet there are some"
        return f"entry {at} has more than one line of details" if at in given else ""

    def _find_told(self, index: int, leaf: Leaf, line: Line | None) -> dict[str, object] | None:
        """Return what the details of an entry say, or None, reported, if that cannot be had."""
        if line is None:
            self._missing.append(index)
            return None
        self.report.details += 1
        if line.commitment != leaf.commitment:
            text = f"the details of entry {index} are not those it commits to"
            self.report.add("detail", index, text)
            return None
        told = parse_detail(line.detail)
        if told is None:
            text = f"the details of entry {index} are not of the closed form"
            self.report.add("detail", index, text)
        return told

    def _follow(self, index: int, leaf: Leaf, told: dict[str, object]) -> None:
        if leaf.event is Event.LOG_DETAIL_ERASE:
            self._erase(index, told)
        self._chains.judge(self.report, index, leaf, told)

    def _erase(self, index: int, told: dict[str, object]) -> None:
        erased = find_erased(index, told)
        if not erased:
            text = f"entry {index} erases details and does not name entries before it"
            self.report.add("detail", index, text)
        self._erased |= erased

    def finish(self) -> None:
        """Report what is not there although no entry says that it was erased."""
        lost = [index for index in self._missing if index not in self._erased]
        self.report.details_missing = len(lost)
        self.report.details_erased = len(self._missing) - len(lost)
        for index in lost if self._is_given else ():
            text = f"the details of entry {index} are gone, and no entry says that they were erased"
            self.report.add("detail", index, text)
