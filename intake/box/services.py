"""What lies in a box, and adding a message to it. Visits are never logged; messages always are."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from intake import auditlog
from intake.clock import day_of
from intake.crypto import age
from intake.crypto.encoding import b64u
from intake.crypto.header import AgeError
from intake.crypto.keyfiles import BOX
from intake.crypto.receipts import token_hash
from intake.errors import Conflict, NotFound, Refused
from intake.logevents import Event, Log
from intake.models import Case, KeyFile, Opening, SealedObject

READABLE = ("report", "contact", "message")  # The rest is not sealed to anybody in the box.
WORKING = frozenset(
    {"in_contact", "action", "waiting_reporter", "waiting_partner", "paused_safety", "reopened"}
)


@dataclass(frozen=True)
class Box:
    """One case as its reporter gets it: rows in order, and the key file."""

    case: Case
    key: bytes
    objects: Sequence[SealedObject]
    openings: Sequence[Opening]


@dataclass(frozen=True)
class NewMessage:
    """A sealed message as it arrives."""

    id: str  # 32 hexadecimal digits, that of the frame inside
    epoch: int
    sha256: bytes  # what the sender says, 32 bytes
    data: bytes  # the age file


def get_box(db: Session, token: bytes) -> Box:
    """Return the box of a token of 32 bytes; NotFound is the same for every other token."""
    case = db.scalar(select(Case).where(Case.token_hash == token_hash(token)))
    key = db.get(KeyFile, (case.id, case.epoch, BOX)) if case else None
    if case is None or key is None:
        raise NotFound("nothing_here")
    return Box(
        case,
        key.data,
        db.scalars(
            select(SealedObject)
            .where(SealedObject.case_id == case.id, SealedObject.kind.in_(READABLE))
            .order_by(SealedObject.position)
        ).all(),
        db.scalars(
            select(Opening).where(Opening.case_id == case.id).order_by(Opening.case_seq)
        ).all(),
    )


def add_message(db: Session, token: bytes, message: NewMessage, now: int) -> bool:
    """Store a message with its log entry; return False if these bytes are stored already.

    Raises:
        NotFound: ``nothing_here``: there is nothing under this token.
        Refused: ``damaged``: not a sealed message, another hash, or not for the newest epoch.
        Conflict: ``conflict``: the id is taken by other bytes.
    """
    query = select(Case).where(Case.token_hash == token_hash(token))
    case = db.scalar(query.with_for_update())
    if case is None:
        raise NotFound("nothing_here")
    _check_message(case, message)
    known = db.get(SealedObject, message.id)
    if known is not None:
        if (known.case_id, known.by, known.sha256) != (case.id, "reporter", message.sha256):
            raise Conflict("conflict")
        return False
    db.add(_object(db, case, message, now))
    case.active_on = day_of(now)
    facts = {"message": b64u(message.sha256)}
    auditlog.append(db, Log.INTAKE, Event.MESSAGE_RECEIVED, now=now, facts=facts)
    return True


def steps_done(box: Box) -> list[str]:
    """Return which of the words of words.STATUS are true of the case, in their order."""
    status = box.case.status
    answered = any(row.by == "staff" for row in box.objects)
    reached = {
        "received": True,
        "read": bool(box.openings) or status != "new",
        "answered": answered,
        "working": status in WORKING,
        "closed": status == "closed",
    }
    return [step for step, done in reached.items() if done]


def _check_message(case: Case, message: NewMessage) -> None:
    try:
        age.check_sealed(message.data, "message")
    except AgeError:
        raise Refused("damaged") from None
    if hashlib.sha256(message.data).digest() != message.sha256 or message.epoch != case.epoch:
        raise Refused("damaged")


def _object(db: Session, case: Case, message: NewMessage, now: int) -> SealedObject:
    query = select(func.max(SealedObject.position)).where(SealedObject.case_id == case.id)
    return SealedObject(
        id=message.id,
        case_id=case.id,
        position=(db.scalar(query) or 0) + 1,
        kind="message",
        by="reporter",
        epoch=message.epoch,
        received_on=day_of(now),
        sha256=message.sha256,
        data=message.data,
    )
