"""Who acts: ``disabled-active``, ``refused``, ``mismatch``."""

from collections import deque
from dataclasses import dataclass, field

from intake.clock import DAY, HOUR, quarter_of
from intake.log.events import Log
from intake.verify.rules.known.found import Found, Given, entry_of
from intake.verify.rules.known.state import Known
from intake.verify.rules.known.windows import Seen, Window, take_due
from intake.verify.rules.record import Record, Told
from intake.verify.rules.rulebook import RULES


@dataclass
class DisabledActive:
    """``disabled-active``: somebody acted who may not, or who never came as people come."""

    ended: dict[str, str] = field(default_factory=dict)  # Pseudonym to "disabled", "suspended".
    listed: dict[str, int] = field(default_factory=dict)  # Pseudonym to its quarter.
    begun: dict[int, int] = field(default_factory=dict)  # Quarter to the time of its first list.
    invited: set[str] = field(default_factory=set)  # Pseudonyms; old logs name nobody.
    has_lists: bool = False  # Whether this log lists accounts at all; old ones did not.
    unlisted: deque[Seen] = field(default_factory=deque)
    drafts: dict[str, str] = field(default_factory=dict)  # Pseudonym to what was found of it.

    def take(self, record: Record, known: Known, found: Found) -> None:
        """Judge one record."""
        if record.log is not Log.ACCESS:
            return
        limit = RULES["disabled-active"].limits["hours"] * HOUR
        for seen in take_due(self.unlisted, known.time_at(record), limit):
            if self.has_lists and not self._is_listed(seen.actor, seen.entry.time):
                self._report(seen, found, "uninvited")
        if record.is_done:
            self._learn(record)
            self._judge(record, found)

    def _learn(self, record: Record) -> None:
        """Learn who may act: who is listed as a quarter begins, and who comes as people come.

        Any account is listed once it is there. So a later list lets nobody in: it would list one
        that was written into the database, too.
        """
        quarter, who = quarter_of(record.time), record.texts("who")
        match record.event:
            case "sys.accounts":
                self.has_lists = True
                begun = self.begun.setdefault(quarter, record.time)
                is_first = record.time - begun < RULES["disabled-active"].limits["hours"] * HOUR
                self.listed |= dict.fromkeys(who if is_first else [], quarter)
            case "user.invite":
                self.invited |= set(who)
            case "user.create" if self._was_invited(record, quarter):
                self.listed |= dict.fromkeys([record.actor, *who], quarter)
            case "user.resume":
                self.ended = {name: how for name, how in self.ended.items() if name not in who}
                self.listed |= dict.fromkeys(who, quarter)

    def _judge(self, record: Record, found: Found) -> None:
        if record.is_by_person:
            seen = Seen(entry_of(record), record.ref, record.actor)
            if record.actor in self.ended:
                self._report(seen, found, self.ended[record.actor])
            elif not self._is_listed(record.actor, record.time):
                self.unlisted.append(seen)
        if record.event in RULES["disabled-active"].words["ending"]:
            how = "suspended" if record.event == "user.suspend" else "disabled"
            self.ended |= dict.fromkeys(record.texts("who"), how)

    def _was_invited(self, record: Record, quarter: int) -> bool:
        """Tell whether an account was invited, perhaps under the name of the quarter before."""
        is_early = record.time - quarter < RULES["disabled-active"].limits["days"] * DAY
        return not self.invited or record.actor in self.invited or is_early

    def _is_listed(self, actor: str, time: int) -> bool:
        return self.listed.get(actor) == quarter_of(time)

    def _report(self, seen: Seen, found: Found, cause: str) -> None:
        if seen.actor in self.drafts:
            name = self.drafts[seen.actor]
            found.grow(name, seen.entry, seen.ref, numbers={cause: found.count(name, cause) + 1})
            return
        given = Given(actor=seen.actor, refs=(seen.ref,), numbers={cause: 1})
        self.drafts[seen.actor] = found.report("disabled-active", [seen.entry], given)


@dataclass
class Refused:
    """``refused``: somebody was refused on cases again and again."""

    people: dict[str, Window] = field(default_factory=dict)

    def take(self, record: Record, _known: Known, found: Found) -> None:
        """Judge one record."""
        rule = RULES["refused"]
        if record.outcome != "deny" or not record.is_by_person:
            return
        is_unread = record.told is not Told.HELD and record.event == "report.open"
        if not is_unread and record.text("reason") not in rule.words["reasons"]:
            return
        window = self.people.setdefault(record.actor, Window())
        window.take(Seen(entry_of(record), record.ref, record.actor), rule.limits["hours"] * HOUR)
        window.settle(rule.name, found, is_hit=len(window.recent) >= rule.limits["times"])


@dataclass
class Doubts:
    """What clients did not believe of late, for one reason; ``ref`` of each is its finding's id."""

    recent: deque[Seen] = field(default_factory=deque)
    by_actor: dict[str, int] = field(default_factory=dict)
    is_raised: bool = False

    def take(self, seen: Seen, seconds: int) -> None:
        """Add one, and forget what is older than so many seconds."""
        self.recent.append(seen)
        self.by_actor[seen.actor] = self.by_actor.get(seen.actor, 0) + 1
        for old in take_due(self.recent, seen.entry.time, seconds):
            self.by_actor[old.actor] -= 1
            if not self.by_actor[old.actor]:
                del self.by_actor[old.actor]

    def raise_all(self, found: Found, level: int) -> None:
        """Raise what two people met; of those that are raised already only the newest."""
        is_shared = len(self.by_actor) > 1
        for seen in self.recent if not self.is_raised else [self.recent[-1]]:
            if is_shared:
                found.raise_to(seen.ref, level)
        self.is_raised = is_shared


@dataclass
class Mismatch:
    """``mismatch``: a client did not believe what it got; graver where it is not one client."""

    reasons: dict[str, Doubts] = field(default_factory=dict)

    def take(self, record: Record, _known: Known, found: Found) -> None:
        """Judge one record."""
        if record.event != "case.mismatch" or record.outcome == "deny":
            return
        rule, reason, entry = RULES["mismatch"], record.text("reason"), entry_of(record)
        given = Given(actor=record.actor, refs=(record.ref,), numbers={"reason": reason})
        name = found.report(rule.name, [entry], given)
        doubts = self.reasons.setdefault(reason, Doubts())
        doubts.take(Seen(entry, name, record.actor), rule.limits["days"] * DAY)
        doubts.raise_all(found, rule.raised)
