"""Whether the row of a case says what report and acts come to, as far as they state it (SPEC 5).

Not all that a row says is an act's: who took a case stands in key files, that a proposal has lapsed
only the server knows. What is compared here no honest row contradicts.
The browser's twin is ``static/js/crypto/case/acts/comparing.js``; both read ``comparing.json`` of
``tests/vectors/``.
"""

from collections.abc import Set
from dataclasses import dataclass

from intake.crypto.case.acts.standing import Standing


@dataclass(frozen=True)
class RowState:
    """What the row says; people are account ids."""

    level: str
    aside: bool
    closed: bool
    paused: bool
    holders: Set[str]  # Of a case that was taken: who took it and who covers it.
    excluded: Set[str]


def differences(standing: Standing, row: RowState) -> list[str]:
    """Return in what a row differs, of ``level aside closed paused excluded holders``, in order.

    Args:
        standing: What report and acts come to, all of which were read.
        row: As the server tells it.
    """
    kept = {*standing.excluded, *row.excluded}
    handed = set(standing.handed.values()) - kept
    is_shown = standing.aside and not row.aside and not row.holders  # Taking it brings it back.
    found = {
        "level": row.level != standing.level,
        "aside": is_shown or (row.aside and not standing.aside),
        "closed": row.closed != bool(standing.closed),
        "paused": standing.paused and not row.paused,
        "excluded": not set(standing.excluded) <= row.excluded <= set(standing.meant),
        "holders": bool(row.holders & kept or handed - row.holders),
    }
    return [part for part, differs in found.items() if differs]
