"""What takes two, or somebody's own place: ``two-person`` and its neighbours."""

from dataclasses import dataclass, field

from intake.clock import DAY
from intake.verify.rules.finding import Entry
from intake.verify.rules.known.cases import COVER, HOLDER, UNKNOWN
from intake.verify.rules.known.found import Found, Given, entry_of
from intake.verify.rules.known.state import Known
from intake.verify.rules.record import Record
from intake.verify.rules.rulebook import RULES

LEVELS = ("emergency", "urgent", "soon", "routine")  # The gravest first.


def _report(
    rule: str, record: Record, found: Found, level: int | None = None, cause: str = ""
) -> None:
    numbers = {cause: 1} if cause else {}
    given = Given(actor=record.actor, refs=[record.ref], numbers=numbers, level=level)
    found.report(rule, [entry_of(record)], given)


@dataclass
class TwoPerson:
    """``two-person``: somebody was their own second person."""

    def take(self, record: Record, _known: Known, found: Found) -> None:
        """Judge one record."""
        others = {record.text("approver"), record.text("by2")}
        if record.is_done and record.is_by_person and record.actor in others:
            _report("two-person", record, found)


@dataclass
class OneHand:
    """``one-hand``: who agreed has the account from the same administrator as who asked."""

    def take(self, record: Record, _known: Known, found: Found) -> None:
        """Judge one record."""
        rule = RULES["one-hand"]
        is_agreeing = record.is_done and record.event in rule.words["events"]
        if is_agreeing and record.text("reason") == "invited":
            _report(rule.name, record, found)


@dataclass
class ClosedByOther:
    """``closed-by-other``: a case was closed, and who holds it had no part in it."""

    def take(self, record: Record, known: Known, found: Found) -> None:
        """Judge one record."""
        is_status = record.event == "case.status" and record.text("to") == "closed"
        if not record.is_done or not record.ref or not (is_status or record.event == "case.close"):
            return
        rule, case = RULES["closed-by-other"], known.cases.of(record.ref)
        two = {record.actor, record.text("approver") or record.actor}
        parts = {known.cases.capacity(record, who) for who in two}
        if parts & {HOLDER, UNKNOWN}:
            return
        if COVER not in parts:
            _report(rule.name, record, found, rule.raised, "stranger")
        elif case.assignee is None:
            _report(rule.name, record, found, rule.lowered, "unheld")
        elif case.assignee.who in known.away:
            _report(rule.name, record, found, rule.lowered, "away")
        else:
            _report(rule.name, record, found, cause="cover")


@dataclass
class LevelLowered:
    """``level-lowered``: a case was made less urgent, and by how many."""

    def take(self, record: Record, _known: Known, found: Found) -> None:
        """Judge one record."""
        before, after = record.text("from"), record.text("to")
        known = before in LEVELS and after in LEVELS
        if record.event != "case.level" or not record.is_done or not known:
            return
        if LEVELS.index(after) <= LEVELS.index(before):
            return
        rule, approver = RULES["level-lowered"], record.text("approver")
        is_alone = approver in {"", "none", record.actor}
        is_grave = before in rule.words["grave"]
        level = rule.raised if is_alone and is_grave else rule.level
        cause = "grave_" * is_grave + ("alone" if is_alone else "two")
        _report(rule.name, record, found, level, cause)


@dataclass
class GrantUndone:
    """``grant-undone``: somebody was let in, and removed again soon after."""

    added: dict[str, Entry] = field(default_factory=dict)

    def take(self, record: Record, _known: Known, found: Found) -> None:
        """Judge one record."""
        if not record.is_done:
            return
        if record.event == "recipient.add":
            self.added |= dict.fromkeys(record.texts("who"), entry_of(record))
        if record.event in {"recipient.add", "recipient.remove"}:
            for who in record.texts("removed"):
                self._judge(who, record, found)

    def _judge(self, who: str, record: Record, found: Found) -> None:
        added = self.added.pop(who, None)
        reach = RULES["grant-undone"].limits["days"] * DAY
        if added is not None and record.time - added.time <= reach:
            given = Given(actor=record.actor, numbers={"who": who})
            found.report("grant-undone", [added, entry_of(record)], given)
