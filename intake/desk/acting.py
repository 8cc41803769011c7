"""What staff do to a case: take it, answer the reporter, change its status. Each is one log entry.

Clients make and sign the key files and seal the messages; the server checks form, hashes and who
may, and stores everything with the entry in one transaction.
"""

from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from intake.case.casework import casework
from intake.case.permission import get_case_to_act_on, is_held, refuse
from intake.case.rows import NewMessage, store_message
from intake.clock import day_of
from intake.crypto.case.holders import AccountHolder, DeskHolder
from intake.crypto.encoding import b64u
from intake.errors import Conflict, Refused
from intake.log.act import Act
from intake.log.events import Event
from intake.roster.members import find_members, lock_members
from intake.store.columns import require_sealed
from intake.store.models import LEVELS, Case, KeyFileRow, SealedObject

EMERGENCY = LEVELS.index("emergency")


@dataclass(frozen=True)
class NewHolders:
    """Key files for the new holders, and the hashes of what they lead to."""

    cover: str | None  # account id
    report: bytes  # SHA-256 of report.age, 32 bytes
    contact: bytes
    key_assignee: bytes  # age file
    key_cover: bytes | None


def take_case(act: Act, case_id: str, taking: NewHolders) -> Case:
    """Give a case to its taker and cover: their key files come, the desk's goes, in one act.

    An emergency keeps the desk's key file until it is closed (DESIGN, crossing 3).
    """
    case = get_case_to_act_on(act, case_id, Event.CASE_ASSIGN)
    if case.assignee is not None:
        raise Conflict("taken")
    lock_members(act)  # Nobody becomes a cover while they are disabled or removed.
    _check_taking(act, case, taking)
    detail = {
        "assignee": act.pseudonym,
        "cover": act.pseudonym_of(taking.cover) if taking.cover else "none",
    }
    if taking.cover is None:
        detail["reason"] = "alone"
    _add_key_file(act, case, act.actor.id, taking.key_assignee)
    if taking.cover is not None and taking.key_cover is not None:
        _add_key_file(act, case, taking.cover, taking.key_cover)
    if case.level != EMERGENCY:
        _drop_desk_key(act.db, case)
    case.assignee, case.cover, case.status = act.actor.id, taking.cover, "assigned"
    case.active_on = day_of(act.now)
    act.log(Event.CASE_ASSIGN, case, detail=detail)
    return case


def _check_taking(act: Act, case: Case, taking: NewHolders) -> None:
    query = select(SealedObject.kind, SealedObject.sha256).where(SealedObject.case_id == case.id)
    stored = dict(act.db.execute(query).all())
    if (stored.get("report"), stored.get("contact")) != (taking.report, taking.contact):
        raise Refused("hashes")
    if (taking.cover is None) != (taking.key_cover is None):
        raise Refused("cover")
    others = list_covers(act)
    if taking.cover not in others if others else taking.cover is not None:
        raise Refused("cover")


def list_covers(act: Act) -> list[str]:
    """Return the account ids of everybody who could cover what the actor takes now."""
    return sorted(find_members(act.db) - {act.actor.id})


def _add_key_file(act: Act, case: Case, account_id: str, data: bytes) -> None:
    require_sealed(data, "key")
    digest = sha256(data).digest()
    holder = str(AccountHolder(account_id))
    row = KeyFileRow(case_id=case.id, epoch=case.epoch, holder=holder, sha256=digest, data=data)
    act.db.add(row)
    detail = {"for": act.pseudonym_of(account_id)}
    act.log(Event.KEY_CREATE, case, facts={"key": b64u(digest)}, detail=detail)


def _drop_desk_key(db: Session, case: Case) -> None:
    holder = str(DeskHolder(case.desk, case.desk_epoch))
    db.execute(delete(KeyFileRow).where(KeyFileRow.case_id == case.id, KeyFileRow.holder == holder))


def answer(act: Act, case_id: str, message: NewMessage) -> SealedObject:
    """Store a sealed answer; the same bytes again are the same answer."""
    case = get_case_to_act_on(act, case_id, Event.CASE_MESSAGE)
    if not is_held(act, case):
        refuse(act, case, case_id, Event.CASE_MESSAGE)  # Whoever answers has taken the case.
    row = store_message(act.db, case, message, "staff", act.now)
    if row is None:
        return act.db.get_one(SealedObject, message.id)
    act.log(Event.CASE_MESSAGE, case, facts={"message": b64u(message.sha256)})
    return row


def change_status(act: Act, case_id: str, status: str, reason: str) -> Case:
    """Move a case to another status, with a reason from the closed list."""
    case = get_case_to_act_on(act, case_id, Event.CASE_STATUS)
    if not casework().allows(case.status, status, reason):
        raise Refused("status")
    detail = {"from": case.status, "to": status, "reason": reason}
    case.status, case.active_on = status, day_of(act.now)
    if status == "closed":
        _drop_desk_key(act.db, case)  # An emergency's; every other lost it when taken.
    act.log(Event.CASE_STATUS, case, detail=detail)
    return case
