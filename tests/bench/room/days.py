"""Ordinary days of a desk as entries: fourteen people, their cases, one sitting after the other.

Nothing is out of order but one opening in some five thousand entries, which passes those who hold
the case. The same start gives the same bytes; time passes at 330 s an entry during ten hours a day:
ten thousand entries fill the quarter that the first page shows, what comes before is history.
"""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from intake.clock import DAY, HOUR, quarter_of
from intake.crypto.encoding import encode_json
from intake.log.events import Event
from intake.log.leaf import commitment

PEOPLE = 14
OPENS, CLOSES, GAP = 8 * HOUR, 18 * HOUR, 330  # Seconds of a day, and between entries.
CASES = 3  # That one person holds.
STRAY = 600  # One sitting in so many.


class Made(NamedTuple):
    """An entry with its detail."""

    leaf: bytes
    salt: bytes
    detail: bytes


@dataclass
class _Case:
    ref: str
    holder: int
    seq: int = 0
    prev: str = ""
    assign: int = 0


@dataclass
class Days:
    """What happens from a moment on; ``told`` are the openings, for the intake log."""

    now: int
    index: int  # Of the next entry.
    draw: random.Random = field(default_factory=lambda: random.Random(9))  # noqa: S311 - no secret
    told: list[tuple[int, str, int]] = field(default_factory=list)
    quarter: int = 0
    names: list[str] = field(default_factory=list)
    held: list[list[_Case]] = field(default_factory=lambda: [[] for _ in range(PEOPLE)])
    sitting: int = 0

    def take(self, count: int) -> Iterator[Made]:
        """Yield about so many entries: whole sittings."""
        end = self.index + count
        while self.index < end:
            if quarter_of(self.now) != self.quarter:
                yield self._list_accounts()
            yield from self._sit(self.sitting % PEOPLE)
            self.sitting += 1

    def _list_accounts(self) -> Made:
        self.quarter = quarter_of(self.now)
        self.names = [f"{self.draw.getrandbits(64):016x}" for _ in range(PEOPLE)]
        detail = {"role": "caseworker", "who": sorted(self.names)}
        return self._entry(Event.SYS_ACCOUNTS, None, detail)

    def _sit(self, who: int) -> Iterator[Made]:
        if len(self.held[who]) < CASES:
            yield from self._take_case(who)
        case = self.draw.choice(self.held[who])
        if self.sitting % STRAY == STRAY - 1:
            case = self.draw.choice(self.held[(who + 5) % PEOPLE])
        yield self._entry(Event.CASE_LIST, who)
        yield self._open(case, who)
        yield self._about(Event.KEY_RELEASE, case, who)
        if case.holder != who:
            return
        for event in (Event.CASE_WATCH, Event.CASE_CONFIRM, Event.CASE_NOTE, Event.CASE_MESSAGE):
            yield self._about(event, case, who)
        if self.draw.random() < 0.15:
            yield self._about(Event.CASE_CLOSE, case, who)
            self.held[who].remove(case)

    def _take_case(self, who: int) -> Iterator[Made]:
        case = _Case(f"{self.draw.getrandbits(128):032x}", who)
        self.held[who].append(case)
        yield self._open(case, who)
        case.assign = self.index
        places = {"assignee": self.names[who], "cover": self.names[(who + 1) % PEOPLE]}
        yield self._about(Event.CASE_ASSIGN, case, who, places)

    def _open(self, case: _Case, who: int) -> Made:
        how: dict[str, object] = {"as": "desk", "purpose": "triage", "via": "desk"}
        if case.assign and case.holder == who:
            how = {"as": "assignee", "assign": case.assign, "purpose": "casework", "via": "account"}
        made = self._about(Event.REPORT_OPEN, case, who, how)
        self.told.append((self.now // DAY, case.ref, case.seq))
        return made

    def _about(
        self, event: Event, case: _Case, who: int, told: Mapping[str, object] | None = None
    ) -> Made:
        case.seq += 1
        chain = {"case_prev": case.prev} if case.prev else {}
        detail = {"case_seq": case.seq, "log_ref": case.ref, **chain, **(told or {})}
        made = self._entry(event, who, detail)
        case.prev = commitment(made.salt, made.detail)
        return made

    def _entry(
        self, event: Event, who: int | None, detail: Mapping[str, object] | None = None
    ) -> Made:
        self._pass_time()
        self.index += 1
        parts = {} if who is None else {"a": self.names[who], "o": "ok"}
        return make(self.draw, {"e": event.value, "t": self.now, **parts}, detail)

    def _pass_time(self) -> None:
        self.now += GAP
        if not OPENS <= self.now % DAY < CLOSES:
            self.now += (OPENS - self.now) % DAY


def tell(told: list[tuple[int, str, int]], draw: random.Random) -> Iterator[Made]:
    """Yield the entry of the intake log that tells the reporter of each opening."""
    for day, ref, seq in told:
        detail = {"case_seq": seq, "log_ref": ref, "purpose": "casework"}
        yield make(draw, {"e": Event.CASE_OPENED.value, "t": day * DAY}, detail)


def make(draw: random.Random, leaf: dict[str, object], detail: Mapping[str, object] | None) -> Made:
    """Return an entry and its detail, committed to if there is one."""
    if detail is None:
        return Made(encode_json(leaf | {"v": 1}), b"", b"")
    salt, data = draw.randbytes(32), encode_json(dict(detail))
    return Made(encode_json(leaf | {"c": commitment(salt, data), "v": 1}), salt, data)
