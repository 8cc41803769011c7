"""Telling who is asked by an auditor: on the full hour, outside quiet hours, with the usual words.

Whoever is asked from now on, because a case changed hands, is told like the first one. It is told
again after some days, as long as nobody answered.
"""

import secrets

from sqlalchemy.orm import Session

from intake.case.inquiries.bounds import AGAIN
from intake.case.inquiries.routing import list_waiting
from intake.clock import HOUR, hour_of
from intake.desk.notices.addresses import is_quiet, read_address
from intake.desk.notices.leases import take_lease
from intake.store.models import Notice, NoticeAddress

LEASE_CHARACTERS = 7  # Of the question and of the account, behind the first letter.


def put_inquiry_notices(db: Session, server_key: bytes, tick: int) -> None:
    """Put what is owed at a tick (Unix seconds) into the outbox.

    Args:
        db: The session of a transaction that commits at once.
        server_key: For the addresses, of which the quiet hours are looked at.
        tick: The moment.
    """
    if tick % HOUR:
        return
    told: set[str] = set()
    for row, asked in list_waiting(db, tick):
        address = db.get(NoticeAddress, asked.account_id) if asked else None
        if asked is None or address is None or is_quiet(read_address(address, server_key), tick):
            continue
        name = f"i.{row.id[:LEASE_CHARACTERS]}{asked.account_id[:LEASE_CHARACTERS]}"
        if take_lease(db, name, tick, tick + AGAIN):
            told.add(asked.account_id)
    for account_id in sorted(told):
        notice = Notice(
            id=secrets.token_hex(16), account_id=account_id, hour=hour_of(tick), is_urgent=False
        )
        db.add(notice)
