"""Storing a report: case, sealed objects, key files and the log entry in one transaction.

The same bytes are the same report, however often they arrive; the same token or identifier with
other bytes is a conflict. Nothing here ever sees a readable word.
"""

import base64
import secrets
from dataclasses import dataclass
from datetime import date

from sqlalchemy import bindparam, exists, insert, or_, select
from sqlalchemy.orm import Session

from intake.clock import day_of, next_hour
from intake.crypto.case.bodies import LEVELS
from intake.crypto.case.holders import BoxHolder, DeskHolder
from intake.crypto.encoding import b64u
from intake.crypto.tlog.merkle import leaf_hash
from intake.errors import Conflict
from intake.log.act import Act, intake_entry
from intake.log.events import Event
from intake.report.arrival import OBJECTS, Arrival
from intake.store.models import Case, DeskKey, KeyFileRow, SealedObject
from intake.store.statements import table_of

Row = dict[str, object]

LEAF_CHARACTERS = 20  # Of base32: 100 bits, enough to find the leaf again and no other.
LEAF_BYTES = 15  # Those that hold them, encoded without padding.

_SAME_OBJECTS = (
    select(SealedObject.id).where(SealedObject.id.in_(bindparam("ids", expanding=True))).limit(1)
)
_SAME_CASES = select(Case.sent_hash, Case.leaf_hash, Case.received_on).where(
    or_(Case.token_hash == bindparam("token"), Case.id == bindparam("case"))
)
_CASES, _DESK_KEYS = table_of(Case), table_of(DeskKey)
_CASE_COLUMNS = (
    *("id", "desk", "desk_epoch", "epoch", "level", "highest", "status", "server_saw"),
    "alarm_at",
    *("received_on", "active_on", "waiting_on", "said"),
    *("token_hash", "sent_hash", "leaf_hash", "log_ref", "log_seq"),
)
_CASE = {name: bindparam(name, type_=_CASES.c[name].type) for name in _CASE_COLUMNS}
# A desk epoch is known while somebody holds a key file for it.
_HAS_DESK = exists().where(
    _DESK_KEYS.c.desk == _CASE["desk"], _DESK_KEYS.c.epoch == _CASE["desk_epoch"]
)
_ADD_CASE = (
    insert(_CASES)
    .from_select(_CASE_COLUMNS, select(*_CASE.values()).where(_HAS_DESK), include_defaults=False)
    .execution_options(preserve_rowcount=True)  # Of an INSERT nobody asks it otherwise.
)
_ADD_OBJECT, _ADD_KEY_FILE = insert(table_of(SealedObject)), insert(table_of(KeyFileRow))


@dataclass(frozen=True)
class Acceptance:
    """What is told to the reporter: leaf hash, day of receipt, and whether it was the first."""

    leaf: str
    received_on: date
    new: bool


def receive(act: Act, arrival: Arrival) -> Acceptance:
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
    run = db.connection().execute
    if arrival.is_stale or not run(_ADD_CASE, _case(arrival, hashed, now)).rowcount:
        known = find_received(db, arrival)
        if known is None:
            raise Conflict("stale")
        return known
    run(_ADD_OBJECT, _objects(arrival, now))
    run(_ADD_KEY_FILE, _key_files(arrival))
    act.log_intake_entries(leaves)
    return Acceptance(_leaf_text(hashed), day_of(now), new=True)


def _leaves(arrival: Arrival, now: int) -> list[bytes]:
    """Return the three entries of a report: itself first, then its key files."""
    hashes = {name: b64u(digest) for name, digest in arrival.hashes.items()}
    received = {name: hashes[name] for name in ("contact", "report")}
    entries = [
        (Event.REPORT_RECEIVED, received),
        *((Event.KEY_CREATE, {"key": hashes[name]}) for name in ("key_desk", "key_box")),
    ]
    return [intake_entry(event, now, facts) for event, facts in entries]


def find_received(db: Session, arrival: Arrival) -> Acceptance | None:
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
    return Acceptance(_leaf_text(cases[0].leaf_hash), cases[0].received_on, new=False)


def find_by_token(db: Session, token_hash: bytes) -> Acceptance | None:
    """Return what was answered when a report arrived under this token, 32 bytes, or None."""
    query = select(Case.leaf_hash, Case.received_on).where(Case.token_hash == token_hash)
    found = db.execute(query).one_or_none()
    return found and Acceptance(_leaf_text(found.leaf_hash), found.received_on, new=False)


def _case(arrival: Arrival, leaf: bytes, now: int) -> Row:
    return {
        "id": arrival.case,
        "desk": arrival.desk,
        "desk_epoch": arrival.desk_epoch,
        "epoch": 0,
        "level": LEVELS.index(arrival.level),
        "highest": LEVELS.index(arrival.level),
        "status": "new",
        "alarm_at": next_hour(now) if arrival.level == LEVELS[0] else None,
        "server_saw": arrival.server_saw,
        "received_on": day_of(now),
        "active_on": day_of(now),
        "waiting_on": day_of(now),
        "said": len(OBJECTS) - 1,  # The last of the three that came together.
        "token_hash": arrival.token_hash,
        "sent_hash": arrival.sent_hash,
        "leaf_hash": leaf,
        "log_ref": secrets.token_hex(16),
        "log_seq": 0,
    }


def _objects(arrival: Arrival, now: int) -> list[Row]:
    common = {"by": "reporter", "epoch": 0, "received_on": day_of(now)}
    return [
        {"id": arrival.ids[kind], "position": position, "kind": kind, **common}
        | _file(arrival, kind)
        for position, kind in enumerate(OBJECTS)
    ]


def _key_files(arrival: Arrival) -> list[Row]:
    desk = DeskHolder(arrival.desk, arrival.desk_epoch)
    holders = {"key_desk": str(desk), "key_box": str(BoxHolder())}
    return [
        {"epoch": 0, "holder": holder} | _file(arrival, name) for name, holder in holders.items()
    ]


def _file(arrival: Arrival, name: str) -> Row:
    return {
        "case_id": arrival.case,
        "sha256": arrival.hashes[name],
        "data": arrival.files[name],
    }


def _leaf_text(leaf: bytes) -> str:
    return base64.b32encode(leaf[:LEAF_BYTES]).decode()[:LEAF_CHARACTERS]
