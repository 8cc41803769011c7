"""What one person did alone because nobody else was there to agree: an alarm until it is mended.

It stands before triage, supervisors and auditors for as long as the case is open: until somebody
covers it, two people read whom it is kept from, two go on with contact, or somebody of triage has
opened the key file that a holder made for the desk.
"""

from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from intake.case.access.people import ALONE, EMERGENCY
from intake.case.access.readers import BAD, NONE, UNCONFIRMED
from intake.case.standing.pausing import ENDED_ALONE
from intake.store.models import Case

ACTS = ("exclude", "take", "release", "desk_key", "desk_bad")
"""Which acts one person can do alone; their words are those of casework and of the log. The last
two: no key file of the desk that triage has opened, and one that opens nothing."""

Flag = ColumnElement[bool]


def alone_in(columns: Any) -> dict[str, Flag]:  # noqa: ANN401 - a model or the columns of a query
    """Return for each of ``ACTS`` whether one person alone did it in an open case.

    Args:
        columns: ``Case``, or the columns of a query that has selected them.
    """
    wants_one = lacks_desk_key(columns)
    holds = (
        columns.screened == ALONE,
        and_(columns.assignee.is_not(None), columns.cover.is_(None)),
        columns.paused == ENDED_ALONE,
        or_(columns.desk_key == UNCONFIRMED, and_(columns.desk_key == NONE, wants_one)),
        columns.desk_key == BAD,
    )
    is_open = columns.status != "closed"
    return {act: and_(is_open, each) for act, each in zip(ACTS, holds, strict=True)}


def list_alone_in(db: Session, case_id: str) -> list[str]:
    """Return which of ``ACTS`` one person alone did in a case."""
    found = db.execute(select(*alone_in(Case).values()).where(Case.id == case_id)).one()
    return [act for act, holds in zip(ACTS, found, strict=True) if holds]


def lacks_desk_key(columns: Any) -> Flag:  # noqa: ANN401 - as above
    """Tell of a case whether it is an emergency whose holders owe the desk a key file."""
    is_emergency = and_(columns.level == EMERGENCY, columns.status != "closed")
    wanting = columns.desk_key.in_((BAD, NONE))
    return and_(is_emergency, columns.assignee.is_not(None), wanting)


def is_alone(columns: Any) -> Flag:  # noqa: ANN401 - as above
    """Tell of a case whether one person alone did any of it."""
    return or_(*alone_in(columns).values())
