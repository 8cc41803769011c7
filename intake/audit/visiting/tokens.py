"""Making a token, on the auditor's page, with a fresh one-time code."""

from flask import jsonify, session
from flask.typing import ResponseReturnValue

from intake.audit.views import bp
from intake.log.events import Event
from intake.web.declared import allow, logged
from intake.web.services import services
from intake.web.staff import bearer
from intake.web.staff.guards import act_in
from intake.web.staff.posted import json_body
from intake.web.staff.sessions import Session
from intake.web.staff.stepping_up import step_up
from intake.web.words.i18n import gettext
from intake.web.words.words import N_

PROBLEMS = {
    "wrong": (
        403,
        "wrong_code",
        N_("The code is wrong or was used before. Wait for the next one."),
    ),
    "slow": (429, "slow_down", N_("Too many wrong codes. Wait 15 minutes, then try again.")),
}


@bp.post("/token")
@allow("auditor")
@logged(Event.AUDIT_TOKEN, Event.AUTH_STEPUP, Event.AUTH_LOCK)
def make_token() -> ResponseReturnValue:
    """Make the token of a visit with a fresh one-time code; it is shown once."""
    body = json_body()
    code, with_details = body.text("totp", 16), body.flag("details")
    keys = services().config.keys
    with services().database.session() as db:
        act = act_in(db)
        step = step_up(act, keys, code)
        token, until = "", act.now + bearer.FIRST_USE
        if step == "right" and isinstance(session, Session):
            token = bearer.new_token(act, session, "details" if with_details else "log")
            detail = {"scope": "log", "details": with_details, "until": until}
            act.log(Event.AUDIT_TOKEN, detail=detail)
        db.commit()  # What was wrong is counted and logged, too.
    if step != "right":
        status, name, message = PROBLEMS[step]
        return jsonify(error=name, message=gettext(message)), status
    return jsonify(token=token, until=until), 201
