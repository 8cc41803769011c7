"""What staff do to a case."""

from flask import jsonify
from flask.typing import ResponseReturnValue

from intake.case.rows import NewMessage
from intake.crypto.roster.roster import ROLES as DESK_ROLES
from intake.desk import acting
from intake.desk.views.blueprint import bp
from intake.desk.views.moves import moves_of
from intake.log.events import Event
from intake.web.declared import allow, logged
from intake.web.staff.guards import one_act
from intake.web.staff.posted import json_body, multipart_body


@bp.post("/<case:case_id>/take")
@allow(*DESK_ROLES)
@logged(Event.CASE_ASSIGN)
def take(case_id: str) -> ResponseReturnValue:
    """Take a case: key files for its new holders."""
    meta, parts = multipart_body({"key_assignee"}, optional="key_cover")
    taking = acting.NewHolders(
        cover=meta.optional_id("cover"),
        report=meta.binary("report", 32),
        contact=meta.binary("contact", 32),
        key_assignee=parts["key_assignee"],
        key_cover=parts.get("key_cover"),
    )
    with one_act() as act:
        case = acting.take_case(act, case_id, taking)
    return jsonify(status=case.status, moves=moves_of(case)), 201


@bp.post("/<case:case_id>/message")
@allow(*DESK_ROLES)
@logged(Event.CASE_MESSAGE)
def message(case_id: str) -> ResponseReturnValue:
    """Store a sealed answer to the reporter."""
    meta, parts = multipart_body({"message"})
    sent = NewMessage(
        id=meta.hex_id("id"),
        epoch=meta.number("epoch"),
        sha256=meta.binary("sha256", 32),
        data=parts["message"],
    )
    with one_act() as act:
        row = acting.answer(act, case_id, sent)
    return jsonify(received_on=row.received_on.isoformat()), 201


@bp.post("/<case:case_id>/status")
@allow(*DESK_ROLES)
@logged(Event.CASE_STATUS)
def status(case_id: str) -> ResponseReturnValue:
    """Move the case to another status."""
    body = json_body()
    new, reason = body.text("status"), body.text("reason")
    with one_act() as act:
        case = acting.change_status(act, case_id, new, reason)
    return jsonify(status=case.status, moves=moves_of(case))
