"""An act of an auditor's own machine: in the name of the account, under the lock of its token."""

from dataclasses import dataclass

from flask import abort
from sqlalchemy.orm import Session

from intake.log.act import Act
from intake.store.models import VisitToken
from intake.web.services import services
from intake.web.staff.bearer import unauthorised, visitor


@dataclass(frozen=True)
class VisitAct:
    """The act, and the row of its token, locked until it ends."""

    act: Act
    row: VisitToken


def visit_act(db: Session) -> VisitAct:
    """Return the act of whose token opened this view; 401 if the token has ended meanwhile."""
    found = visitor()
    row = db.get(VisitToken, found.token_hash, with_for_update=True, populate_existing=True)
    if row is None:
        abort(unauthorised())
    return VisitAct(Act(db, found.actor, services().clock()), row)
