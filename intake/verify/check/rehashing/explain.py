"""Saying what happened to entries whose hashes are not those they should be."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple


class Difference(NamedTuple):
    """One thing that happened, at a place counted from the beginning of what was compared."""

    kind: str  # changed, dropped, inserted or re-ordered
    place: int
    text: str


def explain(found: Sequence[bytes], wanted: Sequence[bytes], start: int) -> list[Difference]:
    """Compare leaf hashes with those they should be, as few entries as explain all of it.

    Args:
        found: Hashes of the entries that are there.
        wanted: Hashes of the entries that should be there.
        start: Index of the first entry, for the texts.
    """
    first = next(
        (at for at, pair in enumerate(zip(found, wanted, strict=False)) if pair[0] != pair[1]),
        min(len(found), len(wanted)),
    )
    where = start + first
    if Counter(found) == Counter(wanted):
        other = next(
            (at for at in range(first + 1, len(found)) if found[at] == wanted[first]), first
        )
        text = f"entry {where} stands where entry {start + other} should: their order was changed"
        return [Difference("re-ordered", first, text)]
    if _is_shifted(found[first:], wanted[first + 1 :]):
        return [Difference("dropped", first, f"entry {where} was dropped")]
    if _is_shifted(wanted[first:], found[first + 1 :]):
        return [Difference("inserted", first, f"something was inserted before entry {where}")]
    if len(found) != len(wanted):
        text = f"from entry {where} on there are {len(found) - first} instead of "
        return [Difference("dropped", first, text + f"{len(wanted) - first} entries")]
    places = [at for at, each in enumerate(found) if each != wanted[at]]
    return [Difference("changed", at, f"entry {start + at} was changed") for at in places]


def _is_shifted(longer: Sequence[bytes], shorter: Sequence[bytes]) -> bool:
    """Tell whether the rest goes on one place earlier, with at most one new entry at the end."""
    if not shorter:
        return not longer
    return longer[: len(shorter)] == shorter and len(longer) - len(shorter) in {0, 1}
