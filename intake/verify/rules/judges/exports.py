"""Exports: ``export-alone``, ``export-no-act``."""

from collections import deque
from dataclasses import dataclass, field

from intake.clock import HOUR
from intake.log.events import Log
from intake.verify.rules.known.cases import COVER, HOLDER
from intake.verify.rules.known.found import Found, Given, entry_of
from intake.verify.rules.known.state import Known
from intake.verify.rules.known.windows import Seen, take_due
from intake.verify.rules.record import Record
from intake.verify.rules.rulebook import RULES

EXPORT = "evidence.export"


@dataclass
class ExportAlone:
    """``export-alone``: an export names no second person, or nobody it is for."""

    def take(self, record: Record, _known: Known, found: Found) -> None:
        """Judge one record."""
        if record.event != EXPORT or not record.is_done:
            return
        if {record.text("approver"), record.text("recipient")} & {"", "none"}:
            given = Given(actor=record.actor, refs=[record.ref])
            found.report("export-alone", [entry_of(record)], given)


@dataclass
class ExportNoAct:
    """``export-no-act``: a case was exported and nothing was done in it afterwards.

    What the exporter does counts only if they hold or cover the case: else closing it would excuse.
    """

    waiting: dict[str, dict[str, set[int]]] = field(default_factory=dict)  # By case, exporter.
    queue: deque[Seen] = field(default_factory=deque)

    def take(self, record: Record, known: Known, found: Found) -> None:
        """Judge one record."""
        if record.log is not Log.ACCESS:
            return
        rule = RULES["export-no-act"]
        for seen in take_due(self.queue, known.time_at(record), rule.limits["hours"] * HOUR):
            self._judge(seen, found)
        if not record.is_done or not record.ref:
            return
        if record.event == EXPORT:
            exporters = self.waiting.setdefault(record.ref, {})
            exporters.setdefault(record.actor, set()).add(record.index)
            self.queue.append(Seen(entry_of(record), record.ref, record.actor))
        elif record.is_by_person and record.event in rule.words["work"]:
            self._excuse(record, known)

    def _excuse(self, record: Record, known: Known) -> None:
        """Forget the exports of a case that work goes on in."""
        exporters = self.waiting.pop(record.ref, {})
        own = exporters.get(record.actor)
        if own is not None and known.cases.capacity(record) not in {HOLDER, COVER}:
            self.waiting[record.ref] = {record.actor: own}

    def _judge(self, seen: Seen, found: Found) -> None:
        waiting = self.waiting.get(seen.ref, {}).get(seen.actor, set())
        if seen.entry.index in waiting:
            waiting.remove(seen.entry.index)
            given = Given(actor=seen.actor, refs=[seen.ref])
            found.report("export-no-act", [seen.entry], given)
