"""The four answers of the first page, each one sentence: ``data-tile`` and what it rests on."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from intake.audit.room.odd import Spoken
from intake.verify.lamp import Colour, Lamp
from intake.verify.rules.finding import LOOK, SERIOUS
from intake.verify.rules.incidents import Incident

BEHIND = "Nobody can tell whether something is odd"


class Tile(NamedTuple):
    """One answer."""

    name: str  # whole, odd, waits or outside
    look: str  # good, warn, bad or none: the colour, which the sign beside it says as well
    title: str
    text: str


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
        say: Sentences of incidents, by their id.
        spoken: Up to where the rules have read: if they are behind, nothing is called not odd.
    """
    serious = sum(each.level == SERIOUS for each in incidents)
    look = sum(each.level == LOOK for each in incidents)
    notes = len(incidents) - serious - look
    parts = [f"{serious} serious" * bool(serious), f"{look} to look at" * bool(look)]
    parts += [_count(notes, "note") * bool(notes)]
    nothing = BEHIND if spoken.is_behind else "Nothing is odd"
    title = ", ".join(filter(None, parts)) or nothing
    first = [say[each.id] for each in incidents[:2]]
    text = " ".join([*first, say_spoken(spoken, found=bool(first))])
    calm = "none" if spoken.is_behind else "warn" if look else "good"
    return Tile("odd", "bad" if serious else calm, title, text)


def say_spoken(spoken: Spoken, *, found: bool) -> str:
    """Say up to where the rules have read, and what they found there if that is nothing."""
    upto = f"up to entry {spoken.found:,} of {spoken.size:,}"
    if spoken.is_behind:
        return f"The rules have read {upto} only. Ask a copy: intake audit report."
    return f"Read {upto}." if found else f"Read {upto}: the rules found nothing unreviewed."


def waits_tile(waiting: Sequence[object]) -> Tile:
    """Answer what waits for this auditor."""
    if not waiting:
        return Tile(
            "waits",
            "good",
            "Nothing waits for you",
            "Nothing serious is unreviewed, and nobody asks you.",
        )
    title = _count(len(waiting), "thing") + (" wait" if len(waiting) > 1 else " waits") + " for you"
    return Tile("waits", "warn", title, "They stand below, the oldest first.")


def outside_tile(openings: Mapping[str, int], pairs: Sequence[Sequence[object]]) -> Tile:
    """Answer how many openings were outside assignment, and of what."""
    total, outside = sum(openings.values()), openings["outside"]
    cases, people = len({pair[1] for pair in pairs}), len({pair[0] for pair in pairs})
    text = (
        f"{_count(cases, 'case')}, {_count(people, 'person', 'people')}. {openings['inside']:,} by"
        f" who holds or covers the case, {openings['desk']:,} in triage while nobody held it."
    )
    title = f"{outside:,} of {_count(total, 'opening')} outside assignment"
    return Tile("outside", "warn" if outside else "good", title, text)


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"
