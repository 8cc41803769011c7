"""What is unusual for somebody: ``odd-hour``, ``burst``. Only days before that of the act count."""

from collections import deque
from dataclasses import dataclass, field

from intake.clock import DAY, HOUR
from intake.log.events import Log
from intake.verify.rules.judges.openings import is_opening
from intake.verify.rules.known.cases import COVER, HOLDER, READER
from intake.verify.rules.known.found import Found, Given, entry_of
from intake.verify.rules.known.state import Known
from intake.verify.rules.known.windows import Seen, Window
from intake.verify.rules.record import Record
from intake.verify.rules.rulebook import RULES

HALF = HOUR // 2


@dataclass
class Hours:
    """In which hours of which day somebody acted: bit h of a day's mask is the hour h, UTC."""

    day: int
    mask: int


@dataclass
class Rhythm:
    """When one person acted, and the finding of a night that goes on."""

    days: deque[Hours] = field(default_factory=deque)
    draft: str = ""
    odd_at: int = 0

    def is_odd(self, time: int) -> bool:
        """Tell whether hardly anything was done around this hour on the days before."""
        limits, hour = RULES["odd-hour"].limits, time % DAY // HOUR
        band = sum(1 << (hour + shift) % 24 for shift in (-1, 0, 1))
        days = range(time // DAY - limits["baseline_days"], time // DAY)
        earlier = [each.mask for each in self.days if each.day in days]
        near = sum(1 for mask in earlier if mask & band)
        return len(earlier) >= limits["days"] and near < limits["near"]

    def remember(self, time: int) -> None:
        """Add something that was done, and forget what is too old."""
        day, bit = time // DAY, 1 << time % DAY // HOUR
        if not self.days or self.days[-1].day < day:
            self.days.append(Hours(day, bit))
        else:
            self.days[-1].mask |= bit
        while self.days[0].day < day - RULES["odd-hour"].limits["baseline_days"]:
            self.days.popleft()


@dataclass
class OddHour:
    """``odd-hour``: a case was opened at an hour at which this person hardly ever acts."""

    people: dict[str, Rhythm] = field(default_factory=dict)

    def take(self, record: Record, known: Known, found: Found) -> None:
        """Judge one record."""
        if record.log is not Log.ACCESS or not record.is_done or not record.is_by_person:
            return
        rhythm = self.people.setdefault(record.actor, Rhythm())
        if is_opening(record) and rhythm.is_odd(record.time):
            self._report(rhythm, record, known, found)
        rhythm.remember(record.time)

    def _report(self, rhythm: Rhythm, record: Record, known: Known, found: Found) -> None:
        rule, entry = RULES["odd-hour"], entry_of(record)
        goes_on = record.time - rhythm.odd_at <= rule.limits["hours"] * HOUR
        if rhythm.draft and goes_on:
            found.grow(rhythm.draft, entry, record.ref, level=rule.level)
        else:
            is_own = known.cases.capacity(record) in {HOLDER, COVER, READER}
            level = rule.lowered if is_own else rule.level
            numbers = {"hour": record.time % DAY // HOUR}
            given = Given(record.actor, [record.ref], numbers, level)
            rhythm.draft = found.report(rule.name, [entry], given)
        rhythm.odd_at = record.time


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
