"""What one case and one answer about it may cost: the one table (SPEC 9), kept by the server.

Who may fill a thread is whoever holds a number or a key of the case, so every count and every byte
has an end. The two sides have rooms of their own: neither can silence the other. So have notes and
decisions: one holder who writes without end keeps nobody from raising a case or agreeing.
"""

from collections.abc import Sequence
from typing import Protocol, TypeVar

KIB = 1_024
NOTES = ("note", "contacted")
MESSAGES = {"reporter": 400, "staff": 400, "notes": 400, "acts": 400}
"""Messages in one case, by who writes; what staff write to each other; what they decide."""
MESSAGE_BYTES = {
    "reporter": 1_024 * KIB,
    "staff": 1_024 * KIB,
    "notes": 2_048 * KIB,
    "acts": 2_048 * KIB,
}
"""Age files of those together."""
OPENINGS = 400
"""Of those who opened a case the newest are shown."""
ANSWER_BYTES = 512 * KIB
"""Age files in one answer of the box, unless the first alone is larger; the rest is asked for."""
SHOWN = 50
"""Messages on one page without a script."""
PROOF_BYTES = 8 * KIB
"""What a box tells of openings, with their proofs, is a multiple of this many bytes long."""
CLASS_BYTES = 16 * KIB
"""Whatever a box answers is a multiple of this many bytes long."""


class Sized(Protocol):
    """Something stored, with its length in bytes."""

    @property
    def size(self) -> int: ...


T = TypeVar("T", bound=Sized)


def take_first(rows: Sequence[T]) -> Sequence[T]:
    """Return the first rows that fit into one answer; at least one, if there is any."""
    total = 0
    for count, row in enumerate(rows):
        total += row.size
        if count and total > ANSWER_BYTES:
            return rows[:count]
    return rows
