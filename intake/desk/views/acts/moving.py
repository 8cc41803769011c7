"""Deciding about a case: status, level, aside, closed, open again, and who is on it."""

from flask.typing import ResponseReturnValue

from intake.crypto.roster.roster import ROLES as DESK_ROLES
from intake.desk.acts import closing, urgency
from intake.desk.acts.urgency import Aside, NewLevel
from intake.desk.views.acts.answering import answer_act, frame_in
from intake.desk.views.blueprint import bp
from intake.log.events import Event
from intake.web.declared import allow, logged
from intake.web.staff.posted import json_body, multipart_body


@bp.post("/<case:case_id>/status")
@allow(*DESK_ROLES)
@logged(Event.CASE_STATUS)
def status(case_id: str) -> ResponseReturnValue:
    """Move the case to another status."""
    body = json_body()
    new, reason, before = body.text("status"), body.text("reason"), body.optional_text("from")
    return answer_act(
        lambda act: closing.change_status(act, case_id, new, reason, before), status=200
    )


@bp.post("/<case:case_id>/level")
@allow(*DESK_ROLES)
@logged(Event.CASE_LEVEL, Event.CASE_PROPOSE)
def level(case_id: str) -> ResponseReturnValue:
    """Raise or lower how urgent a case is; an emergency is lowered by two."""
    meta, parts = multipart_body({"frame"})
    frame = frame_in(meta, parts["frame"], "level")
    change = NewLevel(before=meta.text("from"), after=meta.text("to"), reason=meta.text("reason"))
    return answer_act(lambda act: urgency.change_level(act, case_id, frame, change))


@bp.post("/<case:case_id>/aside")
@allow(*DESK_ROLES)
@logged(Event.CASE_ASIDE, Event.CASE_PROPOSE)
def aside(case_id: str) -> ResponseReturnValue:
    """Set a case aside, or take it back; what is urgent is set aside by two."""
    meta, parts = multipart_body({"frame"})
    frame = frame_in(meta, parts["frame"], "aside")
    wish = Aside(aside=meta.flag("aside"), reason=meta.text("reason"))
    return answer_act(lambda act: urgency.set_aside(act, case_id, frame, wish))


@bp.post("/<case:case_id>/close")
@allow(*DESK_ROLES)
@logged(Event.CASE_CLOSE, Event.CASE_PROPOSE)
def close(case_id: str) -> ResponseReturnValue:
    """Close a case with what came of it; an emergency is closed by two."""
    meta, parts = multipart_body({"frame"})
    frame = frame_in(meta, parts["frame"], "closing")
    dispositions = meta.codes("dispositions")
    return answer_act(lambda act: closing.close_case(act, case_id, frame, dispositions))


@bp.post("/<case:case_id>/reopen")
@allow(*DESK_ROLES)
@logged(Event.CASE_REOPEN)
def reopen(case_id: str) -> ResponseReturnValue:
    """Open a closed case again."""
    meta, parts = multipart_body({"frame"})
    frame, reason = frame_in(meta, parts["frame"], "reopening"), meta.text("reason")
    return answer_act(lambda act: closing.reopen_case(act, case_id, frame, reason))


@bp.post("/<case:case_id>/on-it")
@allow(*DESK_ROLES)
@logged(Event.CASE_ONIT)
def on_it(case_id: str) -> ResponseReturnValue:
    """Let everybody see who is on an emergency now."""
    instead_of = json_body().optional_id("instead_of")
    return answer_act(lambda act: urgency.be_on_it(act, case_id, instead_of))
