"""The queue: what waits, by level and then by age, and what is mine.

A summary is sealed to the desk; only triage members get any. That somebody looked is logged before
anything is served (``case.list``), and nothing of what they saw: a page asks again every few
minutes, so a count, or a hash of the ids, would tell readers of the log when each report came.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Select, func, or_, select, tuple_
from sqlalchemy.orm import Session

from intake.case.permission import find_desk_key, find_member
from intake.case.rows import describe_object, names_by_account
from intake.clock import DAY, day_of
from intake.crypto.roster.roster import Roster
from intake.errors import Refused
from intake.log.act import Act
from intake.log.events import Event
from intake.roster.chain import current_roster
from intake.store.models import LEVELS, Case, SealedObject

PAGE = 50
CLOSED_DAYS = 30  # How long a closed case stays in the list of who held it.
CURSOR = re.compile(r"([0-3])\.([0-9]{4}-[0-9]{2}-[0-9]{2})\.([0-9a-f]{32})")
ORDER = (Case.level, Case.received_on, Case.id)


@dataclass
class QueuePage:
    """One page of the queue, ready to be served."""

    meta: dict[str, object]
    parts: dict[str, bytes] = field(default_factory=dict)


def list_cases(act: Act, after: str) -> QueuePage:
    """Log a look at the queue and return the page after a cursor (empty: the first)."""
    roster = current_roster(act.db)
    member = find_member(act, roster)
    triage = member is not None and member.triage
    waiting = act.db.scalars(_waiting(roster, after)).all() if roster and triage else []
    yours = act.db.scalars(_yours(act)).all() if member else []
    shown, more = waiting[:PAGE], len(waiting) > PAGE
    act.log(Event.CASE_LIST)
    names = names_by_account(act.db)
    summaries = _summaries(act.db, [case.id for case in shown])
    meta: dict[str, object] = {
        "desk": _describe_desk(roster),
        "desk_keys": triage,
        "waiting": [_waiting_row(case, names, act, summaries.get(case.id)) for case in shown],
        "yours": [_row(case, names, act) for case in yours],
        "taken": _taken(act.db) if triage else 0,
        "next": _cursor(shown[-1]) if more else None,
    }
    desk_key = find_desk_key(act.db, roster, act.actor.id) if triage else None
    parts = {case_id: row.data for case_id, row in summaries.items()}
    return QueuePage(meta, parts | ({"desk_key": desk_key} if desk_key else {}))


def _describe_desk(roster: Roster | None) -> dict[str, object] | None:
    if roster is None:
        return None
    return {"desk": roster.desk, "epoch": roster.epoch, "recipient": roster.recipient}


def _waiting(roster: Roster | None, after: str) -> Select[Case]:
    query = select(Case).where(Case.assignee.is_(None), Case.status != "closed")
    if roster is not None:
        query = query.where(Case.desk == roster.desk)
    if after:
        query = query.where(tuple_(*ORDER) > tuple_(*_parse_cursor(after)))
    return query.order_by(*ORDER).limit(PAGE + 1)


def _cursor(case: Case) -> str:
    return f"{case.level}.{case.received_on.isoformat()}.{case.id}"


def _parse_cursor(cursor: str) -> tuple[int, date, str]:
    """Return where a page begins, from what ``_cursor`` wrote; anything else is refused."""
    found = CURSOR.fullmatch(cursor)
    try:
        return int(found[1]), date.fromisoformat(found[2]), found[3]  # type: ignore[index]
    except (TypeError, ValueError):
        raise Refused("after") from None


def _yours(act: Act) -> Select[Case]:
    """Select what somebody took or covers; closed cases stay in sight for a while."""
    actor, since = act.actor, day_of(act.now - CLOSED_DAYS * DAY)
    mine = or_(Case.assignee == actor.id, Case.cover == actor.id)
    in_sight = or_(Case.status != "closed", Case.active_on >= since)
    return select(Case).where(mine, in_sight).order_by(Case.status == "closed", *ORDER)


def _taken(db: Session) -> int:
    query = select(func.count()).select_from(Case).where(Case.assignee.is_not(None))
    return db.scalar(query.where(Case.status != "closed")) or 0


def _row(case: Case, names: dict[str, str], act: Act) -> dict[str, object]:
    return {
        "case": case.id,
        "desk_epoch": case.desk_epoch,
        "level": LEVELS[case.level],
        "status": case.status,
        "server_saw": case.server_saw,
        "received_on": case.received_on.isoformat(),
        "active_on": case.active_on.isoformat(),
        "days": (day_of(act.now) - case.received_on).days,
        "assignee": names.get(case.assignee or ""),
        "cover": names.get(case.cover or ""),
        "mine": act.actor.id in {case.assignee, case.cover},
    }


def _waiting_row(
    case: Case, names: dict[str, str], act: Act, summary: SealedObject | None
) -> dict[str, object]:
    """Return a row; one whose summary is lost keeps its place in the queue."""
    described = None if summary is None else describe_object(summary)
    return _row(case, names, act) | {"summary": described}


def _summaries(db: Session, ids: Sequence[str]) -> dict[str, SealedObject]:
    """Return the summaries by case id."""
    query = select(SealedObject).where(SealedObject.kind == "summary")
    return {row.case_id: row for row in db.scalars(query.where(SealedObject.case_id.in_(ids)))}
