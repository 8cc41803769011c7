"""What becomes of a case when its reporter says something, and when that is answered or settled.

Both ways of sending lead here: what was said is unanswered from its day on, whatever state the case
was in; nothing that was decided without knowing it goes on.
"""

from sqlalchemy.orm import Session

from intake.case.standing.pausing import come_to
from intake.case.standing.proposals import end_outdated
from intake.clock import day_of
from intake.store.models import Case, SealedObject


def hear(db: Session, case: Case, word: SealedObject, now: int) -> None:
    """Let a locked case be one whose reporter has just said something."""
    case.said = word.position
    case.waiting_on = case.waiting_on or day_of(now)
    case.aside = False
    if case.status == "closed":
        come_to(case, "reopened")
    end_outdated(db, case, "said", now)


def settle(db: Session, case: Case, now: int) -> None:
    """Let everything be answered that was said in a locked case so far."""
    case.answered, case.waiting_on = case.said, None
    end_outdated(db, case, "answered", now)


def is_unanswered(case: Case) -> bool:
    """Tell whether something that was said has neither an answer nor a reason to need none."""
    return case.answered < case.said
