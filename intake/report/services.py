"""Storing a report: case, sealed objects, key files and the log entry in one transaction.

The same bytes are the same report, however often they arrive; the same token or identifier with
other bytes is a conflict. Nothing here ever sees a readable word.
"""

import base64
import secrets
from dataclasses import dataclass

from sqlalchemy import bindparam, insert, or_, select
from sqlalchemy.orm import Session

from intake import auditlog
from intake.clock import DAY, day_of
from intake.crypto.bodies import LEVELS
from intake.crypto.encoding import b64u
from intake.crypto.keyfiles import BOX, desk_holder
from intake.crypto.merkle import leaf_hash
from intake.errors import Conflict
from intake.logevents import Event, Log
from intake.logleaf import Leaf, encode_leaf
from intake.models import Case, DeskKey, KeyFile, SealedObject
from intake.report.arrival import Arrival

LEAF_CHARACTERS = 20  # Of base32: 100 bits, enough to find the leaf again and no other.

# Made once, and over tables instead of objects: accepting a report then takes half as long.
_SAME_OBJECTS = (
    select(SealedObject.id).where(SealedObject.id.in_(bindparam("ids", expanding=True))).limit(1)
)
_SAME_CASES = select(Case.sent_hash, Case.leaf_hash).where(
    or_(Case.token_hash == bindparam("token"), Case.id == bindparam("case"))
)
_DESK_KEY = (
    select(DeskKey.account_id)
    .where(DeskKey.desk == bindparam("desk"), DeskKey.epoch == bindparam("epoch"))
    .limit(1)
)
_ADD_CASE, _ADD_OBJECTS, _ADD_KEY_FILES = (
    insert(model.__table__)  # type: ignore[arg-type]
    for model in (Case, SealedObject, KeyFile)
)


@dataclass(frozen=True)
class Received:
    """What is told to the reporter: the start of the leaf hash, and whether this was the first."""

    leaf: str
    new: bool


def receive(db: Session, arrival: Arrival, now: int) -> Received:
    """Store a checked arrival with its log entries, or find that it is stored already.

    Raises:
        Conflict: ``conflict``: its token, case or an object's id belongs to other bytes; ``stale``:
            it was made for another form, or is sealed to a desk that nobody here can open.
    """
    known = find_received(db, arrival)
    if known:
        return known
    if arrival.is_stale or not _desk_is_known(db, arrival):
        raise Conflict("stale")
    facts = {name: b64u(arrival.sha256(name)) for name in ("contact", "report")}
    leaf = Leaf(Event.REPORT_RECEIVED, now - now % DAY, None, None, None, facts)
    hashed = leaf_hash(encode_leaf(Log.INTAKE, leaf))
    db.execute(_ADD_CASE, _case(arrival, hashed, now))
    db.execute(_ADD_OBJECTS, _objects(arrival, now))
    db.execute(_ADD_KEY_FILES, _key_files(arrival))
    auditlog.append(db, Log.INTAKE, Event.REPORT_RECEIVED, now=now, facts=facts)
    for name in ("key_desk", "key_box"):
        key = {"key": b64u(arrival.sha256(name))}
        auditlog.append(db, Log.INTAKE, Event.KEY_CREATE, now=now, facts=key)
    return Received(_leaf_text(hashed), new=True)


def find_received(db: Session, arrival: Arrival) -> Received | None:
    """Return what was answered when these bytes arrived before, or None.

    Raises:
        Conflict: ``conflict``: something of it is stored with other bytes.
    """
    # Objects first: what a faster twin commits between the two is then found as its case.
    ids = {"ids": list(arrival.ids.values())}
    has_objects = db.connection().execute(_SAME_OBJECTS, ids).first() is not None
    where = {"token": arrival.token_hash, "case": arrival.case}
    cases = db.connection().execute(_SAME_CASES, where).all()
    if not cases and not has_objects:
        return None
    if len(cases) != 1 or cases[0].sent_hash != arrival.sent_hash:
        raise Conflict("conflict")
    return Received(_leaf_text(cases[0].leaf_hash), new=False)


def find_by_token(db: Session, token_hash: bytes) -> Received | None:
    """Return what was answered when a report arrived under this token, 32 bytes, or None."""
    query = select(Case.leaf_hash).where(Case.token_hash == token_hash)
    leaf = db.scalar(query)
    return None if leaf is None else Received(_leaf_text(leaf), new=False)


def _desk_is_known(db: Session, arrival: Arrival) -> bool:
    """A desk epoch is known while somebody holds a key file for it."""
    where = {"desk": arrival.desk, "epoch": arrival.desk_epoch}
    return db.connection().execute(_DESK_KEY, where).first() is not None


def _case(arrival: Arrival, leaf: bytes, now: int) -> dict[str, object]:
    return {
        "id": arrival.case,
        "desk": arrival.desk,
        "desk_epoch": arrival.desk_epoch,
        "level": LEVELS.index(arrival.level),
        "server_saw": arrival.server_saw,
        "received_on": day_of(now),
        "active_on": day_of(now),
        "token_hash": arrival.token_hash,
        "sent_hash": arrival.sent_hash,
        "leaf_hash": leaf,
        "log_ref": secrets.token_hex(16),
    }


def _objects(arrival: Arrival, now: int) -> list[dict[str, object]]:
    return [
        {
            "id": arrival.ids[kind],
            "case_id": arrival.case,
            "position": position,
            "kind": kind,
            "by": "reporter",
            "epoch": 0,
            "received_on": day_of(now),
            "sha256": arrival.sha256(kind),
            "data": arrival.files[kind],
        }
        for position, kind in enumerate(("summary", "report", "contact"))
    ]


def _key_files(arrival: Arrival) -> list[dict[str, object]]:
    holders = {"key_desk": desk_holder(arrival.desk, arrival.desk_epoch), "key_box": BOX}
    return [
        {
            "case_id": arrival.case,
            "epoch": 0,
            "holder": holder,
            "sha256": arrival.sha256(name),
            "data": arrival.files[name],
        }
        for name, holder in holders.items()
    ]


def _leaf_text(leaf: bytes) -> str:
    return base64.b32encode(leaf).decode()[:LEAF_CHARACTERS]
