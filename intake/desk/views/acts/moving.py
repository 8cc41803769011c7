"""Deciding about a case: status, level, aside, closed, open again, and who is on it."""

from flask.typing import ResponseReturnValue

from intake.case.stored.rows import NewObject
from intake.crypto.roster.roster import ROLES as DESK_ROLES
from intake.desk.acts import closing, pausing, urgency
from intake.desk.acts.urgency import Aside, NewLevel
from intake.desk.views.acts.answering import Doing, answer_act, sealed_act
from intake.desk.views.blueprint import bp
from intake.log.events import Event
from intake.web.declared import allow, logged
from intake.web.staff.posted import JsonBody, json_body


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


@sealed_act("level", "level")
@logged(Event.CASE_LEVEL, Event.CASE_PROPOSE)
def level(case_id: str, frame: NewObject, meta: JsonBody) -> Doing:
    """Raise or lower how urgent a case is; an emergency is lowered by two."""
    change = NewLevel(before=meta.text("from"), after=meta.text("to"), reason=meta.text("reason"))
    return lambda act: urgency.change_level(act, case_id, frame, change)


@sealed_act("aside", "aside")
@logged(Event.CASE_ASIDE, Event.CASE_PROPOSE)
def aside(case_id: str, frame: NewObject, meta: JsonBody) -> Doing:
    """Set a case aside, or take it back; what is urgent is set aside by two."""
    wish = Aside(aside=meta.flag("aside"), reason=meta.text("reason"))
    return lambda act: urgency.set_aside(act, case_id, frame, wish)


@sealed_act("close", "closing")
@logged(Event.CASE_CLOSE, Event.CASE_PROPOSE)
def close(case_id: str, frame: NewObject, meta: JsonBody) -> Doing:
    """Close a case with what came of it; an emergency is closed by two."""
    dispositions = meta.codes("dispositions")
    return lambda act: closing.close_case(act, case_id, frame, dispositions)


@sealed_act("reopen", "reopening")
@logged(Event.CASE_REOPEN)
def reopen(case_id: str, frame: NewObject, meta: JsonBody) -> Doing:
    """Open a closed case again."""
    reason = meta.text("reason")
    return lambda act: closing.reopen_case(act, case_id, frame, reason)


@sealed_act("pause", "pause")
@logged(Event.CASE_STATUS)
def pause(case_id: str, frame: NewObject, meta: JsonBody) -> Doing:
    """Pause contact for safety."""
    reason = meta.text("reason")
    return lambda act: pausing.pause_contact(act, case_id, frame, reason)


@sealed_act("release", "release")
@logged(Event.CASE_STATUS, Event.CASE_PROPOSE)
def release(case_id: str, frame: NewObject, meta: JsonBody) -> Doing:
    """Go on with contact that was paused; two people do."""
    reason = meta.text("reason")
    return lambda act: pausing.release_contact(act, case_id, frame, reason)


@bp.post("/<case:case_id>/on-it")
@allow(*DESK_ROLES)
@logged(Event.CASE_ONIT)
def on_it(case_id: str) -> ResponseReturnValue:
    """Let everybody see who is on an emergency now."""
    instead_of = json_body().optional_id("instead_of")
    return answer_act(lambda act: urgency.be_on_it(act, case_id, instead_of))
