"""Opening a case: the entry is committed first, then key file and ciphertext leave (AUDIT list, 3).

``open_case`` decides, logs and takes the key file that the entry allows; the view commits;
``disclose`` adds what is sealed to it. Nothing is logged as opened that is then refused.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from intake.case.casework import casework
from intake.case.permission import Readable, find_desk_key, get_readable_case
from intake.case.rows import (
    ObjectRow,
    describe_object,
    describe_opening,
    list_objects,
    list_openings,
    names_by_account,
)
from intake.clock import day_of
from intake.crypto.case.holders import DeskHolder, Holder
from intake.errors import Refused
from intake.log.act import Act
from intake.log.events import MISMATCH_REASONS, Event
from intake.roster.chain import current_roster
from intake.store.models import LEVELS, Case, KeyFileRow, Opening


@dataclass(frozen=True)
class Release:
    """A case that was opened, and the key file for it as this person gets it."""

    case: Case
    holder: Holder
    keys: dict[str, bytes]  # ``key``; with the desk's key file also ``desk_key``


def open_case(act: Act, case_id: str, purpose: str) -> Release:
    """Log an opening and return its keys; a refusal is logged and raised."""
    check_purpose(purpose)
    readable = get_readable_case(act, case_id, Event.REPORT_OPEN, {"purpose": purpose})
    keys = _take_keys(act, readable)
    log_opening(act, readable, purpose)
    return Release(readable.case, readable.holder, keys)


def check_purpose(purpose: str) -> None:
    """Refuse a purpose that is not the desk's."""
    if purpose not in casework().purposes:
        raise Refused("purpose")


def log_opening(act: Act, readable: Readable, purpose: str) -> None:
    """Log that key file and ciphertext are released, and keep it for the reporter's eyes."""
    case = readable.case
    via = "desk" if isinstance(readable.holder, DeskHolder) else "account"
    act.log(Event.KEY_RELEASE, case, detail={"via": via})
    act.log(Event.REPORT_OPEN, case, detail={"purpose": purpose, "via": via})
    act.db.add(
        Opening(
            id=secrets.token_hex(16),
            case_id=case.id,
            opened_on=day_of(act.now),
            role=act.actor.role,
            purpose=purpose,
            case_seq=case.log_seq,
        )
    )


@dataclass(frozen=True)
class ReleasedFiles:
    """What an opening releases: the key files at once, the others one at a time."""

    meta: dict[str, object]
    keys: dict[str, bytes]  # ``key``, and ``desk_key`` where the desk's opens it
    sizes: dict[str, int]  # of the other files, by object id, in bytes


def _take_keys(act: Act, readable: Readable) -> dict[str, bytes]:
    """Return the key files that make this person a reader; in the act, before any can go."""
    case, holder = readable.case, readable.holder
    keys = {"key": act.db.get_one(KeyFileRow, (case.id, case.epoch, str(holder))).data}
    desk_key = find_desk_key(act.db, current_roster(act.db), act.actor.id)
    if isinstance(holder, DeskHolder) and desk_key is not None:
        keys["desk_key"] = desk_key
    return keys


def disclose(db: Session, opened: Release) -> ReleasedFiles:
    """Return what an opening releases once it is committed."""
    case = db.get_one(Case, opened.case.id)
    objects = list_objects(db, case)
    sizes = {row.id: row.size for row in objects}
    return ReleasedFiles(_meta(db, case, opened.holder, objects), opened.keys, sizes)


def _meta(
    db: Session, case: Case, holder: Holder, objects: Sequence[ObjectRow]
) -> dict[str, object]:
    names = names_by_account(db)
    return {
        "case": case.id,
        "desk": case.desk,
        "desk_epoch": case.desk_epoch,
        "epoch": case.epoch,
        "level": LEVELS[case.level],
        "status": case.status,
        "server_saw": case.server_saw,
        "received_on": case.received_on.isoformat(),
        "assignee": names.get(case.assignee or ""),
        "cover": names.get(case.cover or ""),
        "holder": str(holder),
        "objects": [describe_object(row) for row in objects],
        "openings": [describe_opening(row) for row in list_openings(db, case)],
    }


def report_unreadable(act: Act, case_id: str, reason: str, object_id: str | None) -> None:
    """Log that a client could not open a case or one object, or found its row to differ."""
    case = get_readable_case(act, case_id, Event.CASE_MISMATCH).case
    if reason not in MISMATCH_REASONS:
        raise Refused("reason")
    detail = {"reason": reason} | ({"object": object_id} if object_id else {})
    act.log(Event.CASE_MISMATCH, case, outcome="error", detail=detail)
