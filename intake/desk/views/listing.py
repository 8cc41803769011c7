"""The list, as scripts fetch it."""

from flask import request
from flask.typing import ResponseReturnValue

from intake.crypto.roster.roster import ROLES as DESK_ROLES
from intake.desk import queue
from intake.desk.views.blueprint import bp
from intake.form.answering import client_answering
from intake.log.events import Event
from intake.web.declared import allow, logged
from intake.web.services import services
from intake.web.staff.guards import one_act
from intake.web.staff.rendering import multipart


@bp.get("/data")
@allow(*DESK_ROLES)
@logged(Event.CASE_LIST)
def data() -> ResponseReturnValue:
    """Answer with one page of the queue."""
    after = request.args.get("after", "")
    with one_act() as act:
        listing = queue.list_cases(act, after)
    table = client_answering(services().answering)
    tags = dict(services().rules.tags)
    return multipart(listing.meta | {"answering": table, "tags": tags}, listing.parts)
