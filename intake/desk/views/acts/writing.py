"""Writing in a case: answers, notes, tries to reach the reporter, and why no answer is needed."""

from flask import jsonify
from flask.typing import ResponseReturnValue

from intake.case.stored.rows import NewObject
from intake.crypto.roster.roster import ROLES as DESK_ROLES
from intake.desk.acts import writing
from intake.desk.acts.writing import Contact
from intake.desk.views.acts.answering import Doing, frame_in, sealed_act
from intake.desk.views.blueprint import bp
from intake.log.events import Event
from intake.web.declared import allow, logged
from intake.web.staff.guards import one_act
from intake.web.staff.posted import JsonBody, multipart_body


@bp.post("/<case:case_id>/message")
@allow(*DESK_ROLES)
@logged(Event.CASE_MESSAGE)
def message(case_id: str) -> ResponseReturnValue:
    """Store a sealed answer to the reporter, unless something newer is unread."""
    meta, parts = multipart_body({"message"})
    sent, seen = frame_in(meta, parts["message"], "message"), meta.number("seen")
    despite = meta.optional_text("despite")
    with one_act() as act:
        row = writing.answer(act, case_id, sent, seen, despite)
    return jsonify(received_on=row.received_on.isoformat()), 201


@sealed_act("settle", "settled")
@logged(Event.CASE_SETTLE)
def settle(case_id: str, frame: NewObject, meta: JsonBody) -> Doing:
    """Keep why what was said so far needs no answer."""
    reason, seen = meta.text("reason"), meta.number("seen")
    return lambda act: writing.settle_words(act, case_id, frame, reason, seen)


@sealed_act("note", "note")
@logged(Event.CASE_NOTE)
def note(case_id: str, frame: NewObject, _meta: JsonBody) -> Doing:
    """Keep a note for those who hold the case."""
    return lambda act: writing.write_note(act, case_id, frame)


@sealed_act("contacted", "contacted")
@logged(Event.CASE_CONTACT)
def contacted(case_id: str, frame: NewObject, meta: JsonBody) -> Doing:
    """Keep that somebody tried to reach the reporter outside the box."""
    tried = Contact(via=meta.text("via"), agreed=meta.flag("agreed"), outcome=meta.text("outcome"))
    return lambda act: writing.note_contact(act, case_id, frame, tried)
