"""The four answers of the first page, each one sentence: ``data-tile`` and what it rests on."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from intake.audit.room.odd import Spoken
from intake.audit.room.overview import Waiting
from intake.log.events import Log
from intake.verify.lamp import Colour, Lamp
from intake.verify.rules.finding import LOOK, NOTE, SERIOUS
from intake.verify.speech import Count, fill, number
from intake.web.words.i18n import gettext as _
from intake.web.words.words import N_

BEHIND = N_("Nobody can tell whether something is odd")


#: So many of each level.
LEVELS = {
    SERIOUS: N_("# serious|# serious"),
    LOOK: N_("# to look at|# to look at"),
    NOTE: N_("note|notes"),
}


class Tile(NamedTuple):
    """One answer."""

    name: str  # whole, odd, waits or outside
    look: str  # good, warn, bad or none: the colour, which the sign beside it says as well
    title: str
    text: str
    first: str = ""  # Id of the incident of which it tells.
    lamp: str = ""  # The colour of the lamp, of the tile that has one.


LOOKS = {
    Colour.GREEN: "good",
    Colour.AMBER: "warn",
    Colour.RED: "bad",
    Colour.GREY: "none",
}
TITLES = {
    Colour.GREEN: N_("The log is whole"),
    Colour.AMBER: N_("Whole, by this machine’s word"),
    Colour.RED: N_("The log is not whole"),
    Colour.GREY: N_("Nobody can tell whether the log is whole"),
}


def whole_tile(log: Log, lamp: Lamp) -> Tile:
    """Answer whether the logs are whole, by the lamp of the one that says the gravest."""
    text = lamp.sentence
    if log is Log.INTAKE:
        text = fill(N_("The log of what reporters did: {said}"), {"said": text})
    title = _(TITLES[lamp.colour])
    return Tile("whole", LOOKS[lamp.colour], title, text, lamp=lamp.colour)


def odd_tile(levels: Mapping[int, int], worst: tuple[str, str], spoken: Spoken) -> Tile:
    """Answer whether something is odd.

    Args:
        levels: How many incidents nobody has reviewed, by level.
        worst: Id and headline of the gravest; empty where there is none.
        spoken: Up to where the rules have read: if they are behind, nothing is called not odd.
    """
    nothing = _(BEHIND) if spoken.is_behind else _("Nothing is odd")
    first, what = worst
    said = [fill(N_("The worst: {what}"), {"what": what})] if first else []
    text = " ".join([*said, say_spoken(spoken, found=bool(first))])
    calm = "none" if spoken.is_behind else "warn" if levels.get(LOOK) else "good"
    look = "bad" if levels.get(SERIOUS) else calm
    return Tile("odd", look, count_levels(levels) or nothing, text, first)


def count_levels(levels: Mapping[int, int]) -> str:
    """Return how many there are of each level: "2 serious, 1 to look at, 3 notes"."""
    return ", ".join(
        format(Count(levels[each]), _(LEVELS[each])) for each in LEVELS if levels.get(each)
    )


def say_spoken(spoken: Spoken, *, found: bool) -> str:
    """Say up to where the rules have read, and what they found there if that is nothing."""
    text = N_("Read up to entry {found} of {size}: the rules found nothing unreviewed.")
    if found:
        text = N_("Read up to entry {found} of {size}.")
    if spoken.is_behind:
        text = N_(
            "The rules have read up to entry {found} of {size} only."
            " Ask a copy: intake audit report."
        )
    return fill(text, {"found": number(spoken.found), "size": number(spoken.size)})


def waits_tile(waiting: Sequence[Waiting]) -> Tile:
    """Answer what waits for this auditor, and how much of it there is."""
    if not waiting:
        return Tile(
            "waits",
            "good",
            _("Nothing waits for you"),
            _("Nothing serious waits for your review, and nobody asks you."),
        )
    total = Count(sum(each.n for each in waiting))
    text = " ".join(f"{each.text}." for each in waiting)
    return Tile(
        "waits", "warn", fill(N_("{n:thing waits|things wait} for you"), {"n": total}), text
    )


def outside_tile(openings: Mapping[str, int], pairs: Sequence[Sequence[object]]) -> Tile:
    """Answer how many openings were outside assignment, and of what."""
    total, outside = sum(openings.values()), openings["outside"]
    cases, people = len({pair[1] for pair in pairs}), len({pair[0] for pair in pairs})
    text = fill(
        N_(
            "{cases:case|cases}, {people:person|people}. {inside} by who holds or covers the case,"
            " {desk} in triage while nobody held it."
        ),
        {
            "cases": Count(cases),
            "people": Count(people),
            "inside": Count(openings["inside"]),
            "desk": Count(openings["desk"]),
        },
    )
    numbers = {"n": Count(outside), "total": Count(total)}
    title = fill(N_("{n} of {total:opening|openings} outside assignment"), numbers)
    calm = "good" if total else "none"  # Nothing was opened: nothing to be glad of.
    return Tile("outside", "warn" if outside else calm, title, text)
