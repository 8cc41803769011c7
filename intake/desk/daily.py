"""Once a day: that cases were opened, written into the intake log for reporters to be shown.

Exact to the day, in random order and with the day's publication, so that no poller of the log
learns the minute of an opening. The role and the purpose are in it, never a name (AUDIT list, 7).
"""

import secrets

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake.log.act import SYSTEM, Act
from intake.log.events import Event
from intake.store.models import Case, Opening


def log_openings(db: Session, now: int) -> None:
    """Append a ``case.opened`` entry for every opening that has none yet."""
    query = select(Opening, Case.log_ref).join(Case, Case.id == Opening.case_id)
    waiting = list(db.execute(query.where(Opening.leaf_index.is_(None))))
    secrets.SystemRandom().shuffle(waiting)
    for opening, log_ref in waiting:
        opening.leaf_index = Act(db, SYSTEM, now).log_intake(
            Event.CASE_OPENED,
            detail={
                "case_seq": opening.case_seq,
                "day": opening.opened_on.isoformat(),
                "log_ref": log_ref,
                "purpose": opening.purpose,
                "role": opening.role,
            },
        )
