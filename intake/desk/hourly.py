"""Once a clock hour is over: that a case came in it as an emergency, into the access log.

So it can be asked whether emergencies were answered in time, to the hour and no better: the hour is
fixed when the case comes, and an entry of any later moment says the same.
"""

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake.log.act import SYSTEM, Act
from intake.log.events import Event
from intake.store.models import Case


def log_alarm(db: Session, now: int) -> bool:
    """Append the entry of one case whose hour is over; return False if there is none to write.

    Args:
        db: The session of an act of its own.
        now: Unix seconds.
    """
    due = select(Case).where(Case.alarm_at <= now).order_by(Case.log_ref).limit(1)  # At random.
    case = db.scalars(due.with_for_update()).first()
    if case is None:
        return False
    hour, case.alarm_at = case.alarm_at, None
    Act(db, SYSTEM, now).log(Event.CASE_ALARM, case, detail={"hour": hour})
    return True
