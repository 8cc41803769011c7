"""Acts that wait for a second person: proposed, alive until a full hour, then as if never said.

Which acts, at which levels and for how long stands in ``casework.toml``. Whoever asks for a
proposal asks for a living one; what has lapsed the clock takes away
(``intake.desk.acts.agreeing``).
"""

from collections.abc import Collection, Sequence

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from intake.case.rules.casework import casework
from intake.clock import full_hour
from intake.store.models import Case, CaseGrant, CaseProposal


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


def list_begun(db: Session, case_id: str, account_ids: Collection[str]) -> Sequence[CaseProposal]:
    """Return what these people proposed in a case, or is for them; lapsed or not."""
    theirs = CaseProposal.by.in_(account_ids) | CaseProposal.for_account.in_(account_ids)
    return db.scalars(select(CaseProposal).where(CaseProposal.case_id == case_id, theirs)).all()


def list_lapsed(db: Session, now: int) -> Sequence[CaseProposal]:
    """Return what nobody agreed to in time, in the order in which cases are locked."""
    query = select(CaseProposal).where(CaseProposal.expires_at <= now)
    query = query.order_by(CaseProposal.case_id, CaseProposal.act)
    return db.scalars(query.execution_options(populate_existing=True)).all()


def end_proposals(db: Session, case_id: str, acts: Collection[str], now: int) -> None:
    """Take away what waits of some acts, and what lets a supervisor read it at the full hour.

    From now on nobody reads by such a grant; its key file goes by the clock, since the entry of
    that would date what a reporter said.
    """
    ended = (CaseProposal.case_id == case_id, CaseProposal.act.in_(acts))
    granted = (
        CaseGrant.case_id == case_id,
        CaseGrant.object_id.in_(select(CaseProposal.object_id).where(*ended)),
    )
    db.execute(update(CaseGrant).where(*granted).values(expires_at=full_hour(now)))
    db.execute(delete(CaseProposal).where(*ended))


def end_outdated(db: Session, case: Case, done: str, now: int) -> None:
    """Take away what was proposed of a case as it was before something was done.

    Args:
        db: The session of this act.
        case: Locked.
        done: A name of ``casework().ends``.
        now: Unix seconds.
    """
    end_proposals(db, case.id, casework().ends[done], now)
