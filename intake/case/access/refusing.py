"""Refusing what somebody tried: an entry of its own, and nothing told that they may not know.

Another's case and no case cost the same and look the same; what a rule forbids is told by its code.
"""

from collections.abc import Mapping
from typing import NoReturn

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from intake.errors import IntakeError, NotFound
from intake.log.act import Act
from intake.log.events import Event
from intake.store.guard import has_changed
from intake.store.models import Case


def forbid(
    act: Act, case: Case, tried: Event, error: IntakeError, reason: str | None = None
) -> NoReturn:
    """Log that a rule of the desk forbids what somebody tried who may see the case, and raise.

    What a reporter caused is refused without this: the entry would date it.

    Args:
        act: Nothing was changed in it.
        case: A row of its session.
        tried: The event it would have been.
        error: What is raised.
        reason: A word of the log; left out, the error's code.

    Raises:
        IntakeError: ``error``.
    """
    _require_unchanged(act)
    act.log(tried, case, outcome="deny", detail={"reason": reason or error.code})
    error.is_logged = True
    raise error


def refuse(
    act: Act,
    case: Case | None,
    case_id: str,
    tried: Event,
    detail: Mapping[str, object] | None = None,
) -> NoReturn:
    """Log a refusal and raise it; another's case and no case cost the same and look the same.

    Raises:
        NotFound: Always, unless something was changed before: that would be kept.
    """
    _require_unchanged(act)
    told = dict(detail or {})
    if case is None:
        _touch_nothing(act.db, case_id)
        act.log(tried, outcome="deny", detail=told | {"reason": "no_case"})
    else:
        act.log(tried, case, outcome="deny", detail=told | {"reason": "no_grant"})
    raise NotFound("case", is_logged=True)


def nobodys_case(case_id: str) -> Case:
    """Return a case that is none, to ask the same of it as of somebody else's."""
    return Case(id=case_id, desk="", desk_epoch=0, epoch=0)


def _require_unchanged(act: Act) -> None:
    if has_changed(act.db):
        raise RuntimeError("a refusal comes before every change")


def _touch_nothing(db: Session, case_id: str) -> None:
    """Do for a case that is none what an entry does in the chain of one."""
    mine = Case.id == case_id
    db.execute(select(Case.log_seq, Case.log_prev).where(mine).with_for_update())
    db.execute(update(Case).where(mine).values(log_seq=Case.log_seq))
