"""Vectors of what the acts in a case come to. What is expected was worked out by hand."""

from tests.vectors.fixtures import Vector
from tests.vectors.standing import closing, contact, levels, odd, people


def standing_vectors() -> list[Vector]:
    """What was read (hash is the id), in this order, and what it comes to; names are of ids."""
    return [
        *(*levels.changing(), *levels.happening(), *levels.lowering_an_emergency()),
        *people.handing_over(),
        *(*closing.setting_aside(), *closing.closing(), *contact.pausing()),
        *(*people.excluding(), *contact.answering(), *odd.turned_round(), *odd.odd()),
    ]
