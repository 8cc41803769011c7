"""Taking a case, confirming one's own key file, and giving the desk a key file again."""

from collections.abc import Set
from dataclasses import dataclass

from sqlalchemy import select

from intake.case.access.capacity import rest_on
from intake.case.access.people import EMERGENCY, list_excluded, person_of
from intake.case.access.permission import (
    get_case_to_take,
    get_held_case,
    get_readable_case,
    is_screened,
)
from intake.case.access.readers import SURE
from intake.case.access.refusing import forbid, refuse
from intake.case.standing.pausing import come_to
from intake.case.standing.proposals import end_outdated
from intake.clock import day_of
from intake.crypto.case.holders import AccountHolder
from intake.desk.acts.holding.keys import (
    add_key_file,
    confirms_desk_key,
    desk_of,
    drop_desk_key_when_safe,
    has_key_file,
    wants_desk_key,
)
from intake.errors import Conflict, Refused
from intake.log.act import Act
from intake.log.events import Event
from intake.roster.members import find_members, lock_members
from intake.store.models import Case, SealedObject


@dataclass(frozen=True)
class Hashes:
    """SHA-256 of report.age and contact.age, 32 bytes each, as a client read them."""

    report: bytes
    contact: bytes


@dataclass(frozen=True)
class NewHolders:
    """Key files for the new holders, and the hashes of what they lead to."""

    assignee: str | None  # account id; None for who takes it
    cover: str | None  # account id
    hashes: Hashes
    key_assignee: bytes  # age file
    key_cover: bytes | None


def take_case(act: Act, case_id: str, taking: NewHolders) -> Case:
    """Give a case to its holders; the desk's key file stays until they have confirmed theirs."""
    case = get_case_to_take(act, case_id)
    if not is_screened(act, case):
        forbid(act, case, Event.CASE_ASSIGN, Conflict("unscreened"))
    lock_members(act)  # Nobody becomes a holder while they are disabled or removed.
    assignee = taking.assignee or act.actor.id
    _check_taking(act, case, assignee, taking)
    detail = {
        "assignee": act.pseudonym_of(assignee),
        "cover": act.pseudonym_of(taking.cover) if taking.cover else "none",
    }
    if taking.cover is None:
        detail["reason"] = "alone"
    case.assignee, case.cover, case.aside = assignee, taking.cover, False
    come_to(case, "assigned")
    case.active_on = day_of(act.now)
    end_outdated(act.db, case, "taken", act.now)
    if case.level == EMERGENCY and assignee == act.actor.id:
        case.on_it = assignee
    add_key_file(act, case, AccountHolder(assignee), taking.key_assignee)
    if taking.cover is not None and taking.key_cover is not None:
        add_key_file(act, case, AccountHolder(taking.cover), taking.key_cover)
    entry = act.log(Event.CASE_ASSIGN, case, detail=detail)
    for holder in filter(None, (case.assignee, case.cover)):
        rest_on(act.db, case, holder, entry)
    return case


def _check_taking(act: Act, case: Case, assignee: str, taking: NewHolders) -> None:
    require_hashes(act, case, taking.hashes)
    if (taking.cover is None) != (taking.key_cover is None):
        raise Refused("cover")
    able = list_able(act, case)
    if assignee not in able:
        raise Refused("assignee")
    others = able - {assignee}
    if taking.cover not in others if others else taking.cover is not None:
        forbid(act, case, Event.CASE_ASSIGN, Refused("cover"))


def require_hashes(act: Act, case: Case, told: Hashes) -> None:
    """Refuse, with ``hashes``, who has read another report or contact than what is stored."""
    query = select(SealedObject.kind, SealedObject.sha256).where(SealedObject.case_id == case.id)
    stored = dict(act.db.execute(query.where(SealedObject.kind.in_(("report", "contact")))).all())
    if (stored.get("report"), stored.get("contact")) != (told.report, told.contact):
        raise Refused("hashes")


def list_able(act: Act, case: Case) -> Set[str]:
    """Return the account ids of members who may hold a case: it is not kept from them."""
    return find_members(act.db) - list_excluded(act.db, case)


def list_covers(act: Act, case: Case) -> list[str]:
    """Return the account ids of everybody who could cover what the actor takes now."""
    return sorted(list_able(act, case) - {act.actor.id})


def confirm(act: Act, case_id: str, read: Hashes) -> Case:
    """Believe a client that the key file it was given opens the case.

    A holder's own: the last of them ends the desk's. The desk's: somebody of triage opened what a
    holder had made, and it counts from now on.
    """
    readable = get_readable_case(act, case_id, Event.CASE_CONFIRM)
    case = readable.case
    is_own = isinstance(readable.holder, AccountHolder)
    if not is_own and not confirms_desk_key(act, case):
        refuse(act, case, case_id, Event.CASE_CONFIRM)
    require_hashes(act, case, read)
    if is_own:
        person_of(act.db, case, act.actor.id).confirmed = True
    else:
        case.desk_key, case.desk_key_by = SURE, None
    act.log(Event.CASE_CONFIRM, case, detail={"via": "account" if is_own else "desk"})
    drop_desk_key_when_safe(act, case)
    return case


def give_desk_key(act: Act, case_id: str, read: Hashes, data: bytes) -> Case:
    """Let the desk read an emergency again that was raised or reopened by its holders."""
    case = get_held_case(act, case_id, Event.KEY_CREATE)
    require_hashes(act, case, read)
    if not wants_desk_key(case):
        has_one = has_key_file(act, case, desk_of(case))
        raise Conflict("desk_key_there") if has_one else Refused("no_emergency")
    add_key_file(act, case, desk_of(case), data)
    return case
