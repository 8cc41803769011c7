"""Opening a case: the entry is committed first, then key file and ciphertext leave (AUDIT list, 3).

``open_case`` decides and logs; the view commits; ``disclose`` reads what the entry allows. Refusals
are logged as well, and look like a case that does not exist.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from intake.case import rows as sealedrows
from intake.case.permission import find_desk_key, get_open_case, holder_for, refuse
from intake.clock import day_of
from intake.errors import NotFound, Refused
from intake.log.act import Act, Actor
from intake.log.events import PURPOSES, REASONS, Event
from intake.roster.chain import current_roster
from intake.store.models import LEVELS, Case, KeyFile, Opening


@dataclass(frozen=True)
class Opened:
    """The case and the name its key file is stored under, for this person."""

    case: Case
    holder: str


def open_case(act: Act, case_id: str, purpose: str) -> Opened | None:
    """Log an opening or its refusal; return None when refused."""
    if purpose not in PURPOSES:
        raise Refused("purpose")
    case = act.db.get(Case, case_id, with_for_update=True)
    holder = holder_for(act.db, case, act.actor) if case else None
    if case is None or holder is None:
        refuse(act, case, {"purpose": purpose})
        return None
    log_opening(act, case, purpose, holder)
    return Opened(case, holder)


def log_opening(act: Act, case: Case, purpose: str, holder: str) -> None:
    """Log that key file and ciphertext are released, and keep it for the reporter's eyes."""
    via = holder.partition(":")[0]
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
class Disclosed:
    """What an opening releases: the key files at once, the others one at a time."""

    meta: dict[str, object]
    keys: dict[str, bytes]  # ``key``, and ``desk_key`` where the desk's opens it
    sizes: dict[str, int]  # of the other files, by object id, in bytes


def disclose(db: Session, opened: Opened, actor: Actor) -> Disclosed:
    """Return what an opening releases."""
    case = db.get_one(Case, opened.case.id)
    objects = sealedrows.list_objects(db, case)
    key = db.get(KeyFile, (case.id, case.epoch, opened.holder))
    if key is None:
        raise NotFound("key_file")
    keys = {"key": key.data}
    if opened.holder.startswith("desk:"):
        desk_key = find_desk_key(db, current_roster(db), actor)
        keys |= {"desk_key": desk_key} if desk_key else {}
    sizes = {row.id: row.size for row in objects}
    return Disclosed(_meta(db, case, opened.holder, objects), keys, sizes)


def _meta(
    db: Session, case: Case, holder: str, objects: Sequence[sealedrows.Stored]
) -> dict[str, object]:
    names = sealedrows.names_by_account(db)
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
        "holder": holder,
        "objects": [sealedrows.describe_object(row) for row in objects],
        "openings": [
            sealedrows.describe_opening(row) for row in sealedrows.list_openings(db, case)
        ],
    }


def report_unreadable(act: Act, case_id: str, reason: str, object_id: str | None) -> None:
    """Log that a client could not open a case or one object, or found its row to differ."""
    case = get_open_case(act, case_id)
    if reason not in REASONS:
        raise Refused("reason")
    detail = {"reason": reason} | ({"object": object_id} if object_id else {})
    act.log(Event.CASE_MISMATCH, case, outcome="error", detail=detail)
