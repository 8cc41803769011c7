"""Deciding an ask: by a second person who is neither the asker nor whoever it is about.

Nor somebody whom the asker's administrator made up: who is a second person says
``intake.roster.vouching``.

Who may not decide is answered as if there were no such ask: an ask that hides from one person only
is not told from none. Where nobody else could decide, that it waits names nobody.
"""

from collections.abc import Sequence

from sqlalchemy import select

from intake.audit.naming.asking import find_actors, is_waiting
from intake.clock import DAY
from intake.errors import Conflict, NotFound
from intake.log.act import Act
from intake.log.events import Event
from intake.roster.vouching import are_one_hand, find_seconds
from intake.store.models import AuditAsk

DECIDERS = ("auditor", "supervisor", "administrator")
TOLD_AFTER = 90 * DAY  # Seconds from a name's first showing until its owner is told.


def list_to_decide(act: Act) -> Sequence[AuditAsk]:
    """Return the asks that wait for this person, the oldest first."""
    found = act.db.scalars(select(AuditAsk).order_by(AuditAsk.idx)).all()
    return [row for row in found if is_waiting(row, act.now) and _may_decide(act, row)]


def decide(act: Act, ask_id: str, *, agrees: bool) -> None:
    """Agree to an ask, or not, and log it.

    Raises:
        NotFound: ``ask``: there is none that waits for this person.
    """
    row = _get_locked(act, ask_id)
    if not is_waiting(row, act.now) or not _may_decide(act, row):
        raise NotFound("ask")
    row.decided_by, row.decided_at, row.agrees = act.actor.id, act.now, agrees
    how = {"reason": "invited"} if are_one_hand(act.db, row.by, act.actor.id) else {}
    act.log(Event.AUDIT_AGREE, detail={"index": row.idx, "agrees": agrees, **how})


def list_to_defer(act: Act) -> Sequence[AuditAsk]:
    """Return the asks whose owner is to be told soon, and this person may put that off."""
    found = act.db.scalars(select(AuditAsk).where(AuditAsk.shown_at.is_not(None))).all()
    return [row for row in found if _may_defer(act, row)]


def defer(act: Act, ask_id: str) -> None:
    """Put off, once, that somebody is told; by another person than who agreed.

    Raises:
        NotFound: ``ask``.
        Conflict: ``deferred``: it was put off already.
    """
    row = _get_locked(act, ask_id)
    if row.deferred_by is not None:
        raise Conflict("deferred")
    if not _may_defer(act, row):
        raise NotFound("ask")
    row.deferred_by = act.actor.id
    act.log(Event.AUDIT_AGREE, detail={"index": row.idx, "act": "defer"})


def _may_decide(act: Act, row: AuditAsk) -> bool:
    owners = {actor.account_id for actor in find_actors(act, row.of.split())}
    return len(owners) > 0 and act.actor.id in find_seconds(act.db, row.by, owners)


def _may_defer(act: Act, row: AuditAsk) -> bool:
    is_name = " " not in row.of
    waits = is_name and row.shown_at is not None and row.told_at is None and row.deferred_by is None
    return waits and _may_decide(act, row) and act.actor.id != row.decided_by


def _get_locked(act: Act, ask_id: str) -> AuditAsk:
    row = act.db.get(AuditAsk, ask_id, with_for_update=True, populate_existing=True)
    if row is None:
        raise NotFound("ask")
    return row
