"""Telling supervisors that the room for what arrives comes to an end, while something can be done.

Once a day while it gets less, outside their quiet hours; every hour and at once when reports are
refused. The words are those of every notice: the overview says the rest. Where no supervisor is
told outside the desk, everybody is who is.
"""

import secrets
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake.clock import DAY, HOUR
from intake.desk.notices.addresses import is_quiet, read_address
from intake.desk.notices.leases import take_lease
from intake.roster.members import find_members
from intake.store.models import Account, Notice, NoticeAddress
from intake.web.admission.limits import Storage

PAUSE = {Storage.LOW: DAY, Storage.FULL: HOUR}  # Seconds until it is told again.
LEASE_CHARACTERS = 12  # Of an account id, behind the first letter of how it stands.


def put_storage_notices(db: Session, server_key: bytes, tick: int, stands: Storage) -> None:
    """Put what is owed at a tick (Unix seconds) into the outbox.

    Args:
        db: The session of a transaction that commits at once.
        server_key: For the addresses, of which the quiet hours are looked at.
        tick: The moment.
        stands: How it stands with the room.
    """
    if stands is Storage.OK:
        return
    is_urgent = stands is Storage.FULL
    for row in _told(db):
        if not is_urgent and is_quiet(read_address(row, server_key), tick):
            continue
        name = f"{stands[:3]}.{row.account_id[:LEASE_CHARACTERS]}"
        if take_lease(db, name, tick, tick + PAUSE[stands]):
            hour = tick - tick % HOUR
            _add(db, row.account_id, hour, is_urgent=is_urgent)


def _add(db: Session, account_id: str, hour: int, *, is_urgent: bool) -> None:
    notice = Notice(id=secrets.token_hex(16), account_id=account_id, hour=hour, is_urgent=is_urgent)
    db.add(notice)


def _told(db: Session) -> Sequence[NoticeAddress]:
    """Return where supervisors are told; where none is, everybody of the desk."""
    query = select(NoticeAddress, Account.role).join(
        Account, Account.id == NoticeAddress.account_id
    )
    members = find_members(db)
    found = [
        each for each in db.execute(query.order_by(Account.id)) if each[0].account_id in members
    ]
    supervisors = [row for row, role in found if role == "supervisor"]
    return supervisors or [row for row, _ in found]
