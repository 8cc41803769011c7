"""Exports that wait for a second person: the page on which one agrees, and what others say."""

from flask import session
from flask.typing import ResponseReturnValue

from intake.crypto.roster.roster import ROLES as DESK_ROLES
from intake.desk.exporting.asking import agree_to_export, list_exports
from intake.desk.exporting.seconds import list_seconds
from intake.desk.exporting.telling import ExportsTold, tell_exports
from intake.desk.views.blueprint import bp
from intake.log.act import Act
from intake.log.events import Event
from intake.store.models import Account, Case, ExportAsk
from intake.web.declared import allow, logged, unlogged
from intake.web.services import services
from intake.web.staff.guards import act_in, one_act
from intake.web.staff.posted import json_body
from intake.web.staff.rendering import staff_page
from intake.web.staff.sessions import Session


@bp.app_template_global()
def exports_told() -> ExportsTold:
    """Return what any page tells who looks of exports that wait, or were agreed to."""
    if not isinstance(session, Session) or session.actor is None:
        return ExportsTold()
    if session.actor.role not in DESK_ROLES:
        return ExportsTold()
    with services().database.reading() as db:
        return tell_exports(act_in(db))


@bp.get("/exports")
@allow(*DESK_ROLES)
@unlogged("who wants to take out which case that one may open; nothing of what is in it")
def exports() -> ResponseReturnValue:
    """Show the exports that wait in cases one may open, and those that were agreed to."""
    with services().database.reading() as db:
        act = act_in(db)
        asks = [_describe(act, row) for row in list_exports(act)]
    return staff_page("desk/exports.html", "exports", asks=asks)


@bp.post("/exports/agree")
@allow(*DESK_ROLES)
@logged(Event.CASE_AGREE)
def agree_to_one() -> ResponseReturnValue:
    """Agree to an export that somebody else asked for, or end it."""
    body = json_body()
    with one_act() as act:
        agree_to_export(act, body.number("index"), agrees=body.flag("agrees"))
    return "", 204


def _describe(act: Act, row: ExportAsk) -> dict[str, object]:
    seconds = list_seconds(act, act.db.get_one(Case, row.case_id), row.by)
    return {
        "index": row.idx,
        "case": row.case_id,
        "by": act.db.get_one(Account, row.by).username,
        "is_own": row.by == act.actor.id,
        "purpose": row.purpose,
        "recipient": row.recipient,
        "is_agreed": row.approver is not None,
        "has_second": bool(seconds),
        "until": row.expires_at,
    }
