"""Where somebody wants to be told outside the desk."""

from flask import jsonify
from flask.typing import ResponseReturnValue

from intake.clock import day_of, day_text
from intake.crypto.roster.roster import ROLES as DESK_ROLES
from intake.desk.notices.addresses import Address, find_address, remove_address, set_address
from intake.desk.notices.relay import is_address
from intake.desk.views.blueprint import bp
from intake.errors import Refused
from intake.log.events import Event
from intake.roster.away import find_away
from intake.web.declared import allow, logged, unlogged
from intake.web.services import services
from intake.web.staff.guards import actor, one_act
from intake.web.staff.posted import JsonBody, json_body
from intake.web.staff.rendering import staff_page


@bp.get("/notices")
@allow(*DESK_ROLES)
@unlogged("an empty page; its script fetches one's own address")
def notices() -> ResponseReturnValue:
    """Show the page on which one says where to be told."""
    return staff_page("desk/notices.html", "notices")


@bp.get("/notices/data")
@allow(*DESK_ROLES)
@unlogged("one's own address")
def own_notices() -> ResponseReturnValue:
    """Answer with where and until when one is reached and away: one's own, or null."""
    running = services()
    with running.database.reading() as db:
        found = find_address(db, running.config.keys.server, actor().id)
        until = find_away(db, day_of(running.clock())).get(actor().id)
    return jsonify(
        away_until=day_text(until),
        offered=bool(running.config.settings.notices),
        address=found.text if found else None,
        zone=found.zone if found else None,
        quiet=list(found.quiet) if found and found.quiet else None,
    )


@bp.put("/notices")
@allow(*DESK_ROLES)
@logged(Event.USER_NOTICES)
def keep_notices() -> ResponseReturnValue:
    """Keep where one wants to be told."""
    running, body = services(), json_body()
    address = Address(body.text("address"), body.text("zone", 64), _quiet(body))
    if not running.config.settings.notices:
        raise Refused("no_relay")
    if not is_address(running.config.settings.notices, address.text):
        raise Refused("address")
    with one_act() as act:
        set_address(act, running.config.keys.server, address)
    return "", 204


@bp.delete("/notices")
@allow(*DESK_ROLES)
@logged(Event.USER_NOTICES)
def drop_notices() -> ResponseReturnValue:
    """Forget where one wanted to be told."""
    with one_act() as act:
        remove_address(act)
    return "", 204


def _quiet(body: JsonBody) -> tuple[int, int] | None:
    hours = body.object("quiet")
    return None if hours is None else (hours.number("from"), hours.number("until"))
