"""What lies in a box, and adding a message to it. Visits are never logged; messages always are."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake.case import rows as sealedrows
from intake.case.rows import NewMessage
from intake.crypto.case.keyfiles import BOX
from intake.crypto.case.receipts import token_hash
from intake.crypto.encoding import b64u
from intake.errors import NotFound
from intake.log.act import Act
from intake.log.events import Event
from intake.store.models import Case, KeyFile, Opening, SealedObject

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


def get_box(db: Session, token: bytes) -> Box:
    """Return the box of a token of 32 bytes; NotFound is the same for every other token."""
    case = db.scalar(select(Case).where(Case.token_hash == token_hash(token)))
    key = db.get(KeyFile, (case.id, case.epoch, BOX)) if case else None
    if case is None or key is None:
        raise NotFound("nothing_here")
    return Box(
        case,
        key.data,
        sealedrows.list_objects(db, case, READABLE),
        sealedrows.list_openings(db, case),
    )


def add_message(act: Act, token: bytes, message: NewMessage) -> bool:
    """Store a message with its log entry; return False if these bytes are stored already.

    Raises:
        NotFound: ``nothing_here``: there is nothing under this token.
        Refused, Conflict: As ``sealedrows.add_message``.
    """
    query = select(Case).where(Case.token_hash == token_hash(token))
    case = act.db.scalar(query.with_for_update())
    if case is None:
        raise NotFound("nothing_here")
    if sealedrows.add_message(act.db, case, message, "reporter", act.now) is None:
        return False
    act.log_intake(Event.MESSAGE_RECEIVED, facts={"message": b64u(message.sha256)})
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
