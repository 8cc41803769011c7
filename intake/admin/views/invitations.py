"""Inviting somebody, the list of open invitations, and taking one back."""

from flask import jsonify
from flask.typing import ResponseReturnValue

from intake.admin import inviting
from intake.admin.views.acting import account_act
from intake.admin.views.blueprint import bp
from intake.form.languages import SOURCE
from intake.log.act import Act
from intake.log.events import Event
from intake.web.declared import allow, logged, unlogged
from intake.web.services import services
from intake.web.staff.guards import one_act
from intake.web.staff.posted import json_body
from intake.web.words.i18n import language


@bp.get("/invites")
@allow("administrator")
@unlogged("names and roles of people to come; no link and no token")
def invites() -> ResponseReturnValue:
    """Answer with the open invitations."""
    with services().database.reading() as db:
        return jsonify(invites=inviting.list_open(db, services().clock()))


@bp.post("/invite")
@allow("administrator")
@logged(Event.USER_INVITE)
def invite() -> ResponseReturnValue:
    """Make a one-time invitation; its link is shown once."""
    body = json_body()
    username, role, triage = body.text("username", 32), body.text("role", 20), body.flag("triage")
    with one_act() as act:
        token = inviting.invite(act, services().config.keys, username, role, triage=triage)
    page = "/enrol" if language() == SOURCE else f"/enrol/{language()}"
    return jsonify(link=f"{page}#{token}"), 201


@account_act("revoke-invite", "administrator")
@logged(Event.USER_INVITE)
def revoke_invite(act: Act, account_id: str) -> None:
    """Take an invitation back that nobody has used."""
    inviting.revoke(act, account_id)
