"""Once a UTC day is over: what summaries left for whom for the first time, into the access log.

Written afterwards and by case reference in the order of references, which are random, it says the
day and no more. A long day takes several entries.
"""

from datetime import date

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from intake.clock import DAY, day_of
from intake.log.act import SYSTEM, Act
from intake.log.events import Event
from intake.store.models import Case, Shown

REFS = 200  # Cases in one entry.


def log_shown(db: Session, now: int) -> bool:
    """Append one entry about a day that is over; return False if there is none to write.

    Args:
        db: The session of an act of its own.
        now: Unix seconds.
    """
    is_due = (~Shown.is_logged, Shown.shown_on < day_of(now))
    oldest = select(Shown.shown_on, Shown.account_id).where(*is_due)
    first = db.execute(oldest.order_by(Shown.shown_on, Shown.account_id).limit(1)).one_or_none()
    if first is None:
        return False
    day, account = first
    _log_day(Act(db, SYSTEM, now), day, account)
    return True


def _log_day(act: Act, day: date, account: str) -> None:
    mine = (Shown.account_id == account, Shown.shown_on == day, ~Shown.is_logged)
    query = select(Shown.case_id, Case.log_ref).join(Case, Case.id == Shown.case_id).where(*mine)
    locked = query.order_by(Case.log_ref).limit(REFS).with_for_update(of=Shown)
    found = act.db.execute(locked).all()
    if not found:
        return  # Another process was faster.
    cases, refs = zip(*found, strict=True)
    act.db.execute(update(Shown).where(*mine, Shown.case_id.in_(cases)).values(is_logged=True))
    detail = {"day": day.isoformat(), "for": _name_on(act, day, account), "refs": list(refs)}
    act.log(Event.CASE_SHOWN, detail=detail)


def _name_on(act: Act, day: date, account: str) -> str:
    """Return somebody's name in the log as it was on that day, perhaps of the quarter before."""
    noon = (day - date(1970, 1, 1)).days * DAY + DAY // 2
    return Act(act.db, SYSTEM, noon).pseudonym_of(account)
