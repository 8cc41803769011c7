"""Acts that wait for a second person: proposed, alive until a full hour, then as if never said.

Which acts, at which levels and for how long stands in ``casework.toml``. Whoever asks for a
proposal asks for a living one; what has lapsed is taken away by the clock (``desk.acts.lapsing``).
"""

from collections.abc import Collection, Sequence

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from intake.store.models import CaseProposal


def find_proposal(db: Session, case_id: str, what: str, now: int) -> CaseProposal | None:
    """Return what waits for a second person, if it has not lapsed."""
    found = db.get(CaseProposal, (case_id, what))
    return found if found is not None and found.expires_at > now else None


def list_proposals(db: Session, case_id: str, now: int) -> Sequence[CaseProposal]:
    """Return everything that waits for a second person in one case."""
    query = select(CaseProposal).where(
        CaseProposal.case_id == case_id, CaseProposal.expires_at > now
    )
    return db.scalars(query.order_by(CaseProposal.act)).all()


def list_lapsed(db: Session, now: int) -> Sequence[CaseProposal]:
    """Return what nobody agreed to in time, in the order in which cases are locked."""
    query = select(CaseProposal).where(CaseProposal.expires_at <= now)
    query = query.order_by(CaseProposal.case_id, CaseProposal.act)
    return db.scalars(query.execution_options(populate_existing=True)).all()


def end_proposals(db: Session, case_id: str, acts: Collection[str]) -> None:
    """Take away what waits of some acts."""
    db.execute(
        delete(CaseProposal).where(CaseProposal.case_id == case_id, CaseProposal.act.in_(acts))
    )
