"""What lies in a box, and adding a message to it. Visits are never logged; messages always are."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake.box.decoy import make_decoy
from intake.case.access.readers import is_readable
from intake.case.standing.claiming import claim
from intake.case.standing.saying import hear
from intake.case.stored.rows import (
    NewObject,
    ObjectRow,
    is_stored,
    list_objects,
    list_openings,
    read_file,
    store_object,
)
from intake.crypto.case.holders import BoxHolder
from intake.crypto.case.receipts import token_hash
from intake.crypto.encoding import b64u
from intake.errors import Conflict, NotFound
from intake.log.act import Act
from intake.log.events import Event
from intake.store.models import Case, KeyFileRow, Opening

READABLE = ("report", "contact", "message")  # The rest is not sealed to anybody in the box.
WORKING = frozenset(
    {"in_contact", "action", "waiting_reporter", "waiting_partner", "paused_safety", "reopened"}
)


@dataclass(frozen=True)
class Box:
    """One case as its reporter gets it: rows in order, and the key file."""

    case: Case
    key: bytes
    objects: Sequence[ObjectRow]
    openings: Sequence[Opening]
    files: Mapping[str, bytes]  # by object id; only of those that were chosen
    readers: bool  # Whether anybody is left here who can open it.


Choose = Callable[[Sequence[ObjectRow]], Sequence[ObjectRow]]


def get_box(db: Session, token: bytes, choose: Choose = tuple) -> Box:
    """Return the box of a token of 32 bytes.

    Args:
        db: Any session.
        token: From the receipt.
        choose: Of which objects the files are read; all of them if left out.

    Raises:
        NotFound: The same for every token that leads nowhere.
    """
    box = _read_box(db, token, choose, None)
    if box is None:
        raise NotFound("nothing_here")
    return box


def get_box_or_decoy(db: Session, token: bytes, choose: Choose, server_key: bytes) -> Box:
    """Return the same, and for a token that leads nowhere what looks like a short box (SPEC 9)."""
    decoy = make_decoy(server_key, token)
    box = _read_box(db, token, choose, decoy.case)
    return box or Box(decoy.case, decoy.key, decoy.objects, (), decoy.files, readers=True)


def _read_box(db: Session, token: bytes, choose: Choose, otherwise: Case | None) -> Box | None:
    """Return the box, or None after asking the database the same about another case."""
    found = db.scalar(select(Case).where(Case.token_hash == token_hash(token)))
    case = found or otherwise
    if case is None:
        return None
    key = db.get(KeyFileRow, (case.id, case.epoch, str(BoxHolder())))
    objects = list_objects(db, case, READABLE)
    openings = list_openings(db, case)
    files = {row.id: read_file(db, row.id) for row in choose(objects)}
    readers = is_readable(db, case.id)
    return Box(case, key.data, objects, openings, files, readers) if found and key else None


def add_message(act: Act, token: bytes, message: NewObject, level: str) -> bool:
    """Store a message with its log entry; return False if these bytes are stored already.

    Args:
        act: Of nobody known.
        token: From the receipt, 32 bytes.
        message: As it arrived.
        level: What the reporter claims for what is in it; it only raises.

    Raises:
        NotFound: ``nothing_here``: there is nothing under this token.
        Conflict: ``no_readers``: nobody is left who could open it, and the page says so.
        Refused, Conflict: As ``rows.store_object`` and ``rows.is_stored``.
    """
    query = select(Case).where(Case.token_hash == token_hash(token))
    case = act.db.scalar(query.with_for_update())
    if case is None:
        raise NotFound("nothing_here")
    if is_stored(act.db, case, message, "reporter"):
        return False
    if not is_readable(act.db, case.id):
        raise Conflict("no_readers")
    hear(act.db, case, store_object(act.db, case, message, "reporter", act.now), act.now)
    claim(act, case, level)
    act.log_intake(Event.MESSAGE_RECEIVED, facts={"message": b64u(message.sha256)})
    return True


def count_openings(box: Box) -> dict[tuple[date, str, str], int]:
    """Return how often a box was opened, by day, role and purpose, in the order of the first.

    Each reload of a caseworker's page is an opening, and many lines of one kind frighten. The
    browser's twin is in ``static/js/public/box/view.js``.
    """
    return dict(Counter((row.opened_on, row.role, row.purpose) for row in box.openings))


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
