"""What staff write in a case: answers to the reporter, notes, tries to reach them.

What was said is answered by an answer or by a reason why it needs none, and only by somebody who
has read all of it.
"""

from dataclasses import dataclass

from intake.case.access.people import mark_own, require_newest
from intake.case.access.permission import get_case_to_act_on, get_held_case
from intake.case.access.refusing import forbid
from intake.case.acts import record
from intake.case.rules.casework import casework
from intake.case.standing.pausing import is_paused
from intake.case.standing.saying import is_unanswered, settle
from intake.case.stored.rows import NewObject, is_stored, store_object
from intake.crypto.encoding import b64u
from intake.errors import Conflict, Refused
from intake.log.act import Act
from intake.log.events import Event
from intake.store.models import Case, SealedObject


def answer(
    act: Act, case_id: str, message: NewObject, seen: int, despite: str | None = None
) -> SealedObject:
    """Store a sealed answer to everything said up to a position; the same bytes are the same.

    Args:
        act: Of who answers.
        case_id: The case.
        message: What is sent.
        seen: The position of the newest thing said that was read.
        despite: Why they answer although contact is paused, or no answer is wanted, a code. That
            it is paused the server knows; what is wanted stands in the sealed contact file.
    """
    case = get_held_case(act, case_id, Event.CASE_MESSAGE)
    if is_stored(act.db, case, message, "staff"):
        return act.db.get_one(SealedObject, message.id)
    if despite is not None and despite not in casework().acts["despite"]:
        raise Refused("despite")
    if is_paused(case) and despite is None:
        forbid(act, case, Event.CASE_MESSAGE, Conflict("paused"))
    require_newest(act, case, seen)
    row = store_object(act.db, case, message, "staff", act.now)
    settle(act.db, case, act.now)
    mark_own(act.db, case, act.actor.id, row.position)
    detail = {"reason": despite} if despite else {}
    act.log(Event.CASE_MESSAGE, case, facts={"message": b64u(message.sha256)}, detail=detail)
    return row


def settle_words(act: Act, case_id: str, frame: NewObject, reason: str, seen: int) -> Case:
    """Decide that what was said up to a position needs no answer; the other holder reads why."""
    case = get_held_case(act, case_id, Event.CASE_SETTLE)
    if is_stored(act.db, case, frame, "staff"):
        return case
    if reason not in casework().acts["settled"]:
        raise Refused("reason")
    require_newest(act, case, seen)
    if not is_unanswered(case):
        raise Conflict("changed")
    settle(act.db, case, act.now)
    record(act, case, Event.CASE_SETTLE, frame, {"reason": reason})
    return case


def write_note(act: Act, case_id: str, frame: NewObject) -> Case:
    """Keep a note for those who hold the case."""
    case = get_held_case(act, case_id, Event.CASE_NOTE)
    if not is_stored(act.db, case, frame, "staff"):
        record(act, case, Event.CASE_NOTE, frame, {})
    return case


@dataclass(frozen=True)
class Contact:
    """How somebody tried to reach the reporter outside the box."""

    via: str
    agreed: bool  # whether they had said that they may be reached so
    outcome: str


def note_contact(act: Act, case_id: str, frame: NewObject, contact: Contact) -> Case:
    """Keep that somebody tried to reach the reporter."""
    case = get_case_to_act_on(act, case_id, Event.CASE_CONTACT)
    if is_stored(act.db, case, frame, "staff"):
        return case
    if contact.via not in casework().contact["via"]:
        raise Refused("via")
    if contact.outcome not in casework().contact["outcome"]:
        raise Refused("outcome")
    detail = {"via": contact.via, "agreed": contact.agreed, "outcome": contact.outcome}
    record(act, case, Event.CASE_CONTACT, frame, detail)
    return case
