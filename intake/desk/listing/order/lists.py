"""Which lists a case stands on for somebody, and where: all of it SQL over plain columns.

``visible`` gives one row for each case that somebody may see, with a flag for each list and the
keys of the order. Counts, pages and marks are read from it, so that they cannot contradict each
other. Whoever is excluded from a case gets no row of it, whatever else holds.
"""

from datetime import date
from typing import Any

from sqlalchemy import CTE, Date, and_, case, func, literal, or_, select
from sqlalchemy.sql.elements import ColumnElement

from intake.case.access.alone import alone_in, lacks_desk_key
from intake.desk.listing.order.known import Known, decided, known
from intake.desk.listing.order.viewer import Viewer
from intake.store.models import LEVELS

LISTS = ("now", "mine", "unassigned", "waiting", "closed", "aside")
EMERGENCY = LEVELS.index("emergency")
WAITING = ("waiting_reporter", "waiting_partner")
PAUSED = "paused_safety"  # After a stop word, too.
NEVER = date(9999, 12, 31)  # After every day on which something waits.
#: The order of the desk, ascending: what needs somebody, emergencies that nobody is on, what
#: presses unanswered, what waits for this person to agree, the oldest unanswered, level, day.
#: The id ends every draw.
ORDER = (
    *("stage", "is_covered", "is_calm", "is_unasked"),
    *("waits_since", "level", "received_on", "id"),
)
Flag = ColumnElement[bool]
Visible = CTE


def column_of(name: str) -> str:
    """Return the column of ``visible`` that tells whether a case stands on this list."""
    return "set_aside" if name == "aside" else name  # ``aside`` is the case's own.


def visible(viewer: Viewer, now: int) -> Visible:
    """Return the cases somebody may see at a moment (Unix seconds), with flags and order."""
    cases = known(viewer, now)
    flags = _flags(cases)
    told = [decided(each).label(name) for name, each in flags.items()]
    query = select(cases, *told, *_order(cases, flags))
    it, told_alone = cases.c, flags["told_alone"]
    may_see = or_(it.reads, it.is_mine, it.unreadable, it.unattended, told_alone)
    return query.where(may_see).cte("visible").prefix_with("MATERIALIZED")


def _flags(cases: Known) -> dict[str, Flag]:
    it = cases.c
    waits, free = it.waiting_on.is_not(None), and_(it.for_desk, it.assignee.is_(None))
    is_open = it.status != "closed"
    is_active = and_(is_open, ~it.aside)
    alone = and_(it.level == EMERGENCY, it.on_it.is_(None), is_active, it.reads)
    needs = (
        and_(free, is_active),
        and_(it.is_mine, is_active, waits),
        and_(it.is_mine, is_open, or_(~it.confirmed, lacks_desk_key(it))),
        and_(it.reads, it.asked),
        and_(is_open, or_(it.assignee_late, it.cover_late)),
    )
    by_one = {f"alone_{act}": holds for act, holds in alone_in(it).items()}
    told_alone = and_(it.is_alarmed, ~it.is_mine, or_(*by_one.values()))
    concerned = or_(it.is_mine, and_(it.assignee.is_(None), it.reads))
    return by_one | {
        "told_alone": told_alone,
        "alone": alone,
        "unread": and_(concerned, it.seen < it.said),
        "now": or_(*needs, alone, it.unreadable, it.unattended, told_alone),
        "mine": and_(it.is_mine, is_active),
        "unassigned": and_(free, is_active),
        "waiting": and_(it.is_mine, ~it.aside, it.status.in_(WAITING), ~waits),
        "closed": and_(it.is_mine, ~is_open),
        "set_aside": and_(it.aside, or_(it.is_mine, free)),
    }


def _order(cases: Known, flags: dict[str, Flag]) -> list[ColumnElement[Any]]:
    it = cases.c
    over, asked = or_(it.status == "closed", it.aside), and_(it.reads, it.asked)
    presses = and_(or_(it.level == EMERGENCY, it.status == PAUSED), it.waiting_on.is_not(None))
    return [
        case((flags["now"], 0), (over, 2), else_=1).label("stage"),
        case((flags["alone"], 0), else_=1).label("is_covered"),
        case((presses, 0), else_=1).label("is_calm"),
        case((asked, 0), else_=1).label("is_unasked"),
        func.coalesce(it.waiting_on, literal(NEVER, Date)).label("waits_since"),
    ]
