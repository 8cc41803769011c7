"""The administrator's page, and what ends an account."""

from flask.typing import ResponseReturnValue

from intake.admin import people, suspending
from intake.admin.views.blueprint import bp
from intake.crypto.roster.roster import ROLES as DESK_ROLES
from intake.log.events import Event
from intake.web.declared import allow, logged, unlogged
from intake.web.staff.guards import one_act
from intake.web.staff.posted import json_body
from intake.web.staff.rendering import staff_page


@bp.get("/")
@allow("administrator")
@unlogged("an empty page; its script fetches the accounts")
def index() -> ResponseReturnValue:
    """List accounts and open invitations; invite, revoke and disable."""
    return staff_page("admin/index.html", "admin")


@bp.post("/disable")
@allow("administrator")
@logged(Event.USER_DISABLE)
def disable() -> ResponseReturnValue:
    """Disable an account at once."""
    account_id = json_body().hex_id("account")
    with one_act() as act:
        people.disable(act, account_id)
    return "", 204


@bp.post("/suspend")
@allow("administrator", *DESK_ROLES)
@logged(Event.USER_SUSPEND)
def suspend() -> ResponseReturnValue:
    """Keep somebody out at once, until it is undone or they are removed."""
    account_id = json_body().hex_id("account")
    with one_act() as act:
        suspending.suspend(act, account_id)
    return "", 204


@bp.post("/resume")
@allow("administrator", *DESK_ROLES)
@logged(Event.USER_RESUME)
def resume() -> ResponseReturnValue:
    """Let somebody back in who was suspended."""
    account_id = json_body().hex_id("account")
    with one_act() as act:
        suspending.resume(act, account_id)
    return "", 204
