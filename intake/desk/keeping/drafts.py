"""Drafts: what somebody was writing in a case, until it is sent. Never logged, never dated."""

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from intake.case.access.permission import may_read
from intake.errors import NotFound
from intake.log.act import Act
from intake.store.columns import require_sealed
from intake.store.models import Draft
from intake.store.statements import add_if_new


def keep_draft(act: Act, case_id: str, data: bytes) -> None:
    """Store the draft of who acts, in the place of the last one.

    Raises:
        Refused: ``damaged``: no age file of a draft's length.
        NotFound: ``case``: none that they may read; that they asked is not logged.
    """
    require_sealed(data, "draft")
    if not may_read(act, case_id):
        raise NotFound("case")
    account = act.actor.id
    add_if_new(act.db, Draft, {"account_id": account, "case_id": case_id, "data": data})
    mine = (Draft.account_id == account, Draft.case_id == case_id)
    act.db.execute(update(Draft).where(*mine).values(data=data))


def find_draft(db: Session, account_id: str, case_id: str) -> dict[str, bytes]:
    """Return the part ``draft`` of an opening, if there is one."""
    row = db.get(Draft, (account_id, case_id))
    return {"draft": row.data} if row else {}


def drop_draft(act: Act, case_id: str) -> None:
    """Delete the draft of who acts; there need be none."""
    mine = (Draft.account_id == act.actor.id, Draft.case_id == case_id)
    act.db.execute(delete(Draft).where(*mine))
