"""Which lists a case stands on for somebody, and where: all of it SQL over plain columns.

``visible`` gives one row for each case that somebody may see, with a flag for each list and the
keys of the order. Counts, pages and marks are read from it, so that they cannot contradict each
other. Whoever is excluded from a case gets no row of it, whatever else holds.
"""

from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    Subquery,
    and_,
    case,
    exists,
    false,
    func,
    literal,
    or_,
    select,
    true,
)
from sqlalchemy.orm import aliased

from intake.case.readers import has_desk_key, has_own_key, nobody_reads
from intake.crypto.case.holders import AccountHolder
from intake.desk.listing.viewer import Viewer
from intake.store.models import LEVELS, Case, CasePerson, CaseProposal, KeyFileRow

LISTS = ("now", "mine", "unassigned", "waiting", "closed", "aside")
EMERGENCY = LEVELS.index("emergency")
WAITING = ("waiting_reporter", "waiting_partner")
NEVER = date(9999, 12, 31)  # After every day on which something waits.
#: The order of the desk, ascending: what needs somebody, emergencies that nobody is on, what waits
#: for this person to agree, the oldest unanswered, level, day. The id ends every draw.
ORDER = ("stage", "is_covered", "is_unasked", "waits_since", "level", "received_on", "id")
Flag = ColumnElement[bool]
_me, _assignee, _cover = (aliased(CasePerson) for _ in range(3))
_PLAIN = (
    *("id", "desk_epoch", "level", "status", "aside", "server_saw", "received_on", "active_on"),
    *("assignee", "cover", "on_it", "screened", "rekey", "said", "waiting_on"),
)


def column_of(name: str) -> str:
    """Return the column of ``visible`` that tells whether a case stands on this list."""
    return "set_aside" if name == "aside" else name  # ``aside`` is the case's own.


def visible(viewer: Viewer, now: int) -> Subquery:
    """Return the cases somebody may see at a moment (Unix seconds), with flags and order."""
    flags = _flags(viewer, now)
    plain = [getattr(Case, name) for name in _PLAIN]
    told = [each.label(name) for name, each in (flags | _told(flags)).items()]
    query = select(*plain, *told, *_order(flags)).select_from(Case)
    for person, account in _whose(viewer):
        mine = and_(person.case_id == Case.id, person.account_id == account)
        query = query.outerjoin(person, mine)
    may_see = or_(_in_reach(viewer), flags["is_mine"], flags["unreadable"])
    return query.where(may_see, _me.excluded.is_not(true())).subquery("visible")


def _whose(viewer: Viewer) -> list[tuple[type[CasePerson], Any]]:
    """Return whose places in a case a row tells of: who looks, who took it, who covers it."""
    return [(_me, viewer.account), (_assignee, Case.assignee), (_cover, Case.cover)]


def _in_reach(viewer: Viewer) -> Flag:
    """Tell of a case whether a key file lies there that this person can open."""
    holders = [str(AccountHolder(viewer.account)), *viewer.desk_holders]
    return Case.id.in_(select(KeyFileRow.case_id).where(KeyFileRow.holder.in_(holders)))


def _flags(viewer: Viewer, now: int) -> dict[str, Flag]:
    me, triage = viewer.account, literal(viewer.desk_key is not None)
    is_mine = func.coalesce(or_(Case.assignee == me, Case.cover == me), false())
    is_open, is_active = Case.status != "closed", and_(Case.status != "closed", ~Case.aside)
    reads = or_(has_own_key(me), and_(triage, has_desk_key()))
    free = and_(triage, Case.assignee.is_(None))
    asked = and_(reads, _is_asked(me, now))
    confirmed = func.coalesce(_me.confirmed, false())
    alone = and_(Case.level == EMERGENCY, Case.on_it.is_(None), is_active, reads)
    unreadable = and_(
        literal(viewer.is_alarmed),
        or_(is_open, Case.waiting_on.is_not(None)),
        nobody_reads(viewer.staff),
    )
    waits = Case.waiting_on.is_not(None)
    return {
        "is_mine": is_mine,
        "reads": reads,
        "asked": asked,
        "alone": alone,
        "unreadable": unreadable,
        "now": or_(
            and_(free, is_active),
            and_(is_mine, is_active, waits),
            and_(is_mine, is_open, ~confirmed),
            asked,
            alone,
            unreadable,
        ),
        "mine": and_(is_mine, is_active),
        "unassigned": and_(free, is_active),
        "waiting": and_(is_mine, ~Case.aside, Case.status.in_(WAITING), ~waits),
        "closed": and_(is_mine, ~is_open),
        "set_aside": and_(Case.aside, or_(is_mine, free)),
    }


def _is_asked(account: str, now: int) -> Flag:
    """Tell of a case whether a proposal in it waits for this person."""
    anybodys = and_(CaseProposal.for_account.is_(None), CaseProposal.by != account)
    return exists(
        select(CaseProposal.case_id)
        .where(
            CaseProposal.case_id == Case.id,
            CaseProposal.expires_at > now,
            or_(CaseProposal.for_account == account, anybodys),
        )
        .correlate(Case)
    )


def _told(flags: dict[str, Flag]) -> dict[str, Flag]:
    """Return what rows say beside the flags: how far somebody read, who confirmed their key."""
    concerned = or_(flags["is_mine"], and_(Case.assignee.is_(None), flags["reads"]))
    return {
        "unread": and_(concerned, func.coalesce(_me.seen, -1) < Case.said),
        "assignee_confirmed": func.coalesce(_assignee.confirmed, false()),
        "cover_confirmed": func.coalesce(_cover.confirmed, false()),
    }


def _order(flags: dict[str, Flag]) -> list[ColumnElement[Any]]:
    over = or_(Case.status == "closed", Case.aside)
    return [
        case((flags["now"], 0), (over, 2), else_=1).label("stage"),
        case((flags["alone"], 0), else_=1).label("is_covered"),
        case((flags["asked"], 0), else_=1).label("is_unasked"),
        func.coalesce(Case.waiting_on, literal(NEVER, Date)).label("waits_since"),
    ]
