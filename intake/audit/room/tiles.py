"""The four answers of the first page, each one sentence: ``data-tile`` and what it rests on."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from intake.audit.room.odd import Spoken
from intake.audit.room.overview import Waiting
from intake.verify.lamp import Colour, Lamp
from intake.verify.rules.finding import LOOK, NOTE, SERIOUS
from intake.verify.rules.incidents import Incident
from intake.verify.speech import Count

BEHIND = "Nobody can tell whether something is odd"


class Tile(NamedTuple):
    """One answer."""

    name: str  # whole, odd, waits or outside
    look: str  # good, warn, bad or none: the colour, which the sign beside it says as well
    title: str
    text: str
    first: str = ""  # Id of the incident of which it tells.


LOOKS = {
    Colour.GREEN: "good",
    Colour.AMBER: "warn",
    Colour.RED: "bad",
    Colour.GREY: "none",
}
TITLES = {
    Colour.GREEN: "The log is whole",
    Colour.AMBER: "Whole, by this machine’s word",
    Colour.RED: "The log is not whole",
    Colour.GREY: "Nobody can tell whether the log is whole",
}


def whole_tile(lamp: Lamp) -> Tile:
    """Answer whether the log is whole."""
    return Tile("whole", LOOKS[lamp.colour], TITLES[lamp.colour], lamp.sentence)


def odd_tile(incidents: Sequence[Incident], say: Mapping[str, str], spoken: Spoken) -> Tile:
    """Answer whether something is odd.

    Args:
        incidents: Those not reviewed, the gravest first.
        say: Headlines of incidents, by their id.
        spoken: Up to where the rules have read: if they are behind, nothing is called not odd.
    """
    levels = Counter(each.level for each in incidents)
    nothing = BEHIND if spoken.is_behind else "Nothing is odd"
    first = incidents[0].id if incidents else ""
    worst = [f"The worst: {say[first]}"] if first else []
    text = " ".join([*worst, say_spoken(spoken, found=bool(first))])
    calm = "none" if spoken.is_behind else "warn" if levels[LOOK] else "good"
    look = "bad" if levels[SERIOUS] else calm
    return Tile("odd", look, count_levels(incidents) or nothing, text, first)


def count_levels(incidents: Sequence[Incident]) -> str:
    """Return how many there are of each level: "2 serious, 1 to look at, 3 notes"."""
    levels = Counter(each.level for each in incidents)
    words = {SERIOUS: "# serious|# serious", LOOK: "# to look at|# to look at", NOTE: "note|notes"}
    return ", ".join(format(Count(levels[each]), words[each]) for each in words if levels[each])


def say_spoken(spoken: Spoken, *, found: bool) -> str:
    """Say up to where the rules have read, and what they found there if that is nothing."""
    upto = f"up to entry {spoken.found:,} of {spoken.size:,}"
    if spoken.is_behind:
        return f"The rules have read {upto} only. Ask a copy: intake audit report."
    return f"Read {upto}." if found else f"Read {upto}: the rules found nothing unreviewed."


def waits_tile(waiting: Sequence[Waiting]) -> Tile:
    """Answer what waits for this auditor, and how much of it there is."""
    if not waiting:
        return Tile(
            "waits",
            "good",
            "Nothing waits for you",
            "Nothing serious is unreviewed, and nobody asks you.",
        )
    total = Count(sum(each.n for each in waiting))
    text = " ".join(f"{each.text}." for each in waiting)
    return Tile("waits", "warn", f"{total:thing waits|things wait} for you", text)


def outside_tile(openings: Mapping[str, int], pairs: Sequence[Sequence[object]]) -> Tile:
    """Answer how many openings were outside assignment, and of what."""
    total, outside = sum(openings.values()), openings["outside"]
    cases, people = len({pair[1] for pair in pairs}), len({pair[0] for pair in pairs})
    text = (
        f"{Count(cases):case|cases}, {Count(people):person|people}. {openings['inside']:,} by"
        f" who holds or covers the case, {openings['desk']:,} in triage while nobody held it."
    )
    title = f"{outside:,} of {Count(total):opening|openings} outside assignment"
    return Tile("outside", "warn" if outside else "good", title, text)
