"""Openings: ``untold``, ``outside``, ``read-no-act``."""

from bisect import bisect_left
from collections import deque
from dataclasses import dataclass, field

from intake.clock import DAY, HOUR
from intake.log.events import Log
from intake.verify.rules.known.cases import NOBODY
from intake.verify.rules.known.found import Found, Given, entry_of
from intake.verify.rules.known.state import Known
from intake.verify.rules.known.windows import Seen, Window, take_due
from intake.verify.rules.record import Record, Told
from intake.verify.rules.rulebook import RULES

OPEN = "report.open"


def is_opening(record: Record) -> bool:
    """Tell whether a case was opened, and which is known."""
    return record.event == OPEN and record.is_done and bool(record.ref)


@dataclass
class Untold:
    """``untold``: an opening of which the intake log tells no reporter."""

    waiting: dict[str, str] = field(default_factory=dict)  # "<log_ref> <case_seq>" to the actor.
    queue: deque[Seen] = field(default_factory=deque)
    has_intake: bool = False  # Whether there is an intake log at all.
    unread: int = -1  # The newest day on which it tells of an opening that cannot be read.

    def take(self, record: Record, known: Known, found: Found) -> None:
        """Judge one record."""
        if record.log is Log.INTAKE:
            self._hear(record)
            return
        limit = RULES["untold"].limits["hours"] * HOUR
        for seen in take_due(self.queue, known.time_at(record), limit):
            self._judge(seen, found)
        if is_opening(record):
            key = _key(record)
            self.waiting[key] = record.actor
            self.queue.append(Seen(entry_of(record), key, record.actor))

    def _hear(self, record: Record) -> None:
        self.has_intake = True
        if record.event != "case.opened":
            return
        if record.told is Told.HELD:
            self.waiting.pop(_key(record), None)
        else:
            self.unread = record.time // DAY

    def _judge(self, seen: Seen, found: Found) -> None:
        is_told = self.waiting.pop(seen.ref, None) is None
        is_blind = not self.has_intake or self.unread >= seen.entry.time // DAY
        if not is_told and not is_blind:
            ref = seen.ref.partition(" ")[0]
            found.report("untold", [seen.entry], Given(actor=seen.actor, refs=[ref]))


def _key(record: Record) -> str:
    return f"{record.ref} {record.number('case_seq')}"


@dataclass
class Outside:
    """``outside``: a case that others hold was opened by somebody who neither holds nor covers it.

    Not outside is whom an entry let in: to be the second person, or to decide about a place.
    """

    def take(self, record: Record, known: Known, found: Found) -> None:
        """Judge one record."""
        if not is_opening(record) or not known.cases.of(record.ref).is_taken:
            return
        if known.cases.capacity(record) == NOBODY:
            numbers = {"purpose": record.text("purpose") or "none"}
            given = Given(actor=record.actor, refs=[record.ref], numbers=numbers)
            found.report("outside", [entry_of(record)], given)

    def conclude(self, found: Found) -> None:
        """Raise those beside which something else was found of the same person."""
        rule = RULES["outside"]
        times: dict[str | None, list[int]] = {}
        for draft in found.drafts.values():
            if draft.rule != rule.name:
                times.setdefault(draft.actor, []).extend(each.time for each in draft.entries)
        for near in times.values():
            near.sort()
        for draft in found.drafts.values():
            if draft.rule == rule.name:
                near, reach = times.get(draft.actor, []), rule.limits["hours"] * HOUR
                time = draft.entries[0].time
                at = bisect_left(near, time - reach)
                if at < len(near) and near[at] <= time + reach:
                    draft.level = rule.raised


@dataclass
class ReadNoAct:
    """``read-no-act``: several cases read from triage, and nothing done in them by the reader."""

    waiting: dict[str, int] = field(default_factory=dict)  # "<actor> <log_ref>" to the index.
    queue: deque[Seen] = field(default_factory=deque)
    people: dict[str, Window] = field(default_factory=dict)

    def take(self, record: Record, known: Known, found: Found) -> None:
        """Judge one record."""
        limits = RULES["read-no-act"].limits
        for seen in take_due(self.queue, known.time_at(record), limits["hours"] * HOUR):
            self._judge(seen, found)
        if record.log is not Log.ACCESS or not record.ref or not record.is_done:
            return
        key = f"{record.actor} {record.ref}"
        if record.event == OPEN:
            if not known.cases.of(record.ref).is_taken and key not in self.waiting:
                self.waiting[key] = record.index
                self.queue.append(Seen(entry_of(record), record.ref, record.actor))
        elif record.event not in RULES["read-no-act"].words["reading"]:
            for who in (record.actor, record.text("assignee"), record.text("cover")):
                self.waiting.pop(f"{who} {record.ref}", None)

    def _judge(self, seen: Seen, found: Found) -> None:
        key, limits = f"{seen.actor} {seen.ref}", RULES["read-no-act"].limits
        if self.waiting.get(key) != seen.entry.index:
            return
        del self.waiting[key]
        window = self.people.setdefault(seen.actor, Window())
        window.take(seen, limits["days"] * DAY)
        window.settle("read-no-act", found, is_hit=len(window.by_ref) >= limits["cases"])
