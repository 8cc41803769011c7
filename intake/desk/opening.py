"""Opening a case: the entry is committed first, then key file and ciphertext leave (AUDIT list, 3).

``open_case`` decides, logs and takes the key file that the entry allows; the view commits;
``disclose`` adds what is sealed to it. Nothing is logged as opened that is then refused.

While nobody has decided whom a case is kept from, an opening gives the contact file and what was
said of it, and nothing else.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from intake.case.access.capacity import capacity_of
from intake.case.access.people import mark_seen, seen_by
from intake.case.access.permission import (
    Readable,
    find_desk_key,
    get_readable_case,
    granted_for,
    is_screened,
)
from intake.case.access.readers import BAD
from intake.case.access.refusing import forbid
from intake.case.rules.casework import casework
from intake.case.standing.claiming import log_claim
from intake.case.stored.rows import (
    ObjectRow,
    describe_object,
    describe_opening,
    list_objects,
    list_openings,
)
from intake.clock import day_of
from intake.crypto.case.holders import DeskHolder, Holder
from intake.desk.state import describe_state
from intake.errors import Refused
from intake.log.act import Act
from intake.log.codes import MISMATCH_REASONS, UNOPENED_REASONS
from intake.log.events import Event
from intake.roster.chain import current_roster
from intake.store.models import Case, KeyFileRow, Opening

REVIEW = "review"  # A purpose: a second look at a decision.
FIRST = ("contact", "exclusion", "agreement")
"""What is given before anybody decided whom the case is kept from."""


@dataclass(frozen=True)
class Release:
    """A case that was opened, and the key file for it as this person gets it."""

    case: Case
    holder: Holder
    keys: dict[str, bytes]  # ``key``; with the desk's key file also ``desk_key``
    kinds: Sequence[str]  # of objects; none named: all
    seen: int  # position of the newest object released to this person before; -1 for none
    state: dict[str, object]  # as ``describe_state``


def open_case(act: Act, case_id: str, purpose: str) -> Release:
    """Log an opening and return its keys; a refusal is logged and raised."""
    check_purpose(purpose)
    readable = get_readable_case(act, case_id, Event.REPORT_OPEN, {"purpose": purpose})
    _require_review(act, readable.case, purpose)
    case, keys = readable.case, _take_keys(act, readable)
    kinds = () if is_screened(act, case) else FIRST
    seen = seen_by(act.db, case, act.actor.id)
    newest = max((row.position for row in list_objects(act.db, case)), default=0)
    mark_seen(act.db, case, act.actor.id, 0 if kinds else newest)
    if not kinds:
        log_claim(act, case)
    log_opening(act, readable, purpose)
    return Release(case, readable.holder, keys, kinds, seen, describe_state(act, case))


def check_purpose(purpose: str) -> None:
    """Refuse a purpose that is not the desk's."""
    if purpose not in casework().purposes:
        raise Refused("purpose")


def _require_review(act: Act, case: Case, purpose: str) -> None:
    """Refuse any other purpose of who was let in only to be the second person."""
    if purpose != REVIEW and granted_for(act, case) is not None:
        forbid(act, case, Event.REPORT_OPEN, Refused("purpose"), "no_grant")


def log_opening(act: Act, readable: Readable, purpose: str) -> None:
    """Log that key file and ciphertext are released, and keep it for the reporter's eyes."""
    case = readable.case
    via = "desk" if isinstance(readable.holder, DeskHolder) else "account"
    rests = capacity_of(act, case)
    act.log(Event.KEY_RELEASE, case, detail={"via": via})
    act.log(Event.REPORT_OPEN, case, detail={"purpose": purpose, "via": via, **rests})
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
    objects = list_objects(db, case, opened.kinds)
    sizes = {row.id: row.size for row in objects}
    return ReleasedFiles(_meta(db, case, opened, objects), opened.keys, sizes)


def _meta(
    db: Session, case: Case, opened: Release, objects: Sequence[ObjectRow]
) -> dict[str, object]:
    return opened.state | {
        "case": case.id,
        "desk": case.desk,
        "desk_epoch": case.desk_epoch,
        "epoch": case.epoch,
        "server_saw": case.server_saw,
        "received_on": case.received_on.isoformat(),
        "seen": opened.seen,
        "holder": str(opened.holder),
        "objects": [describe_object(row) for row in objects],
        "openings": [describe_opening(row) for row in list_openings(db, case)],
    }


def report_unreadable(act: Act, case_id: str, reason: str, object_id: str | None) -> None:
    """Log that a client could not open a case or one object, or found its row to differ.

    A key file of the desk that did not open a case which somebody holds is known to be bad from now
    on: its holders owe another one, and the emergency stands as one that the desk cannot read.
    """
    readable = get_readable_case(act, case_id, Event.CASE_MISMATCH)
    case, is_desk = readable.case, isinstance(readable.holder, DeskHolder)
    if reason not in MISMATCH_REASONS:
        raise Refused("reason")
    detail = {"reason": reason} | ({"object": object_id} if object_id else {})
    if is_desk and case.assignee and object_id is None and reason in UNOPENED_REASONS:
        case.desk_key = BAD
    act.log(Event.CASE_MISMATCH, case, outcome="error", detail=detail)
