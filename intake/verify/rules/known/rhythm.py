"""In which hours one person acts, and what of it is no habit: a night on which they were called."""

from collections import deque
from dataclasses import dataclass, field

from intake.clock import DAY, HOUR
from intake.verify.rules.rulebook import RULES


@dataclass
class Hours:
    """In which hours of which day somebody acted: bit h of a day's mask is the hour h, UTC."""

    day: int
    mask: int


@dataclass
class Rhythm:
    """When one person acted, and the finding of a night that goes on."""

    days: deque[Hours] = field(default_factory=deque)
    called_until: int = 0  # Until then nothing is a habit, Unix seconds.
    draft: str = ""
    odd_ref: str = ""  # The case it began with.
    odd_at: int = 0  # Its newest entry, Unix seconds.

    def is_odd(self, time: int) -> bool:
        """Tell whether hardly anything was done around this hour on the days before."""
        limits, hour = RULES["odd-hour"].limits, time % DAY // HOUR
        around = range(hour - limits["reach"], hour + limits["reach"] + 1)
        band = sum(1 << each % 24 for each in around)
        days = range(time // DAY - limits["baseline_days"], time // DAY)
        earlier = [each.mask for each in self.days if each.mask and each.day in days]
        near = sum(1 for mask in earlier if mask & band)
        return len(earlier) >= limits["days"] and near < limits["near"]

    def remember(self, time: int) -> None:
        """Add something that was done, and forget what is too old."""
        if time <= self.called_until:
            return
        day, bit = time // DAY, 1 << time % DAY // HOUR
        if not self.days or self.days[-1].day < day:
            self.days.append(Hours(day, bit))
        else:
            self.days[-1].mask |= bit
        while self.days[0].day < day - RULES["odd-hour"].limits["baseline_days"]:
            self.days.popleft()

    def be_called(self, time: int) -> None:
        """Forget what was done from the hour before this time on, and what will be, for hours."""
        now = time // HOUR
        called = range(now - 1, now + RULES["odd-hour"].limits["alarm_hours"] + 1)
        for each in self.days:
            each.mask &= ~sum(1 << hour % 24 for hour in called if hour // 24 == each.day)
        self.called_until = max(self.called_until, called.stop * HOUR - 1)
