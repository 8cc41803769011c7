"""What a supervisor sees of the whole desk: plain columns, and nothing that anybody wrote.

A case that is kept from them is in no list and in no number of it, as soon as more than one person
says so: whoever names everybody alone stands here with it.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from intake.case.access.alone import ACTS, alone_in, is_alone
from intake.case.access.people import find_on_it
from intake.case.access.readers import nobody_reads
from intake.case.stored.rows import names_by_account
from intake.clock import day_of, day_text
from intake.form.urgency.answering import Answering, due_on
from intake.log.act import Act
from intake.log.events import Event
from intake.roster.away import find_away
from intake.roster.members import find_members, find_staff
from intake.store.models import LEVELS, Case, CasePerson, CaseProposal, Opening, SealedObject

ASIDE_DAYS = 7  # How long what was set aside stays in sight.
EMERGENCY = LEVELS.index("emergency")
CONTACTS = ("message", "contacted")  # Kinds by which staff reached the reporter, or tried to.

Cases = Sequence[Case]
Rows = list[dict[str, object]]


@dataclass(frozen=True)
class Desk:
    """What the lists are made of."""

    db: Session
    cases: Cases  # In the order of level and day; those that may be seen, closed ones left out.
    names: dict[str, str]
    members: Collection[str]  # Account ids of everybody who is there.
    table: Answering
    today: date
    away: Mapping[str, date]  # As ``find_away``.
    opened: Collection[str]  # Case ids: the level of the others is what their sender claims.


def survey(act: Act, table: Answering) -> dict[str, object]:
    """Log the look and return every list."""
    act.log(Event.CASE_LIST)
    mine = CasePerson.account_id == act.actor.id
    kept = select(CasePerson.case_id).where(mine, CasePerson.excluded, ~CasePerson.named)
    seen = Case.id.not_in(kept)
    query = select(Case).where(seen, or_(Case.status != "closed", Case.waiting_on.is_not(None)))
    cases = act.db.scalars(query.order_by(Case.level, Case.received_on, Case.id)).all()
    members, today = find_members(act.db), day_of(act.now)
    away = find_away(act.db, today)
    opened = _opened(act.db, cases)
    desk = Desk(act.db, cases, names_by_account(act.db), members, table, today, away, opened)
    ids = {case.id for case in cases}
    return {
        "alone": _alone(desk, ids),
        "aside": _aside(desk),
        "emergencies": _emergencies(desk),
        "late": [_row(desk, case) for case in cases if not case.aside and _is_late(desk, case)],
        "people": _people(desk),
        "proposals": _proposals(desk, ids, act.now),
        "unassigned": [
            _row(desk, case) for case in cases if case.assignee is None and not case.aside
        ],
        "unattended": _unattended(desk),
        "unreadable": _unreadable(desk, ids),
    }


def _opened(db: Session, cases: Cases) -> Collection[str]:
    """Return which of the cases somebody has opened."""
    asked = [case.id for case in cases]
    return set(db.scalars(select(Opening.case_id).where(Opening.case_id.in_(asked)).distinct()))


def _row(desk: Desk, case: Case) -> dict[str, object]:
    return {
        "assignee": desk.names.get(case.assignee or ""),
        "case": case.id,
        "cover": desk.names.get(case.cover or ""),
        "days": (desk.today - case.received_on).days,
        "level": LEVELS[case.level],
        "on_it": desk.names.get(find_on_it(case, desk.members) or ""),
        "opened": case.id in desk.opened,
        "status": case.status,
        "waiting_on": day_text(case.waiting_on),
    }


def _is_late(desk: Desk, case: Case) -> bool:
    if case.waiting_on is None:
        return False
    return due_on(desk.table, LEVELS[case.level], case.waiting_on) < desk.today


def _emergencies(desk: Desk) -> Rows:
    """Return open emergencies with the day on which staff last wrote to the reporter, or tried."""
    cases = [case for case in desk.cases if case.level == EMERGENCY and not case.aside]
    contacts = _last(desk.db, cases, CONTACTS)
    return [_row(desk, case) | {"last_contact": day_text(contacts.get(case.id))} for case in cases]


def _aside(desk: Desk) -> Rows:
    """Return what was set aside within a week, and when."""
    cases, since = [case for case in desk.cases if case.aside], desk.today - timedelta(ASIDE_DAYS)
    when = _last(desk.db, cases, ["aside"])
    recent = [case for case in cases if when.get(case.id, desk.today) >= since]
    return [_row(desk, case) | {"aside_on": day_text(when.get(case.id))} for case in recent]


def _last(db: Session, cases: Cases, kinds: Collection[str]) -> dict[str, date]:
    """Return by case the day of the newest object of these kinds that staff made."""
    query = select(SealedObject.case_id, func.max(SealedObject.received_on)).where(
        SealedObject.case_id.in_([case.id for case in cases]),
        SealedObject.kind.in_(kinds),
        SealedObject.by == "staff",
    )
    return dict(db.execute(query.group_by(SealedObject.case_id)).all())


def _people(desk: Desk) -> Rows:
    """Return how many open cases each member took and covers, and until when they are away."""

    def count(place: str, account: str) -> int:
        return sum(getattr(case, place) == account and not case.aside for case in desk.cases)

    return [
        {"id": each, "name": desk.names[each], "away_until": day_text(desk.away.get(each))}
        | {place: count(place, each) for place in ("assignee", "cover")}
        for each in sorted(desk.members, key=lambda account: desk.names[account])
    ]


def _proposals(desk: Desk, seen: Collection[str], now: int) -> Rows:
    """Return what waits for a second person, the first to lapse first."""
    query = select(CaseProposal).where(CaseProposal.expires_at > now)
    waiting = desk.db.scalars(query.order_by(CaseProposal.expires_at, CaseProposal.case_id))
    cases = {case.id: case for case in desk.cases}
    return [
        {
            "act": each.act,
            "by": desk.names.get(each.by),
            "case": each.case_id,
            "expires_at": each.expires_at,
            "for": desk.names.get(each.for_account or _other_holder(cases[each.case_id], each)),
        }
        for each in waiting
        if each.case_id in seen
    ]


def _other_holder(case: Case, proposal: CaseProposal) -> str:
    """Return who else holds a case, and so reads what waits in it; empty where others do."""
    others = [each for each in (case.assignee, case.cover) if each not in {proposal.by, None}]
    return str(others[0]) if others and proposal.act != "exclude" else ""


def _unattended(desk: Desk) -> Rows:
    """Return open cases of which everybody who holds them is away."""
    rows = []
    for case in desk.cases:
        holders = {case.assignee, case.cover} - {None}
        if holders and holders <= set(desk.away) and case.status != "closed" and not case.aside:
            rows.append(_row(desk, case))
    return rows


def _alone(desk: Desk, seen: Collection[str]) -> Rows:
    """Return what one person did alone, and which acts."""
    told = [holds.label(act) for act, holds in alone_in(Case).items()]
    query = select(Case.id, *told).where(Case.id.in_(seen), is_alone(Case))
    acts = {case: dict(zip(ACTS, holds, strict=True)) for case, *holds in desk.db.execute(query)}
    return [
        _row(desk, case) | {"alone": [act for act, holds in acts[case.id].items() if holds]}
        for case in desk.cases
        if case.id in acts
    ]


def _unreadable(desk: Desk, seen: Collection[str]) -> Rows:
    query = select(Case.id).where(Case.id.in_(seen), nobody_reads(find_staff(desk.db)))
    lost = set(desk.db.scalars(query))
    return [_row(desk, case) for case in desk.cases if case.id in lost]
