"""How steadily the log grows: ``silent``."""

from collections import deque
from dataclasses import dataclass, field
from typing import NamedTuple

from intake.clock import DAY, HOUR
from intake.log.events import Log
from intake.verify.rules.finding import Entry
from intake.verify.rules.known.found import Found, Given, entry_of
from intake.verify.rules.known.state import Known
from intake.verify.rules.record import Record
from intake.verify.rules.rulebook import RULES


class Gap(NamedTuple):
    """The longest silence that ended on a day."""

    day: int
    seconds: int


@dataclass
class Silent:
    """``silent``: nothing was logged for much longer than ever before, or time went back."""

    before: Entry | None = None  # The newest entry.
    since: int = 0  # The day of the first entry.
    gaps: deque[Gap] = field(default_factory=deque)

    def take(self, record: Record, known: Known, found: Found) -> None:
        """Judge one record."""
        if record.log is not Log.ACCESS or record.event == "pad":
            return
        entry = entry_of(record)
        if self.before is None:
            self.since = entry.time // DAY
        else:
            self._judge(self.before, entry, known, found)
        if record.event == "sys.restore":
            found.report("silent", [entry], Given(numbers={"restored": 1}))
        self.before = entry

    def _judge(self, before: Entry, entry: Entry, known: Known, found: Found) -> None:
        limits, gap = RULES["silent"].limits, entry.time - before.time
        day = entry.time // DAY
        is_long = gap > limits["hours"] * HOUR and self._is_unheard_of(gap, day)
        back = known.now - entry.time
        causes = {"gap": gap} if is_long else {}
        causes |= {"back": back} if back > limits["back_seconds"] else {}
        if causes:
            found.report("silent", [before, entry], Given(numbers=causes))
        self._remember(Gap(day, gap))

    def _is_unheard_of(self, gap: int, day: int) -> bool:
        limits = RULES["silent"].limits
        first = day - limits["baseline_days"]
        longest = max((each.seconds for each in self.gaps if each.day >= first), default=0)
        return day - self.since >= limits["days"] and gap > limits["times"] * longest

    def _remember(self, gap: Gap) -> None:
        if not self.gaps or self.gaps[-1].day < gap.day:
            self.gaps.append(gap)
            while self.gaps[0].day < gap.day - RULES["silent"].limits["baseline_days"]:
                self.gaps.popleft()
        elif gap.seconds > self.gaps[-1].seconds:
            self.gaps[-1] = Gap(self.gaps[-1].day, gap.seconds)
