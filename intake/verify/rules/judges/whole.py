"""Whether logs and what is stored are whole: ``chain``, ``detail-missing``, ``stored``."""

from dataclasses import dataclass, field

from intake.clock import HOUR
from intake.log.events import Log
from intake.verify.erasures import find_erased
from intake.verify.rules.finding import Entry
from intake.verify.rules.known.found import Found, Given, entry_of
from intake.verify.rules.known.links import Links
from intake.verify.rules.known.state import Known
from intake.verify.rules.record import Record, Told
from intake.verify.rules.rulebook import RULES


@dataclass
class Chain(Links):
    """``chain``: an entry of a case does not continue the case's chain.

    That the details of the one before are gone is ``detail-missing``.
    """

    def take(self, record: Record, _known: Known, found: Found) -> None:
        """Judge one record."""
        if record.log is not Log.ACCESS:
            return
        if record.commitment and record.told in {Told.GONE, Told.OTHER}:
            self.skip(record.commitment)
        elif record.ref:
            self._judge(record, found)

    def _judge(self, record: Record, found: Found) -> None:
        seq = record.number("case_seq") or 0
        before = self.follow(record.ref, seq, record.text("case_prev"), record.commitment)
        if before is not None:
            given = Given(refs=[record.ref], numbers={"seq": seq, "before": before})
            found.report("chain", [entry_of(record)], given)


@dataclass
class DetailMissing:
    """``detail-missing``: details are gone and no entry erased them, or are others.

    What is gone now is reported when findings are asked for: an erasure may still come.
    """

    gone: dict[str, dict[int, int]] = field(default_factory=dict)  # By log: index to time.
    other: dict[str, dict[int, int]] = field(default_factory=dict)  # The same.

    def take(self, record: Record, _known: Known, _found: Found) -> None:
        """Judge one record."""
        gone = self.gone.setdefault(record.log, {})
        if record.told is Told.GONE:
            gone[record.index] = record.time
        elif record.told is Told.OTHER:
            self.other.setdefault(record.log, {})[record.index] = record.time
        if record.event == "log.detail_erase":
            for index in find_erased(record.index, dict(record.detail or {})):
                gone.pop(index, None)

    def conclude(self, found: Found) -> None:
        """Report each row of entries, one after another, whose details are missing."""
        for log in Log:
            row: list[Entry] = []
            missing = self.gone.get(log, {}) | self.other.get(log, {})
            for index, time in sorted(missing.items()):
                if row and row[-1].index + 1 != index:
                    _report_missing(found, row)
                    row = []
                row.append(Entry(log, index, time))
            _report_missing(found, row)


def _report_missing(found: Found, row: list[Entry]) -> None:
    if row:
        numbers = {"first": row[0].index, "missing": len(row)}
        found.report("detail-missing", row, Given(numbers=numbers))


@dataclass
class Stored:
    """``stored``: a full pass found that what entries tell of is gone, or was replaced.

    What a later pass tells again is the same finding, or one loss would be new every night.
    """

    draft: str = ""
    newest: int = 0  # Unix seconds, of what was told for the first time.
    told: dict[str, str] = field(default_factory=dict)  # By what is lost: the finding.

    def take(self, record: Record, _known: Known, found: Found) -> None:
        """Judge one record."""
        if record.event != "sys.mismatch":
            return
        entry, lost = entry_of(record), _lost(record)
        if lost in self.told:
            found.grow(self.told[lost], entry)
        else:
            self._report(record, entry, found)
            self.told |= {lost: self.draft} if lost else {}

    def _report(self, record: Record, entry: Entry, found: Found) -> None:
        rule = RULES["stored"]
        if self.draft and abs(entry.time - self.newest) <= rule.limits["hours"] * HOUR:
            things = found.count(self.draft, "things") + 1
            found.grow(self.draft, entry, numbers={"things": things})
        else:
            reason = record.text("reason") or "unreadable"
            given = Given(numbers={"reason": reason, "things": 1})
            self.draft = found.report(rule.name, [entry], given)
        self.newest = entry.time


def _lost(record: Record) -> str:
    """Return what a pass found lost or changed; empty where its details do not say."""
    log, index, reason = record.text("log"), record.number("index"), record.text("reason")
    return f"{log}/{index}/{reason}" if log and index is not None and reason else ""
