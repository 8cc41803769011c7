"""Rows of a case that everybody reads and writes alike: its objects, its openings, its messages.

The box and the desk differ in who may and in what is logged; what is stored and how it is described
is the same for both.
"""

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from intake.case import bounds
from intake.clock import day_of
from intake.crypto.encoding import b64u
from intake.errors import Conflict, NotFound, Refused
from intake.store.columns import require_sealed
from intake.store.models import Account, Case, Opening, SealedObject


@dataclass(frozen=True)
class NewMessage:
    """A sealed message as it arrives."""

    id: str  # 32 hexadecimal digits, that of the frame inside
    epoch: int
    sha256: bytes  # what the sender says, 32 bytes
    data: bytes  # the age file


class ObjectRow(NamedTuple):
    """What is plainly known of one sealed object; its bytes are read one object at a time."""

    id: str
    position: int
    kind: str
    by: str
    epoch: int
    received_on: date
    sha256: bytes
    size: int  # of the age file, in bytes


def list_objects(db: Session, case: Case, kinds: Collection[str] = ()) -> Sequence[ObjectRow]:
    """Return the objects of a case in their order, of some kinds or (none named) of all."""
    plain = [getattr(SealedObject, name) for name in ObjectRow._fields[:-1]]
    query = select(*plain, func.length(SealedObject.data))
    query = query.where(SealedObject.case_id == case.id)
    if kinds:
        query = query.where(SealedObject.kind.in_(kinds))
    return [ObjectRow._make(row) for row in db.execute(query.order_by(SealedObject.position))]


def read_file(db: Session, object_id: str) -> bytes:
    """Return the age file of an object; NotFound when it went meanwhile."""
    data = db.scalar(select(SealedObject.data).where(SealedObject.id == object_id))
    if data is None:
        raise NotFound("case")
    return data


def list_openings(db: Session, case: Case) -> Sequence[Opening]:
    """Return who opened a case, the oldest of the newest first (``bounds.OPENINGS``)."""
    query = select(Opening).where(Opening.case_id == case.id).order_by(Opening.case_seq.desc())
    return db.scalars(query.limit(bounds.OPENINGS)).all()[::-1]


def names_by_account(db: Session) -> dict[str, str]:
    """Return the user names of all accounts."""
    return dict(db.execute(select(Account.id, Account.username)).all())


def describe_object(row: ObjectRow | SealedObject) -> dict[str, object]:
    """Return what is plainly known of one sealed object (SPEC 9)."""
    return {
        "by": row.by,
        "epoch": row.epoch,
        "id": row.id,
        "kind": row.kind,
        "received_on": row.received_on.isoformat(),
        "sha256": b64u(row.sha256),
    }


def describe_opening(row: Opening) -> dict[str, object]:
    """Return what everybody in the case may know of an opening (SPEC 9)."""
    return {"day": row.opened_on.isoformat(), "purpose": row.purpose, "role": row.role}


def store_message(
    db: Session, case: Case, message: NewMessage, by: str, now: int
) -> SealedObject | None:
    """Store a message in a locked case; return None if these bytes are stored already.

    Args:
        db: The session of this act.
        case: Read for update, so that two messages never take one place.
        message: As it arrived.
        by: ``reporter`` or ``staff``.
        now: Unix seconds.

    Raises:
        Refused: ``damaged``: not a sealed message, another hash, or not for the newest epoch.
        Conflict: ``conflict``: the id is taken by other bytes; ``full``: no room in this case.
    """
    require_sealed(message.data, "message")
    if hashlib.sha256(message.data).digest() != message.sha256 or message.epoch != case.epoch:
        raise Refused("damaged")
    known = db.get(SealedObject, message.id)
    if known is not None:
        if (known.case_id, known.by, known.sha256) != (case.id, by, message.sha256):
            raise Conflict("conflict")
        return None
    _require_room(db, case, by, len(message.data))
    row = _row(db, case, message, by, now)
    db.add(row)
    case.active_on = day_of(now)
    return row


def _require_room(db: Session, case: Case, by: str, size: int) -> None:
    """Refuse what would be one message or one byte too many of this side (``bounds``)."""
    counted = select(func.count(), func.coalesce(func.sum(func.length(SealedObject.data)), 0))
    theirs = (SealedObject.case_id == case.id, SealedObject.kind == "message")
    count, stored = db.execute(counted.where(*theirs, SealedObject.by == by)).one()
    if count >= bounds.MESSAGES[by] or stored + size > bounds.MESSAGE_BYTES[by]:
        raise Conflict("full")


def _row(db: Session, case: Case, message: NewMessage, by: str, now: int) -> SealedObject:
    query = select(func.max(SealedObject.position)).where(SealedObject.case_id == case.id)
    return SealedObject(
        id=message.id,
        case_id=case.id,
        position=(db.scalar(query) or 0) + 1,
        kind="message",
        by=by,
        epoch=message.epoch,
        received_on=day_of(now),
        sha256=message.sha256,
        data=message.data,
    )
