"""Showing what was agreed to: one name, or whether two pseudonyms are one person; and telling them.

Each showing is an entry of its own. Nothing keeps the name: it is looked up, answered once and
gone, for as long as the ask stands.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from intake.audit.naming.asking import find_actors
from intake.audit.naming.deciding import TOLD_AFTER
from intake.clock import DAY
from intake.errors import Conflict, NotFound
from intake.log.act import SYSTEM, Act
from intake.log.events import Event
from intake.store.models import Account, AuditAsk, LogActor

STANDS = 30 * DAY  # Seconds from the agreement in which the asker may look.
TOLD_FOR = 90 * DAY  # Seconds in which somebody sees that they were named.


@dataclass(frozen=True)
class Shown:
    """What an asker learns: a name, or an answer about two."""

    name: str | None = None
    same: bool | None = None


def show(act: Act, ask_id: str) -> Shown:
    """Return what was agreed to, and log it; commit before it leaves.

    Raises:
        NotFound: ``ask``: not one of this person's.
        Conflict: ``not_agreed``: nobody agreed, or it is too long ago; ``nobody``: the pseudonym
            was erased since.
    """
    row = act.db.get(AuditAsk, ask_id, with_for_update=True, populate_existing=True)
    if row is None or row.by != act.actor.id:
        raise NotFound("ask")
    if not is_open(row, act.now):
        raise Conflict("not_agreed")
    names = row.of.split()
    actors = find_actors(act, names)
    if len(actors) != len(names):
        raise Conflict("nobody")
    row.shown_at = row.shown_at or act.now
    return _show_name(act, row, actors[0]) if len(names) == 1 else _show_link(act, row, actors)


def is_open(row: AuditAsk, now: int) -> bool:
    """Tell whether its asker may look now."""
    return bool(row.agrees) and now < (row.decided_at or 0) + STANDS


def is_link() -> ColumnElement[bool]:
    """Tell of an ask whether it is about two pseudonyms, so that its answer names nobody."""
    return AuditAsk.of.contains(" ")


def _show_name(act: Act, row: AuditAsk, actor: LogActor) -> Shown:
    account = act.db.get_one(Account, actor.account_id)
    approver = act.pseudonym_of(row.decided_by or "")
    act.log(
        Event.AUDIT_NAME, detail={"index": row.idx, "of": actor.pseudonym, "approver": approver}
    )
    return Shown(name=account.username)


def _show_link(act: Act, row: AuditAsk, actors: Sequence[LogActor]) -> Shown:
    same = len({actor.account_id for actor in actors}) == 1
    approver = act.pseudonym_of(row.decided_by or "")
    detail = {"index": row.idx, "of": row.of.split(), "same": same, "approver": approver}
    act.log(Event.AUDIT_LINK, detail=detail)
    return Shown(same=same)


def tell_next(db: Session, now: int) -> bool:
    """Tell the next person who is due that their name was given; False when nobody is."""
    waits = AuditAsk.shown_at.is_not(None), AuditAsk.told_at.is_(None), ~is_link()
    is_due = or_(
        and_(AuditAsk.deferred_by.is_(None), AuditAsk.shown_at <= now - TOLD_AFTER),
        AuditAsk.shown_at <= now - 2 * TOLD_AFTER,
    )
    query = select(AuditAsk).where(*waits, is_due).order_by(AuditAsk.idx).limit(1)
    row = db.scalars(query.with_for_update()).first()
    if row is None:
        return False
    row.told_at = now
    Act(db, SYSTEM, now).log(Event.AUDIT_TOLD, detail={"index": row.idx})
    return True


def list_told(db: Session, account_id: str, now: int) -> list[int]:
    """Return when (Unix seconds) auditors first learned this person's name, as far as told."""
    query = select(AuditAsk).where(AuditAsk.told_at > now - TOLD_FOR).order_by(AuditAsk.idx)
    found = []
    for row in db.scalars(query):
        theirs = select(LogActor.account_id).where(LogActor.pseudonym.in_(row.of.split()))
        if account_id in set(db.scalars(theirs)) and row.shown_at is not None:
            found.append(row.shown_at)
    return found
