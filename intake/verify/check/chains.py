"""The chain of each case through its details (docs/spec/log.md, section 4).

In the access log a case's entries count from 1, and each names the commitment of the one before. In
the intake log ``case.opened`` continues no chain: it repeats the number of the opening it tells of.
A log in which nothing names an entry before it has no chains (the vector ``log70`` is one).
"""

from intake.clock import day_of
from intake.log.events import Event, Log
from intake.log.leaf import Leaf
from intake.verify.report import LogReport
from intake.verify.rules.known.links import Links

Told = dict[str, object]
MAX_HELD = 1000


class Chains:
    """What the details of both logs say of each case; the access log comes first.

    Remembers for each case its newest link, and for each opening its purpose and day.
    """

    def __init__(self) -> None:
        self._is_chained = False  # Whether any entry named the one before it.
        self._held: list[tuple[int, str]] = []  # What is a finding only if there are chains.
        self.is_whole = True  # Whether all details of the access log could be read.
        self._links = Links()
        self._openings: dict[tuple[object, object], tuple[object, str]] = {}

    def skip(self, log: Log, commitment: str) -> None:
        """Remember an entry whose details are not there, or cannot be believed."""
        if log is Log.ACCESS:
            self.is_whole = False
            self._links.skip(commitment)

    def judge(self, report: LogReport, index: int, leaf: Leaf, told: Told) -> None:
        """Judge the details of one entry, which hold, in the order of the log."""
        if "log_ref" not in told and "case_seq" not in told:
            return
        if report.log is Log.INTAKE:
            why = self._object_to_repeating(told)
        else:
            why = self._object_to_link(leaf, told)
            self._remember_opening(leaf, told)
            self._is_chained = self._is_chained or "case_prev" in told
        if why and (self._is_chained or report.log is Log.INTAKE):
            report.add("chain", index, f"entry {index} {why}")
        elif why and len(self._held) < MAX_HELD:
            self._held.append((index, f"entry {index} {why}"))
        if self._is_chained and self._held:
            for held in self._held:
                report.add("chain", *held)
            self._held.clear()

    def _object_to_link(self, leaf: Leaf, told: Told) -> str:
        ref, seq, prev = told.get("log_ref"), told.get("case_seq"), told.get("case_prev", "")
        if type(seq) is not int or not isinstance(ref, str) or not isinstance(prev, str):
            return "is about a case and has no number in its chain"
        before = self._links.follow(ref, seq, prev, leaf.commitment)
        if before is None:
            return ""
        if seq == before + 1:
            return "does not name the entry of its case before it"
        return f"is number {seq} of its case; the one before is {before}"

    def _remember_opening(self, leaf: Leaf, told: Told) -> None:
        if leaf.event is Event.REPORT_OPEN and leaf.outcome == "ok":
            case = told.get("log_ref"), told.get("case_seq")
            self._openings[case] = told.get("purpose"), day_of(leaf.t).isoformat()

    def _object_to_repeating(self, told: Told) -> str:
        if "case_prev" in told:
            return "names an entry before it, which no entry of this log does"
        case = told.get("log_ref"), told.get("case_seq")
        known = self._links.newest.get(str(case[0]))
        if known is None or type(case[1]) is not int or case[1] > known.seq:
            return ""  # The copy of the access log does not reach as far, or has no details.
        opening = self._openings.get(case)
        if opening is None:  # Perhaps its details were erased; else there never was one.
            return "tells of an opening that the access log has not" if self.is_whole else ""
        as_told = told.get("purpose"), told.get("day")
        return "" if opening == as_told else "tells of an opening otherwise than the access log"
