"""The mark: 16 bytes that differ whenever somebody's list does, and say nothing else.

A page asks for it every few seconds. It is a keyed hash of what the list would say, so it neither
counts nor orders anything; it is worked out at most once per account and boundary of 15 seconds,
and says nothing of what came since.
"""

import hmac

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake.clock import day_of
from intake.crypto.keys import derive_key
from intake.desk.listing.order.lists import visible
from intake.desk.listing.order.viewer import Viewer
from intake.store.models import CaseProposal

LABEL = "intake/v1/desk-mark"
MARK_BYTES = 16


def read_mark(db: Session, viewer: Viewer | None, account: str, server_key: bytes, now: int) -> str:
    """Return the mark of somebody's list now; always the same for who is in no roster."""
    state = _state(db, viewer, now) if viewer else ""
    told = f"{account}\n{state}".encode()
    return hmac.digest(derive_key(server_key, LABEL), told, "sha256")[:MARK_BYTES].hex()


def _state(db: Session, viewer: Viewer, now: int) -> str:
    """Return everything that the list's rows are made of, as a text."""
    seen = visible(viewer, now)
    rows = db.execute(select(seen).order_by(seen.c.id)).all()
    proposals = select(CaseProposal.__table__).where(
        CaseProposal.expires_at > now, CaseProposal.case_id.in_(select(seen.c.id))
    )
    waiting = db.execute(proposals.order_by(CaseProposal.case_id, CaseProposal.act)).all()
    told = [tuple(row) for row in rows], [tuple(row) for row in waiting]
    return repr((day_of(now), *told, sorted(viewer.away.items())))
