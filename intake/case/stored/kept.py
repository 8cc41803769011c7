"""What members keep for themselves about a case, sealed to their own vaults: when it goes.

A draft is of one case. Cards are of all cases of a month, and nobody here can take one out of them:
the whole month goes, and the client makes it again of what it may still have.
"""

from collections.abc import Collection

from sqlalchemy import delete
from sqlalchemy.orm import Session

from intake.store.models import Card, Case, Draft


def month_of(case: Case) -> str:
    """Return the month under which cards of a case are kept, such as 2026-11."""
    return f"{case.received_on:%Y-%m}"


def forget_kept(db: Session, case: Case, account_ids: Collection[str]) -> None:
    """Delete what these people keep about a case, because it is no longer theirs to read."""
    drafts = (Draft.case_id == case.id, Draft.account_id.in_(account_ids))
    db.execute(delete(Draft).where(*drafts))
    forget_cards(db, case, account_ids)


def forget_cards(db: Session, case: Case, account_ids: Collection[str]) -> None:
    """Delete what can be made again: nobody loses a word by it."""
    cards = (Card.month == month_of(case), Card.account_id.in_(account_ids))
    db.execute(delete(Card).where(*cards))
