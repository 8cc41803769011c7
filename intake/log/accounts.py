"""Which pseudonyms are accounts of this quarter: ``sys.accounts``, written by the system.

Each quarter of the year everybody has a new name in the log. It is listed with its role soon after
the quarter, or the account, began; whose rights have ended gets none. So an actor that no such
entry lists is nobody who may act, and that can be asked without knowing who anybody is.
"""

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake.clock import quarter_of
from intake.log.act import SYSTEM, Act
from intake.log.events import Event
from intake.store.models import Account
from intake.store.models.log import LogActor

MOST = 200  # Names in one entry.


def log_accounts(db: Session, now: int) -> bool:
    """Append one entry about accounts of one role; return False if there is none to write.

    Args:
        db: The session of an act of its own.
        now: Unix seconds.
    """
    act, this_quarter = Act(db, SYSTEM, now), LogActor.since == quarter_of(now)
    listed = select(LogActor.account_id).where(this_quarter, LogActor.is_listed)
    may_act = (~Account.disabled, Account.suspended_at.is_(None))
    waiting = select(Account).where(*may_act, Account.id.not_in(listed)).order_by(Account.role)
    found = db.scalars(waiting.limit(MOST)).all()
    if not found:
        return False
    names = [act.pseudonym_of(each.id) for each in found if each.role == found[0].role]
    fresh = select(LogActor).where(LogActor.pseudonym.in_(names), ~LogActor.is_listed)
    rows = db.scalars(fresh.order_by(LogActor.pseudonym).with_for_update()).all()
    if rows:  # Else another process was faster.
        for row in rows:
            row.is_listed = True
        who = [row.pseudonym for row in rows]
        act.log(Event.SYS_ACCOUNTS, detail={"role": found[0].role, "who": who})
    return True
