"""Who may read a case for a while to be the second person, because nobody else is there.

A grant lives as long as the proposal it was made for, and never longer than a day; what
is over the clock takes away (``intake.desk.acts.holding.granting``).
"""

from collections.abc import Sequence

from sqlalchemy import Select, and_, select
from sqlalchemy.orm import Session

from intake.store.models import CaseGrant, CaseProposal


def find_grant(db: Session, case_id: str, account_id: str, now: int) -> CaseGrant | None:
    """Return what lets somebody read a case at a moment (Unix seconds), if anything does."""
    theirs = (CaseGrant.case_id == case_id, CaseGrant.account_id == account_id)
    return db.scalar(_living(now).where(*theirs))


def find_granted(db: Session, case_id: str, now: int) -> CaseGrant | None:
    """Return the grant of a case that holds now, whoever may read by it."""
    return db.scalar(_living(now).where(CaseGrant.case_id == case_id))


def select_granted(account_id: str, now: int) -> Select[str]:
    """Select the ids of the cases that somebody may read by a grant."""
    theirs = CaseGrant.account_id == account_id
    return _living(now).where(theirs).with_only_columns(CaseGrant.case_id)


def list_over(db: Session, now: int) -> Sequence[CaseGrant]:
    """Return the grants whose hour is over, in the order in which cases are locked."""
    query = select(CaseGrant).where(CaseGrant.expires_at <= now).order_by(CaseGrant.case_id)
    return db.scalars(query.execution_options(populate_existing=True)).all()


def _living(now: int) -> Select[CaseGrant]:
    waits = and_(
        CaseProposal.case_id == CaseGrant.case_id,
        CaseProposal.object_id == CaseGrant.object_id,
        CaseProposal.expires_at > now,
    )
    return select(CaseGrant).join(CaseProposal, waits).where(CaseGrant.expires_at > now)
