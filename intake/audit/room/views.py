"""Addresses of the first page, of one case's time line, and of marking as reviewed."""

import re
from collections.abc import Mapping

from flask import Blueprint, abort
from flask.typing import ResponseReturnValue

from intake.audit.found.findings import list_findings
from intake.audit.heads import Head, shown_head
from intake.audit.reading.first import LINES, find_first_page, list_case
from intake.audit.room.drawing import draw_case
from intake.audit.room.lamps import GONE, find_lamp, note_red
from intake.audit.room.odd import END
from intake.audit.room.page.reading import name_all
from intake.audit.room.page.telling import tell
from intake.audit.room.reviewing import review
from intake.audit.tables.advancing import advance
from intake.audit.views import judge_now, number
from intake.log.act import SYSTEM, Act
from intake.log.events import Event, Log
from intake.verify.lamp import Colour, Lamp
from intake.web.declared import allow, logged
from intake.web.services import services
from intake.web.staff.guards import act_in, one_act
from intake.web.staff.posted import json_body
from intake.web.staff.rendering import staff_page

bp = Blueprint("room", __name__, url_prefix="/audit")
REF = re.compile("[0-9a-f]{32}")


@bp.get("/")
@allow("auditor")
@logged(Event.AUDIT_VIEW, Event.SYS_LAMP)
def overview() -> ResponseReturnValue:
    """Show whether the log is whole, what is odd, what waits, and who was outside assignment."""
    running = services()
    with one_act() as act:
        act.log(Event.AUDIT_VIEW, detail={"log": str(Log.ACCESS)})
    heads = {log: shown_head(running.database, running.signer, log) for log in Log}
    for log, head in heads.items():
        advance(running.database, log, head.checkpoint.size)
    with running.database.reading() as db:
        lamps = _light(act_in(db), heads)
        page = staff_page(
            "audit/overview.html", "audit", has_form=True, **tell(act_in(db), heads, lamps)
        )
    if any(lamp.colour is Colour.RED for lamp in lamps.values()):
        with running.database.session() as db:
            note_red(Act(db, SYSTEM, running.clock()), lamps)
            db.commit()
    return page


def _light(act: Act, heads: Mapping[Log, Head]) -> dict[Log, Lamp]:
    """Return the lamp of each log."""
    findings = list_findings(act.db, rule=GONE)
    return {
        log: find_lamp(act, log, head, judge_now(act.db, log, head), findings)
        for log, head in heads.items()
    }


@bp.get("/case/<ref>")
@allow("auditor")
@logged(Event.AUDIT_VIEW)
def case(ref: str) -> ResponseReturnValue:
    """Show everything that was done in one case, by the log's name for it."""
    if not REF.fullmatch(ref):
        abort(404)
    running = services()
    with one_act() as act:
        act.log(Event.AUDIT_VIEW, detail={"log": str(Log.ACCESS), "case": ref})
    head = shown_head(running.database, running.signer, Log.ACCESS)
    size = min(advance(running.database, Log.ACCESS, head.checkpoint.size), head.checkpoint.size)
    before = min(number("before", END), size)
    with running.database.reading() as db:
        lines = list_case(db, ref, before)
        named = name_all(find_first_page(db))
    return staff_page(
        "audit/case.html",
        "entry",
        ref=ref,
        lines=lines,
        more=lines[-1]["idx"] if len(lines) == LINES else None,
        timeline=draw_case(lines),
        named=named,
        size=size,
    )


@bp.post("/review")
@allow("auditor", "supervisor")
@logged(Event.AUDIT_REVIEW)
def mark_reviewed() -> ResponseReturnValue:
    """Say that somebody looked at an incident, and what came of it."""
    body = json_body()
    with one_act() as act:
        review(act, body.codes("findings"), body.number("entries"), body.text("outcome", 16))
    return "", 204
