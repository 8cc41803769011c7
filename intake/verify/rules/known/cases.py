"""How cases stand, as far as the log says: who holds and covers them, and who was let in to read.

Pseudonyms live for a quarter. A place that somebody got in an earlier quarter bears a name that
they have no longer; then the server's word in an opening (``as``) tells who has it now, and where
it says nothing of that, what rests on it is not judged (``UNKNOWN``).
"""

from dataclasses import dataclass, field

from intake.clock import DAY, HOUR, quarter_of
from intake.log.events import Log
from intake.verify.rules.record import Record

HOLDER, COVER, READER, NOBODY, UNKNOWN = "assignee", "cover", "reader", "nobody", "unknown"
_LET_IN = frozenset({"offered", "second"})  # What `as` says of a reader who holds nothing.


@dataclass
class Place:
    """Somebody, by the name of a quarter, and the entry that gave them what they have."""

    who: str
    quarter: int
    index: int


@dataclass
class Standing:
    """How one case stands."""

    assignee: Place | None = None
    cover: Place | None = None
    let_in: dict[str, Place] = field(default_factory=dict)  # Who may read to decide, by name.
    seq: int = 0  # Of its newest entry.
    is_whole: bool = True  # Whether nothing that could have changed hands is missing.
    alarms: set[int] = field(default_factory=set)  # Full hours before which it was an emergency.

    @property
    def is_taken(self) -> bool:
        """Tell whether somebody holds or covers it."""
        return self.assignee is not None or self.cover is not None

    def has(self, who: str) -> bool:
        """Tell whether somebody holds or covers it, or was let in."""
        return any(place.who == who for _, place in _places(self))

    def calls_at(self, time: int, hours: int) -> bool:
        """Tell whether it came as an emergency by then, and not more than so many hours before."""
        return any(0 <= time - hour + HOUR <= hours * HOUR for hour in self.alarms)

    def is_next(self, record: Record) -> bool:
        """Tell whether no entry of the case lies between what is known and a record."""
        return record.number("case_seq") == self.seq + 1


@dataclass
class Cases:
    """How every case stands."""

    by_ref: dict[str, Standing] = field(default_factory=dict)

    def of(self, ref: str) -> Standing:
        """Return how a case stands; one that was not heard of is as it came."""
        return self.by_ref.get(ref) or Standing()

    def capacity(self, record: Record, who: str | None = None) -> str:
        """Return as what somebody, the actor if left out, stands to the case of a record."""
        case, who = self.of(record.ref), who or record.actor
        places = _places(case)
        for name, place in places:
            if place.who == who:
                return name
        now = quarter_of(record.time)
        earlier = [(name, place) for name, place in places if place.quarter != now]
        if earlier:
            return _said(record, who, earlier)
        return NOBODY if case.is_whole and case.is_next(record) else UNKNOWN

    def take(self, record: Record) -> None:
        """Follow what a record changed."""
        if record.log is not Log.ACCESS or not record.ref:
            return
        case = self.by_ref.setdefault(record.ref, Standing())
        case.is_whole = case.is_whole and case.is_next(record)
        case.seq = record.number("case_seq") or 0
        if record.is_done:
            _follow(case, record)
            _ring(case, record)


def _places(case: Standing) -> list[tuple[str, Place]]:
    held = [(HOLDER, case.assignee), (COVER, case.cover)]
    places = [(name, place) for name, place in held if place is not None]
    return places + [(READER, place) for place in case.let_in.values()]


def _said(record: Record, who: str, earlier: list[tuple[str, Place]]) -> str:
    """Return what the server says of the actor's place; of anybody else it says nothing."""
    if record.event != "report.open" or who != record.actor or not record.text("as"):
        return UNKNOWN
    word, rests_on = record.text("as"), record.number("assign")
    named = READER if word in _LET_IN else word
    fits = any(named == name and rests_on in {None, place.index} for name, place in earlier)
    return named if fits else NOBODY


def _follow(case: Standing, record: Record) -> None:
    match record.event:
        case "case.assign":
            case.assignee = _place(record, "assignee")
            case.cover = _place(record, "cover")
            case.is_whole = True
        case "case.handover":
            _hand_over(case, record)
        case "case.release":
            _end(case, record.text("of"))
        case "case.grant":
            _let_in(case, record)
        case "case.propose" if record.text("act") == "handover":
            _let_in(case, record)
        case "key.revoke":
            case.let_in.pop(record.text("for"), None)
        case "report.open":
            _learn(case, record)


def _ring(case: Standing, record: Record) -> None:
    """Remember an emergency by its hour, and forget those nobody asks about any more."""
    if record.event != "case.alarm" or record.is_by_person:
        return
    hour = record.number("hour") or 0
    if hour % HOUR == 0 and record.time - DAY < hour <= record.time:
        case.alarms = {each for each in case.alarms if each > record.time - DAY} | {hour}


def _place(record: Record, name: str) -> Place | None:
    who = record.text(name)
    return Place(who, quarter_of(record.time), record.index) if who not in {"", "none"} else None


def _let_in(case: Standing, record: Record) -> None:
    place = _place(record, "to")
    if place is not None:
        case.let_in[place.who] = place


def _hand_over(case: Standing, record: Record) -> None:
    place = _place(record, "to")
    case.let_in.pop(record.text("to"), None)
    if record.text("place") == COVER:
        case.cover = place
    else:
        case.assignee = place


def _end(case: Standing, who: str) -> None:
    if case.assignee and case.assignee.who == who:
        case.assignee = None
    if case.cover and case.cover.who == who:
        case.cover = None


def _learn(case: Standing, record: Record) -> None:
    """Learn the new name of who holds a place since an earlier quarter."""
    quarter = quarter_of(record.time)
    for name, place in _places(case):
        fits = record.text("as") == name and record.number("assign") in {None, place.index}
        if fits and place.quarter != quarter:
            place.who, place.quarter = record.actor, quarter
