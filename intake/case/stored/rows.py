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

from intake.case.stored import bounds
from intake.clock import day_of
from intake.crypto.encoding import b64u
from intake.errors import Conflict, NotFound, Refused
from intake.store.columns import require_sealed
from intake.store.models import Account, Case, Opening, SealedObject

SENT = ("summary", "report", "contact")  # What a report consists of; the rest comes later.


@dataclass(frozen=True)
class NewObject:
    """A sealed object as it arrives: a message, or an act of the staff."""

    id: str  # 32 hexadecimal digits, that of the frame inside
    epoch: int
    sha256: bytes  # what the sender says, 32 bytes
    data: bytes  # the age file
    kind: str = "message"


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


def is_stored(db: Session, case: Case, new: NewObject, by: str) -> bool:
    """Tell whether these bytes are stored already: the same bytes again are the same act.

    Raises:
        Refused: ``damaged``: not sealed as its kind is, another hash, or not for the newest epoch.
        Conflict: ``conflict``: the id is taken by other bytes.
    """
    _require_form(case, new)
    known = db.get(SealedObject, new.id)
    if known is None:
        return False
    stored = (known.case_id, known.kind, known.by, known.sha256)
    if stored != (case.id, new.kind, by, new.sha256):
        raise Conflict("conflict")
    return True


def store_object(db: Session, case: Case, new: NewObject, by: str, now: int) -> SealedObject:
    """Store a sealed object in a locked case, at its end.

    Args:
        db: The session of this act.
        case: Read for update, so that two objects never take one place.
        new: As it arrived, not stored yet.
        by: ``reporter`` or ``staff``.
        now: Unix seconds.

    Raises:
        Refused: ``damaged``: not sealed as its kind is, another hash, or not for the newest epoch.
        Conflict: ``full``: no room in this case.
    """
    _require_form(case, new)
    _require_room(db, case, new, by)
    row = _row(db, case, new, by, now)
    db.add(row)
    case.active_on = day_of(now)
    return row


def _require_form(case: Case, new: NewObject) -> None:
    require_sealed(new.data, new.kind)
    if hashlib.sha256(new.data).digest() != new.sha256 or new.epoch != case.epoch:
        raise Refused("damaged")


def _require_room(db: Session, case: Case, new: NewObject, by: str) -> None:
    """Refuse what would be one object or one byte too many of this side (``bounds``)."""
    counted = select(func.count(), func.coalesce(func.sum(func.length(SealedObject.data)), 0))
    kind = SealedObject.kind
    if new.kind == "message":
        room, same = by, kind.in_(["message"])
    elif new.kind in bounds.NOTES:
        room, same = "notes", kind.in_(bounds.NOTES)
    else:
        room, same = "acts", kind.notin_((*SENT, "message", *bounds.NOTES))
    theirs = (SealedObject.case_id == case.id, SealedObject.by == by, same)
    count, stored = db.execute(counted.where(*theirs)).one()
    if count >= bounds.MESSAGES[room] or stored + len(new.data) > bounds.MESSAGE_BYTES[room]:
        raise Conflict("full")


def _row(db: Session, case: Case, new: NewObject, by: str, now: int) -> SealedObject:
    query = select(func.max(SealedObject.position)).where(SealedObject.case_id == case.id)
    return SealedObject(
        id=new.id,
        case_id=case.id,
        position=(db.scalar(query) or 0) + 1,
        kind=new.kind,
        by=by,
        epoch=new.epoch,
        received_on=day_of(now),
        sha256=new.sha256,
        data=new.data,
    )
