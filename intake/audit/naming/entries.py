"""The entries that a person names in a field, such as ``12, 40-44``."""

import re

from intake.errors import Refused

MOST = 100
_RANGES = re.compile(r"\d{1,12}(?:-\d{1,12})?(?:, ?\d{1,12}(?:-\d{1,12})?){0,99}")


def read_entries(text: str) -> tuple[int, ...]:
    """Return the indices that a text names, at least one, ascending.

    Raises:
        Refused: ``entries``: it names none, or more than ``MOST``, or is no such text.
    """
    if not _RANGES.fullmatch(text.strip()):
        raise Refused("entries")
    found: set[int] = set()
    for part in text.split(","):
        first, _, last = part.strip().partition("-")
        numbers = range(int(first), int(last or first) + 1)
        if not numbers or len(numbers) > MOST:
            raise Refused("entries")
        found |= set(numbers)
    return tuple(sorted(found))
