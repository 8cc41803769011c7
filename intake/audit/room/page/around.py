"""What the log says around an incident, in words: facts with their entries, and no more."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from intake.audit.dates.asked import EPOCH
from intake.audit.reading.around import BEFORE, Around
from intake.clock import DAY, HOUR, quarter_of
from intake.log.events import Event
from intake.verify.rules import Incident
from intake.verify.rules.finding import ranges
from intake.verify.rules.rulebook import WORDS
from intake.verify.speech import Count, fill, moment, say
from intake.web.staff.throttle import FREE, WINDOW
from intake.web.words.words import N_

RECENT = 12 * HOUR  # An older sign-in is told as one that is not of the same day.
SHOWN = 3  # Rows of entries of a kind; the list of entries has all of them.

STOOD = {
    "away": N_("The log says of {who} at that time: away until {day}"),
    "suspended": N_("The account of {who} was suspended at that time"),
    "disabled": N_("The account of {who} was disabled at that time"),
}


class Line(NamedTuple):
    """One sentence without its end, and the entries that it is made from, which stand before it."""

    text: str
    ranges: Sequence[tuple[int, int]] = ()  # First and last, as of an incident.
    more: str = ""  # Where the others are listed, if not all are there.

    @property
    def end(self) -> str:
        """Return what ends a sentence."""
        return say(WORDS["end"])


def say_around(
    incident: Incident, kept: Mapping[str, Sequence[Any]], name: Callable[[str], str]
) -> list[Line]:
    """Return what stands before the first entry of an incident that is about one person.

    Args:
        incident: Which.
        kept: ``around`` of the first page.
        name: A pseudonym as it is to be read.
    """
    people = {each.actor for each in incident.findings} - {None}
    told = [Around(*kept[each.id]) for each in incident.findings if each.id in kept]
    if len(people) != 1 or not told:
        return []
    actor = str(people.pop())
    return list(_say(min(told, key=lambda each: each.act[0]), actor, name(actor)))


def _say(around: Around, actor: str, who: str) -> Iterator[Line]:
    yield _say_signed_in(around, who)
    if around.ended:
        index, time = around.ended
        yield Line(fill(N_("Signed out or locked since: {moment}"), _at(time)), [(index, index)])
    yield from _say_failed(around)
    if around.locked:
        yield _say_locked(around, actor, who)
    for how, index, day in around.stood:
        values = {"who": who, "day": _say_day(day) if day else ""}
        yield Line(fill(STOOD[how], values), [(index, index)])


def _say_signed_in(around: Around, who: str) -> Line:
    index, time = around.act
    values: dict[str, object] = {"who": who, "entry": index, "hours": RECENT // HOUR}
    if around.signed_in is None:
        return Line(_say_never(time, values))
    at, since = around.signed_in[0], time - around.signed_in[1]
    text = N_("Last sign-in of {who} before entry {entry}: {moment}, {span} earlier")
    if since < 0:  # A clock was set back.
        text = N_("Last sign-in of {who} before entry {entry}: {moment}")
    elif since > RECENT:
        text = N_(
            "No sign-in of {who} in the {hours} hours before entry {entry}. The last one: {moment}"
        )
    return Line(fill(text, values | _at(time - since) | {"span": _span(since)}), [(at, at)])


def _say_never(time: int, values: Mapping[str, object]) -> str:
    """Say that there is no sign-in; a pseudonym is of one quarter, and so is what it did."""
    since = time - quarter_of(time)
    if since <= RECENT:
        text = N_(
            "No sign-in of {who} before entry {entry} since pseudonyms changed, {span} earlier;"
            " one before that is under another pseudonym"
        )
        return fill(text, {**values, "span": _span(since)})
    text = N_(
        "No sign-in of {who} in the {hours} hours before entry {entry}, nor any earlier one under"
        " this pseudonym"
    )
    return fill(text, values)


def _say_failed(around: Around) -> Iterator[Line]:
    values = {"hours": BEFORE // HOUR, "n": Count(around.failures)}
    text = N_(
        "In the {hours} hours before it, {n:failed sign-in was|failed sign-ins were} counted;"
        " the log does not say whose"
    )
    if not around.is_all:
        text = N_(
            "In the {hours} hours before it, at least {n:failed sign-in was|failed sign-ins were}"
            " counted; the log does not say whose"
        )
    if around.failed:
        yield _listed(fill(text, values), around.failed, _list(Event.AUTH_FAIL, around))
    elif not around.locked:
        text = N_("No failed sign-in was counted in the {hours} hours before it")
        yield Line(fill(text, values))


def _say_locked(around: Around, actor: str, who: str) -> Line:
    text = N_(
        "In the {hours} hours before it, {codes} wrong codes kept {who} out for up to {minutes}"
        " minutes, {n:once|# times}"
    )
    values = {
        "hours": BEFORE // HOUR,
        "codes": FREE,
        "who": who,
        "minutes": WINDOW // 60,
        "n": Count(len(around.locked)),
    }
    every = f"{_list(Event.AUTH_LOCK, around)}&actor={actor}"
    return _listed(fill(text, values), around.locked, every)


def _list(event: Event, around: Around) -> str:
    return f"/audit/entries?event={event}&before={around.act[0]}"


def _listed(text: str, indices: Sequence[int], every: str) -> Line:
    rows = ranges(indices)
    is_long = len(rows) > SHOWN
    return Line(text, rows[-SHOWN:] if is_long else rows, every if is_long else "")


def _at(time: int) -> dict[str, object]:
    return {"moment": moment(time, "%d %b %Y, %H:%M UTC")}


def _say_day(day: str) -> str:
    return moment((date.fromisoformat(day) - EPOCH).days * DAY, "%d %b %Y")


def _span(seconds: int) -> str:
    """Return how long that is, to the minute that is over."""
    if seconds < 60:
        return say(N_("less than a minute"))
    if seconds < 2 * HOUR:
        return format(Count(seconds), "long")
    hours, minutes = seconds // HOUR, seconds % HOUR // 60
    return fill(N_("{hours} h {minutes} min"), {"hours": hours, "minutes": minutes})
