"""What is reviewed, and who audits: ``breakglass-late`` and what is about auditors."""

from collections import deque
from dataclasses import dataclass, field

from intake.clock import HOUR
from intake.log.events import Log
from intake.verify.rules.finding import Entry
from intake.verify.rules.known.found import Found, Given, entry_of
from intake.verify.rules.known.state import Known
from intake.verify.rules.known.windows import Seen, take_due
from intake.verify.rules.record import Record
from intake.verify.rules.rulebook import RULES


@dataclass
class BreakglassLate:
    """``breakglass-late``: an emergency access that nobody reviewed in time."""

    waiting: set[int] = field(default_factory=set)
    queue: deque[Seen] = field(default_factory=deque)

    def take(self, record: Record, known: Known, found: Found) -> None:
        """Judge one record."""
        if record.log is not Log.ACCESS:
            return
        rule = RULES["breakglass-late"]
        for seen in take_due(self.queue, known.time_at(record), rule.limits["hours"] * HOUR):
            if seen.entry.index in self.waiting:
                self.waiting.remove(seen.entry.index)
                found.report(rule.name, [seen.entry], Given(seen.actor, [seen.ref]))
        if record.event == "key.breakglass" and record.is_done:
            self.waiting.add(record.index)
            self.queue.append(Seen(entry_of(record), record.ref, record.actor))
        if record.event == "audit.review" and record.is_done:
            self.waiting -= set(record.numbers("indices"))


@dataclass
class NameRevealed:
    """``name-revealed``: an auditor saw whose a pseudonym is; each further look at it joins."""

    drafts: dict[str, str] = field(default_factory=dict)  # "<actor> <index of the ask>"

    def take(self, record: Record, _known: Known, found: Found) -> None:
        """Judge one record."""
        if record.event != "audit.name" or not record.is_done:
            return
        key = f"{record.actor} {record.number('index')}"
        if key in self.drafts:
            found.grow(self.drafts[key], entry_of(record))
            return
        given = Given(record.actor, numbers={"of": record.text("of")})
        self.drafts[key] = found.report("name-revealed", [entry_of(record)], given)


@dataclass
class AuditorEnded:
    """``auditor-ended``: somebody disabled or suspended an auditor."""

    auditors: set[str] = field(default_factory=set)  # Pseudonyms.

    def take(self, record: Record, _known: Known, found: Found) -> None:
        """Judge one record."""
        rule = RULES["auditor-ended"]
        if not record.is_done:
            return
        if record.event in rule.words["naming"] and record.text("role") == "auditor":
            self.auditors |= {record.actor, *record.texts("who")}
        if record.event in rule.words["ending"] and self.auditors & set(record.texts("who")):
            found.report(rule.name, [entry_of(record)], Given(actor=record.actor))


@dataclass
class Looks:
    """What one auditor looked at."""

    count: int = 0
    at: dict[str, list[Entry]] = field(default_factory=dict)  # By pseudonym or case.
    drafts: dict[str, str] = field(default_factory=dict)
    known: set[str] = field(default_factory=set)  # Of which something was found.


@dataclass
class AuditorNarrow:
    """``auditor-narrow``: an auditor looks at one person or case, of which there are but notes.

    A look names a pseudonym or a reference, perhaps only how it begins.
    """

    people: dict[str, Looks] = field(default_factory=dict)

    def take(self, record: Record, _known: Known, found: Found) -> None:
        """Judge one record."""
        if record.event != "audit.view" or not record.is_done:
            return
        looks = self.people.setdefault(record.actor, Looks())
        looks.count += 1
        for target in {record.text("actor"), record.text("case")} - {""}:
            looks.at.setdefault(target, []).append(entry_of(record))
            self._judge(looks, target, record, found)

    def _judge(self, looks: Looks, target: str, record: Record, found: Found) -> None:
        limits, entries = RULES["auditor-narrow"].limits, looks.at[target]
        is_narrow = 100 * len(entries) >= limits["percent"] * looks.count
        if looks.count < limits["views"] or not is_narrow or target in looks.known:
            return
        numbers = {"looks": len(entries), "views": looks.count}
        if target in looks.drafts:
            found.grow(looks.drafts[target], entries[-1], numbers=numbers)
        elif any(each.startswith(target) for each in found.about):
            looks.known.add(target)
        else:
            given = Given(record.actor, numbers=numbers)
            looks.drafts[target] = found.report("auditor-narrow", entries, given)
