"""What is unusual for somebody: ``odd-hour``, ``burst``. Only days before that of the act count."""

from collections import deque
from dataclasses import dataclass, field

from intake.clock import DAY, HOUR
from intake.log.events import Log
from intake.verify.rules.judges.openings import is_opening
from intake.verify.rules.known.cases import COVER, HOLDER, READER
from intake.verify.rules.known.found import Found, Given, entry_of
from intake.verify.rules.known.rhythm import Rhythm
from intake.verify.rules.known.state import Known
from intake.verify.rules.known.windows import Seen, Window, take_due
from intake.verify.rules.record import Record
from intake.verify.rules.rulebook import RULES

HALF = HOUR // 2


@dataclass
class Odd(Seen):
    """An opening at an unusual hour, until it can be told whether an emergency explains it."""

    is_own: bool = False  # Whether who opened it holds or covers the case, or was let in.


@dataclass
class OddHour:
    """``odd-hour``: a case was opened at an hour at which this person hardly ever acts.

    An emergency is in the log only once its hour is over: an opening waits as long as that takes.
    """

    people: dict[str, Rhythm] = field(default_factory=dict)
    queue: deque[Odd] = field(default_factory=deque)

    def take(self, record: Record, known: Known, found: Found) -> None:
        """Judge one record."""
        if record.log is not Log.ACCESS:
            return
        waits = RULES["odd-hour"].limits["wait_hours"] * HOUR
        for odd in take_due(self.queue, known.time_at(record), waits):
            self._judge(odd, known, found)
        if not record.is_done or not record.is_by_person:
            return
        rhythm = self.people.setdefault(record.actor, Rhythm())
        if is_opening(record) and rhythm.is_odd(record.time):
            is_own = known.cases.capacity(record) in {HOLDER, COVER, READER}
            self.queue.append(Odd(entry_of(record), record.ref, record.actor, is_own))
        rhythm.remember(record.time)

    def _judge(self, odd: Odd, known: Known, found: Found) -> None:
        rhythm, case, time = self.people[odd.actor], known.cases.of(odd.ref), odd.entry.time
        if case.calls_at(time, RULES["odd-hour"].limits["alarm_hours"]):
            rhythm.be_called(time)
        else:
            odd.is_own = odd.is_own or case.has(odd.actor)
            _report(rhythm, odd, found)


def _report(rhythm: Rhythm, odd: Odd, found: Found) -> None:
    """Report a night, or that it goes on; with one case, which is theirs, it is a note."""
    rule, time = RULES["odd-hour"], odd.entry.time
    goes_on = rhythm.draft and time - rhythm.odd_at <= rule.limits["hours"] * HOUR
    is_same = not goes_on or odd.ref == rhythm.odd_ref
    level = rule.lowered if odd.is_own and is_same else rule.level
    if goes_on:
        found.grow(rhythm.draft, odd.entry, odd.ref, level=level)
    else:
        given = Given(odd.actor, [odd.ref], {"hour": time % DAY // HOUR}, level)
        rhythm.draft, rhythm.odd_ref = found.report(rule.name, [odd.entry], given), odd.ref
    rhythm.odd_at = time


@dataclass
class Halves:
    """How many different cases somebody opened in the half hours of a day, as often as it was."""

    day: int
    counts: dict[int, int] = field(default_factory=dict)


@dataclass
class Pace:
    """How many cases one person opens."""

    window: Window = field(default_factory=Window)
    days: deque[Halves] = field(default_factory=deque)
    half: int = 0  # The half hour that is not over, in half hours since 1970.
    refs: set[str] = field(default_factory=set)  # The cases opened in it.
    usual: int = 0  # The median on the day of `usual_on`.
    usual_on: int = -1
    last: int = 0  # When they opened something last.
    back: int = 0  # When they did so for the first time after a long absence.

    def remember(self, time: int, ref: str, absence: int) -> None:
        """Add an opening; an absence lasts at least so many seconds."""
        if self.last and time - self.last >= absence:
            self.back = time
        self.last = time
        if time // HALF != self.half:
            self._end_half()
            self.half = time // HALF
        self.refs.add(ref)

    def _end_half(self) -> None:
        day, count = self.half * HALF // DAY, len(self.refs)
        if count:
            if not self.days or self.days[-1].day < day:
                self.days.append(Halves(day))
            counts = self.days[-1].counts
            counts[count] = counts.get(count, 0) + 1
        self.refs = set()

    def usual_before(self, day: int) -> int:
        """Return the median of the half hours before a day, the lower one; 0 if there is none."""
        if day != self.usual_on:
            self.usual_on, self.usual = day, _median([each.counts for each in self._earlier(day)])
        return self.usual

    def _earlier(self, day: int) -> list[Halves]:
        while self.days and self.days[0].day < day - RULES["burst"].limits["baseline_days"]:
            self.days.popleft()
        return [each for each in self.days if each.day < day]


@dataclass
class Burst:
    """``burst``: many more cases were opened in half an hour than this person ever does."""

    people: dict[str, Pace] = field(default_factory=dict)

    def take(self, record: Record, _known: Known, found: Found) -> None:
        """Judge one record."""
        if not is_opening(record):
            return
        rule, day = RULES["burst"], record.time // DAY
        pace = self.people.setdefault(record.actor, Pace())
        pace.remember(record.time, record.ref, rule.limits["absent_hours"] * HOUR)
        pace.window.take(Seen(entry_of(record), record.ref, record.actor), HALF)
        count = len(pace.window.by_ref)
        usual = pace.usual_before(day) or rule.limits["newcomer"]
        is_hit = count >= rule.limits["cases"] and count >= rule.limits["times"] * usual
        is_back = record.time - pace.back < DAY
        level = rule.lowered if is_back else rule.level
        pace.window.settle(rule.name, found, is_hit=is_hit, level=level)


def _median(days: list[dict[int, int]]) -> int:
    counts: dict[int, int] = {}
    for day in days:
        for count, often in day.items():
            counts[count] = counts.get(count, 0) + often
    half, passed = (sum(counts.values()) + 1) // 2, 0
    for count in sorted(counts):
        passed += counts[count]
        if passed >= half:
            return count
    return 0
