"""Who must be told of what, by what stands on their own list: nobody is told of more than they see.

On a five-minute tick of emergencies, on the full hour of everything else. Each word of a reporter
is told once; an emergency that nobody is on is told again every quarter of an hour.
"""

import secrets
from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from intake.clock import HOUR, hour_of
from intake.desk.listing.order.lists import EMERGENCY, visible
from intake.desk.listing.order.viewer import find_viewer
from intake.desk.notices.addresses import is_quiet, read_address
from intake.desk.notices.leases import take_lease
from intake.log.act import Act, Actor
from intake.roster.members import find_members
from intake.store.models import Account, Notice, NoticeAddress, Told

TICK = 300  # seconds
AGAIN = 900


class Need(NamedTuple):
    """A case that needs somebody, and up to which position something is said in it."""

    case: str
    said: int
    is_urgent: bool  # An emergency.
    is_alone: bool  # An emergency that nobody is on.


def put_notices(db: Session, server_key: bytes, tick: int) -> None:
    """Put what a tick (Unix seconds, a multiple of ``TICK``) owes to everybody into the outbox."""
    if not take_lease(db, "notices.put", tick, tick + TICK):
        return  # Another process has put it.
    for account_id in sorted(find_members(db)):
        row = db.get(NoticeAddress, account_id)
        if row is not None:
            _put_for(db, row, server_key, tick)


def _put_for(db: Session, row: NoticeAddress, server_key: bytes, tick: int) -> None:
    account = db.get_one(Account, row.account_id)
    needs = find_needs(Act(db, Actor.of(account), tick))
    told = dict(
        db.execute(select(Told.case_id, Told.said).where(Told.account_id == account.id)).all()
    )
    new = [need for need in needs if told.get(need.case, -1) < need.said]
    again = tick % AGAIN == 0 and any(need.is_alone for need in needs)
    urgent = [need for need in new if need.is_urgent]
    if urgent or again:
        _put(db, account.id, tick, urgent, is_urgent=True)
    others = [need for need in new if not need.is_urgent]
    if others and tick % HOUR == 0 and not is_quiet(read_address(row, server_key), tick):
        _put(db, account.id, tick, others, is_urgent=False)


def find_needs(act: Act) -> list[Need]:
    """Return what needs the actor now, of what the list shows them."""
    viewer = find_viewer(act)
    if viewer is None:
        return []
    seen = visible(viewer, act.now)
    columns = (seen.c.id, seen.c.said, seen.c.level, seen.c.alone)
    rows = act.db.execute(select(*columns).where(seen.c.now).order_by(seen.c.id))
    return [Need(case, said, level == EMERGENCY, bool(alone)) for case, said, level, alone in rows]


def _put(
    db: Session, account_id: str, tick: int, needs: Sequence[Need], *, is_urgent: bool
) -> None:
    hour = hour_of(tick)
    db.add(Notice(id=secrets.token_hex(16), account_id=account_id, hour=hour, is_urgent=is_urgent))
    cases = [need.case for need in needs]
    db.execute(delete(Told).where(Told.account_id == account_id, Told.case_id.in_(cases)))
    db.add_all(Told(account_id=account_id, case_id=need.case, said=need.said) for need in needs)
