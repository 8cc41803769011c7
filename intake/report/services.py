"""Storing a report: case, sealed objects, key files and the log entry in one transaction.

The same bytes are the same report, however often they arrive; the same token or identifier with
other bytes is a conflict. Nothing here ever sees a readable word.
"""

import base64
import secrets
from dataclasses import dataclass

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import Session

from intake.clock import day_of
from intake.crypto.case.bodies import LEVELS
from intake.crypto.case.keyfiles import BOX, desk_holder
from intake.crypto.encoding import b64u
from intake.crypto.tlog.merkle import leaf_hash
from intake.errors import Conflict
from intake.log.act import Act, intake_entry
from intake.log.events import Event
from intake.report.arrival import OBJECTS, Arrival
from intake.store.driver import Driver, Row, insertion
from intake.store.models import Case, KeyFile, SealedObject

LEAF_CHARACTERS = 20  # Of base32: 100 bits, enough to find the leaf again and no other.

_SAME_OBJECTS = (
    select(SealedObject.id).where(SealedObject.id.in_(bindparam("ids", expanding=True))).limit(1)
)
_SAME_CASES = select(Case.sent_hash, Case.leaf_hash).where(
    or_(Case.token_hash == bindparam("token"), Case.id == bindparam("case"))
)
# A desk epoch is known while somebody holds a key file for it.
_ADD_CASE = insertion(
    Case,
    (
        *("id", "desk", "desk_epoch", "epoch", "level", "status", "server_saw"),
        *("received_on", "active_on", "token_hash", "sent_hash", "leaf_hash", "log_ref", "log_seq"),
    ),
    "EXISTS (SELECT 1 FROM desk_keys WHERE desk = ? AND epoch = ?)",
)
_ADD_OBJECT = insertion(
    SealedObject,
    ("id", "case_id", "position", "kind", "by", "epoch", "received_on", "sha256", "data"),
)
_ADD_KEY_FILE = insertion(KeyFile, ("case_id", "epoch", "holder", "sha256", "data"))


@dataclass(frozen=True)
class Received:
    """What is told to the reporter: the start of the leaf hash, and whether this was the first."""

    leaf: str
    new: bool


def receive(act: Act, arrival: Arrival) -> Received:
    """Store a checked arrival with its log entries.

    Nothing is asked first: what is stored already shows as an IntegrityError, after which the
    transaction is undone and ``find_received`` tells which it was.

    Raises:
        Conflict: ``conflict``: as ``find_received``; ``stale``: it was made for another form, or is
            sealed to a desk that nobody here can open.
        IntegrityError: Its token, case or an object's id is stored already.
    """
    db, now = act.db, act.now
    leaves = _leaves(arrival, now)
    hashed = leaf_hash(leaves[0])
    driver = Driver(db)
    if arrival.is_stale or not driver.change(_ADD_CASE, *_case(arrival, hashed, now)):
        known = find_received(db, arrival)
        if known is None:
            raise Conflict("stale")
        return known
    with driver.together():
        driver.change_each(_ADD_OBJECT, _objects(arrival, now))
        driver.change_each(_ADD_KEY_FILE, _key_files(arrival))
    act.log_intake_entries(leaves)
    return Received(_leaf_text(hashed), new=True)


def _leaves(arrival: Arrival, now: int) -> list[bytes]:
    """Return the three entries of a report: itself first, then its key files."""
    hashes = {name: b64u(digest) for name, digest in arrival.hashes.items()}
    received = {name: hashes[name] for name in ("contact", "report")}
    entries = [
        (Event.REPORT_RECEIVED, received),
        *((Event.KEY_CREATE, {"key": hashes[name]}) for name in ("key_desk", "key_box")),
    ]
    return [intake_entry(event, now, facts) for event, facts in entries]


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


def _case(arrival: Arrival, leaf: bytes, now: int) -> Row:
    desk = (arrival.desk, arrival.desk_epoch)
    plain = (*desk, 0, LEVELS.index(arrival.level), "new", arrival.server_saw)
    days = (day_of(now), day_of(now))
    hashes = (arrival.token_hash, arrival.sent_hash, leaf)
    return (arrival.case, *plain, *days, *hashes, secrets.token_hex(16), 0, *desk)


def _objects(arrival: Arrival, now: int) -> list[Row]:
    day = day_of(now)
    return [
        (arrival.ids[kind], arrival.case, position, kind, "reporter", 0, day, *_file(arrival, kind))
        for position, kind in enumerate(OBJECTS)
    ]


def _key_files(arrival: Arrival) -> list[Row]:
    holders = {"key_desk": desk_holder(arrival.desk, arrival.desk_epoch), "key_box": BOX}
    return [(arrival.case, 0, holder, *_file(arrival, name)) for name, holder in holders.items()]


def _file(arrival: Arrival, name: str) -> Row:
    return arrival.hashes[name], arrival.files[name]


def _leaf_text(leaf: bytes) -> str:
    return base64.b32encode(leaf).decode()[:LEAF_CHARACTERS]
