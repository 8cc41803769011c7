"""One page of the list: what is plainly known of each case, and how many there are in all.

Nothing sealed leaves with it, so nothing is logged. Every number is of everything somebody may see,
not of the page.
"""

from sqlalchemy import Subquery, case, func, select
from sqlalchemy.orm import Session

from intake.case.rows import names_by_account
from intake.desk.listing.cursor import after as comes_after
from intake.desk.listing.cursor import cursor_of
from intake.desk.listing.describing import Describing
from intake.desk.listing.lists import LISTS, ORDER, column_of, visible
from intake.desk.listing.viewer import Viewer
from intake.form.answering import Answering

FIRST = 50  # Rows of the first page, so that what needs somebody is there at once.
PAGE = 200  # Rows of every other.
NOTHING: dict[str, object] = {
    "counts": dict.fromkeys(LISTS, 0),
    "desk": None,
    "next": None,
    "people": [],
    "rows": [],
}
"""What somebody is told who is in no roster."""


def list_rows(
    db: Session, viewer: Viewer, table: Answering, now: int, after: str
) -> dict[str, object]:
    """Return the page after a cursor (empty: the first), with the counts of all lists.

    Raises:
        Refused: ``after``.
    """
    seen, size = visible(viewer, now), PAGE if after else FIRST
    query = select(seen).order_by(*(seen.c[name] for name in ORDER)).limit(size + 1)
    if after:
        query = query.where(comes_after(seen, after))
    found = db.execute(query).mappings().all()
    shown, names = found[:size], names_by_account(db)
    describing = Describing(db, viewer, table, now, names)
    return {
        "counts": _count(db, seen),
        "desk": _describe_desk(viewer),
        "next": cursor_of(shown[-1]) if len(found) > size else None,
        "people": _people(viewer, names),
        "rows": describing.rows(shown),
    }


def _count(db: Session, seen: Subquery) -> dict[str, int]:
    counted = [func.sum(case((seen.c[column_of(name)], 1), else_=0)) for name in LISTS]
    totals = db.execute(select(*counted)).one()
    return {name: total or 0 for name, total in zip(LISTS, totals, strict=True)}


def _describe_desk(viewer: Viewer) -> dict[str, object]:
    roster = viewer.roster
    return {"desk": roster.desk, "epoch": roster.epoch, "recipient": roster.recipient}


def _people(viewer: Viewer, names: dict[str, str]) -> list[dict[str, str]]:
    return [{"id": account, "name": names[account]} for account in sorted(viewer.staff.members)]
