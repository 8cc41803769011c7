"""What somebody did of late, and deadlines that come in the order of what they are for."""

from collections import deque
from dataclasses import dataclass, field
from typing import TypeVar

from intake.verify.rules.finding import Entry
from intake.verify.rules.known.found import Found, Given


@dataclass
class Seen:
    """One thing somebody did."""

    entry: Entry
    ref: str = ""
    actor: str = ""


Due = TypeVar("Due", bound=Seen)


@dataclass
class Window:
    """What one person did within some time, and the finding that it belongs to while it goes on."""

    recent: deque[Seen] = field(default_factory=deque)
    by_ref: dict[str, int] = field(default_factory=dict)  # How many of them are of each case.
    draft: str = ""

    def take(self, seen: Seen, seconds: int) -> None:
        """Add what was done now, and forget what is older than so many seconds."""
        self.recent.append(seen)
        self.by_ref[seen.ref] = self.by_ref.get(seen.ref, 0) + 1
        while self.recent[0].entry.time <= seen.entry.time - seconds:
            self._drop(self.recent.popleft().ref)

    def _drop(self, ref: str) -> None:
        self.by_ref[ref] -= 1
        if not self.by_ref[ref]:
            del self.by_ref[ref]

    def settle(self, rule: str, found: Found, *, is_hit: bool, level: int | None = None) -> None:
        """Report all of it, or that what was reported goes on, or that it is over."""
        newest = self.recent[-1]
        if not is_hit:
            self.draft = ""
        elif self.draft:
            found.grow(self.draft, newest.entry, newest.ref, level=level or 0)
        else:
            refs = [each.ref for each in self.recent]
            given = Given(actor=newest.actor, refs=refs, level=level)
            self.draft = found.report(rule, [each.entry for each in self.recent], given)


def take_due(queue: deque[Due], now: int, seconds: int) -> list[Due]:
    """Take from a queue what is so many seconds old by now."""
    due = []
    while queue and queue[0].entry.time + seconds <= now:
        due.append(queue.popleft())
    return due
