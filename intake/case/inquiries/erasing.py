"""Questions go when their time is over: what was asked and what was answered in one step."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake.case.inquiries.bounds import KEPT
from intake.log.act import SYSTEM, Act
from intake.log.events import Event
from intake.store.models import Inquiry


def erase_next(db: Session, now: int) -> bool:
    """Erase the next question that is due, with an entry; return False when none is.

    Args:
        db: The session of an act of its own.
        now: Unix seconds.
    """
    due = select(Inquiry).where(Inquiry.asked_at <= now - KEPT).order_by(Inquiry.idx).limit(1)
    row = db.scalars(due.with_for_update()).first()
    if row is None:
        return False
    db.delete(row)
    Act(db, SYSTEM, now).log(Event.AUDIT_ERASE, detail={"index": row.idx})
    return True
