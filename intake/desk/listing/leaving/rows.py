"""One page of the list: what is plainly known of each case, and how many there are in all.

Nothing sealed leaves with it, so nothing is logged. Every number is of everything somebody may see,
not of the page.
"""

from collections.abc import Sequence

from sqlalchemy import Subquery, case, func, select, true
from sqlalchemy.orm import Session

from intake.case.stored.rows import names_by_account
from intake.clock import day_text
from intake.desk.listing.leaving.describing import Describing, Row
from intake.desk.listing.order.cursor import after as comes_after
from intake.desk.listing.order.cursor import cursor_of
from intake.desk.listing.order.lists import LISTS, ORDER, Visible, column_of, visible
from intake.desk.listing.order.viewer import Viewer
from intake.form.urgency.answering import Answering

FIRST = 12  # Rows of the first page, a screen full: what needs somebody is there at once.
PAGE = 200  # Rows of every other.
COUNT = "count_"  # Before the name of a list: how many stand on it.
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
    counted = _counts_of(seen)  # Beside the rows, so that the lists are worked out once.
    query = select(seen, counted).select_from(seen.join(counted, true()))
    query = query.order_by(*(seen.c[name] for name in ORDER)).limit(size + 1)
    if after:
        query = query.where(comes_after(seen, after))
    found = db.execute(query).mappings().all()
    shown, names = found[:size], names_by_account(db)
    describing = Describing(db, viewer, table, now, names)
    return {
        "counts": _counts(db, counted, found),
        "desk": _describe_desk(viewer),
        "next": cursor_of(shown[-1]) if len(found) > size else None,
        "people": _people(viewer, names),
        "rows": describing.rows(shown),
    }


def _counts_of(seen: Visible) -> Subquery:
    """Select one row: how many there are on every list."""
    counts = [
        func.coalesce(func.sum(case((seen.c[column_of(name)], 1), else_=0)), 0).label(COUNT + name)
        for name in LISTS
    ]
    return select(*counts).select_from(seen).subquery("counts")


def _counts(db: Session, counted: Subquery, found: Sequence[Row]) -> dict[str, int]:
    """Return the counts, which stand beside every row; past the last one they are asked for."""
    row = found[0] if found else db.execute(select(counted)).mappings().one()
    return {name: row[COUNT + name] for name in LISTS}


def _describe_desk(viewer: Viewer) -> dict[str, object]:
    roster = viewer.roster
    return {"desk": roster.desk, "epoch": roster.epoch, "recipient": roster.recipient}


def _people(viewer: Viewer, names: dict[str, str]) -> list[dict[str, object]]:
    return [
        {"id": account, "name": names[account], "away_until": day_text(viewer.away.get(account))}
        for account in sorted(viewer.staff.members)
    ]
