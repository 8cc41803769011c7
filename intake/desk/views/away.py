"""Saying until when one is away, or that somebody else is."""

from flask.typing import ResponseReturnValue

from intake.crypto.roster.roster import ROLES as DESK_ROLES
from intake.desk.views.blueprint import bp
from intake.log.events import Event
from intake.roster.away import be_away
from intake.web.declared import allow, logged
from intake.web.staff.guards import actor, one_act
from intake.web.staff.posted import json_body


@bp.post("/away")
@allow(*DESK_ROLES)
@logged(Event.USER_AWAY)
def away() -> ResponseReturnValue:
    """Keep until when one is away, or that one is back; supervisors say it for others, too."""
    body = json_body()
    account, until = body.optional_id("account"), body.optional_day("until")
    with one_act() as act:
        be_away(act, account or actor().id, until)
    return "", 204
