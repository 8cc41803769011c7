"""Addresses of the first page, of one case's time line, and of marking as reviewed."""

import re
from collections.abc import Mapping
from typing import Any, cast

from flask import Blueprint, abort, request
from flask.typing import ResponseReturnValue

from intake.audit import listing
from intake.audit.heads import Head, newest_head
from intake.audit.reading.first import LINES, find_first_page, list_case
from intake.audit.room.drawing import call, draw_case, draw_hours, draw_matrix, name_people
from intake.audit.room.lamps import GONE, find_lamp, find_worst, list_before, note_red
from intake.audit.room.odd import (
    END,
    find_spoken,
    list_cases,
    list_findings,
    list_incidents,
    list_reviewed,
    read_reviews,
)
from intake.audit.room.overview import (
    find_as_of,
    find_begin,
    find_since,
    last_visit,
    list_periods,
    list_waiting,
    make_days,
    make_table,
    own_names,
    page_since,
)
from intake.audit.room.reviewing import outcome_words, review
from intake.audit.room.tiles import (
    count_levels,
    odd_tile,
    outside_tile,
    say_spoken,
    waits_tile,
    whole_tile,
)
from intake.audit.tables.advancing import advance
from intake.audit.views import judge_now, number
from intake.log.act import SYSTEM, Act
from intake.log.events import Event, Log
from intake.verify.lamp import Colour, Lamp
from intake.verify.rules.rulebook import RULES
from intake.web.declared import allow, logged
from intake.web.services import services
from intake.web.staff.guards import act_in, one_act
from intake.web.staff.posted import json_body
from intake.web.staff.rendering import staff_page
from intake.web.words.staff import ROLES
from intake.web.words.words import in_language

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
    heads = {log: newest_head(running.database, running.signer, log) for log in Log}
    for log, head in heads.items():
        advance(running.database, log, head.checkpoint.size)
    with running.database.reading() as db:
        lamps = _light(act_in(db), heads)
        page = staff_page("audit/overview.html", "audit", **_tell(act_in(db), heads, lamps))
    if any(lamp.colour is Colour.RED for lamp in lamps.values()):
        with running.database.session() as db:
            note_red(Act(db, SYSTEM, running.clock()), lamps)
            db.commit()
    return page


def _light(act: Act, heads: Mapping[Log, Head]) -> dict[Log, Lamp]:
    """Return the lamp of each log."""
    findings = list_findings(act.db, rule=GONE)
    return {
        log: find_lamp(act.db, log, judge_now(act.db, log, head), findings, act.now)
        for log, head in heads.items()
    }


def _tell(act: Act, heads: Mapping[Log, Head], lamps: Mapping[Log, Lamp]) -> dict[str, Any]:
    """Return what the template names; see its head."""
    db, running = act.db, services()
    page = find_first_page(db, find_since(request.args.get("since", "")))
    first, begin = page_since(page), find_begin(db)
    reviews, mine = read_reviews(db), own_names(act)
    incidents = list_incidents(db, first, reviews)
    open_ones = [each for each in incidents if not each.is_reviewed]
    named = name_all(page)

    def name(actor: str) -> str:
        return call(actor, named)

    def name_reviewer(actor: str) -> str:
        return "you" if actor in mine else name(actor)

    heads_of = {each.id: each.headline(name) for each in incidents}
    lamp = find_worst(lamps)
    visited = last_visit(act)
    waiting = list_waiting(act, open_ones, visited)
    sizes = {log: head.checkpoint.size for log, head in heads.items()}
    spoken = find_spoken(db, sizes, act.now)
    pairs = cast("list[list[Any]]", page["pairs"])
    tiles = (
        whole_tile(lamp),
        odd_tile(open_ones, heads_of, spoken),
        waits_tile(waiting),
        outside_tile(cast("dict[str, int]", page["openings"]), pairs),
    )
    return {
        "as_of": find_as_of(db, int(str(page["size"])), heads[Log.ACCESS].checkpoint.size),
        "since": max(first, begin),
        "begins": begin if begin > first else None,
        "until": act.now,
        "visited": visited,
        "periods": list_periods(act.now, visited, first),
        "tiles": tiles,
        "incidents": open_ones,
        "reviewed": [each for each in incidents if each.is_reviewed],
        "reviews": {each.id: list_reviewed(each, reviews, name_reviewer) for each in incidents},
        "cases": {each.id: list_cases(each) for each in incidents},
        "say": {each.id: each.sentence(name) for each in incidents},
        "headlines": heads_of,
        "levels": count_levels(open_ones),
        "spoken": say_spoken(spoken, found=False),
        "titles": {name: rule.title for name, rule in RULES.items()},
        "waiting": waiting,
        "matrix": draw_matrix(pairs) if pairs else None,
        "table": make_table(pairs),
        "left_out": page["left_out"],
        "strips": draw_hours(cast("list[list[Any]]", page["hours"])),
        "received": make_days(cast("list[list[Any]]", page["received"])),
        "named": named,
        "lamp": lamp,
        "before": list_before(db),
        "logs": list(Log),
        "troubles": running.troubles(),
        "alone": listing.list_alone(db),
        "outcomes": outcome_words(),
    }


def name_all(page: Mapping[str, object]) -> dict[str, str]:
    """Return what people are called, by the roles that the first page knows."""
    return name_people(cast("dict[str, str]", page["roles"]), in_language(ROLES, "en"))


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
    head = newest_head(running.database, running.signer, Log.ACCESS)
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
