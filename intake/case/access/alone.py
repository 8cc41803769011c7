"""What one person did alone because nobody else was there to agree: an alarm until it is mended.

It stands before triage, supervisors and auditors for as long as the case is open: until somebody
covers it, two people read whom it is kept from, or two go on with contact.
"""

from typing import Any

from sqlalchemy import ColumnElement, and_, or_

from intake.case.access.people import ALONE
from intake.case.standing.pausing import ENDED_ALONE

ACTS = ("exclude", "take", "release")
"""Which acts one person can do alone; their words are those of casework and of the log."""

Flag = ColumnElement[bool]


def alone_in(columns: Any) -> dict[str, Flag]:  # noqa: ANN401 - a model or the columns of a query
    """Return for each of ``ACTS`` whether one person alone did it in an open case.

    Args:
        columns: ``Case``, or the columns of a query that has selected them.
    """
    holds = (
        columns.screened == ALONE,
        and_(columns.assignee.is_not(None), columns.cover.is_(None)),
        columns.paused == ENDED_ALONE,
    )
    is_open = columns.status != "closed"
    return {act: and_(is_open, each) for act, each in zip(ACTS, holds, strict=True)}


def is_alone(columns: Any) -> Flag:  # noqa: ANN401 - as above
    """Tell of a case whether one person alone did any of it."""
    return or_(*alone_in(columns).values())
