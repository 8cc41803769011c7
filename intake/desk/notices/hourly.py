"""Telling who is asked for something: on the full hour, outside quiet hours, with the usual words.

By an auditor about a case: whoever is asked from now on, because a case changed hands, is told like
the first one, and again after some days as long as nobody answered. By a colleague for an export:
everybody who could agree, once.
"""

import secrets
from collections.abc import Iterator
from itertools import chain

from sqlalchemy.orm import Session

from intake.case.inquiries.bounds import AGAIN
from intake.case.inquiries.routing import list_waiting
from intake.clock import HOUR, hour_of
from intake.desk.exporting.telling import list_owed
from intake.desk.notices.addresses import is_quiet, read_address
from intake.desk.notices.leases import take_lease
from intake.log.act import SYSTEM, Act
from intake.store.models import Notice, NoticeAddress

LEASE_CHARACTERS = 7  # Of what is asked and of the account, behind the first letter.

Owed = tuple[str, str, int]
"""What is asked, in letters; whom; until when they are not told again, Unix seconds."""


def put_hourly_notices(db: Session, server_key: bytes, tick: int) -> None:
    """Put what is owed at a tick (Unix seconds) into the outbox.

    Args:
        db: The session of a transaction that commits at once.
        server_key: For the addresses, of which the quiet hours are looked at.
        tick: The moment.
    """
    if tick % HOUR:
        return
    told: set[str] = set()
    for asked, account_id, until in chain(_inquiries(db, tick), _exports(db, tick)):
        address = db.get(NoticeAddress, account_id)
        if address is None or is_quiet(read_address(address, server_key), tick):
            continue
        if take_lease(db, asked + account_id[:LEASE_CHARACTERS], tick, until):
            told.add(account_id)
    for account_id in sorted(told):
        notice = Notice(
            id=secrets.token_hex(16), account_id=account_id, hour=hour_of(tick), is_urgent=False
        )
        db.add(notice)


def _inquiries(db: Session, tick: int) -> Iterator[Owed]:
    for row, asked in list_waiting(db, tick):
        if asked:
            yield f"i.{row.id[:LEASE_CHARACTERS]}", asked.account_id, tick + AGAIN


def _exports(db: Session, tick: int) -> Iterator[Owed]:
    for row, account_id in list_owed(Act(db, SYSTEM, tick)):
        letters = f"{row.idx:0{LEASE_CHARACTERS}x}"[-LEASE_CHARACTERS:]
        yield f"e.{letters}", account_id, row.expires_at
