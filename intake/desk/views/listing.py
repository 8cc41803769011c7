"""The list, as scripts fetch it: marks and rows by themselves, what is sealed under an entry."""

from flask import Response, current_app, jsonify, request
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue

from intake.case.rules.casework import casework_words
from intake.crypto.roster.roster import ROLES as DESK_ROLES
from intake.desk.listing.leaving import rows
from intake.desk.listing.leaving.boundaries import Boundaries
from intake.desk.listing.leaving.mark import read_mark
from intake.desk.listing.leaving.overview import survey
from intake.desk.listing.leaving.summaries import (
    Summary,
    describe,
    frame,
    note_shown,
    read_summaries,
)
from intake.desk.listing.order.viewer import find_viewer
from intake.desk.views.blueprint import bp
from intake.desk.views.watched import watch_this_hour
from intake.form.urgency.answering import client_answering
from intake.form.urgency.triage import Rules
from intake.log.events import Event
from intake.roster.chain import current_roster
from intake.web.admission.limits import describe_storage
from intake.web.declared import allow, logged, logged_hourly, unattended, unlogged
from intake.web.pages.clientdata import name_words
from intake.web.services import services
from intake.web.staff.guards import act_in, actor, one_act
from intake.web.staff.posted import json_body
from intake.web.words.i18n import language
from intake.web.words.words import in_language

MARKS = "intake-marks"  # Key in ``app.extensions``: the newest mark of each account.
STREAM = "application/octet-stream"


def _keep_marks(state: BlueprintSetupState) -> None:
    """Give an application its own place for marks."""
    state.app.extensions[MARKS] = Boundaries[dict[str, object]]()


bp.record(_keep_marks)


@bp.get("/mark")
@allow(*DESK_ROLES)
@logged_hourly(Event.CASE_WATCH)
@unattended
def mark() -> ResponseReturnValue:
    """Answer with bytes that differ when somebody's list does, and which page is the newest."""
    marks: Boundaries[dict[str, object]] = current_app.extensions[MARKS]
    return jsonify(marks.get(actor().id, services().clock(), _find_mark))


def _find_mark() -> dict[str, object]:
    watch_this_hour()
    running = services()
    with running.database.reading() as db:
        act, roster = act_in(db), current_roster(db)
        server_key = running.config.keys.server
        found = read_mark(
            db, find_viewer(act, running.answering), act.actor.id, server_key, act.now
        )
    version = roster.version if roster else 0
    return {"build": running.assets.build, "mark": found, "roster": version}


@bp.get("/rows")
@allow(*DESK_ROLES)
@unlogged("no ciphertext and no key: days, codes and names of colleagues")
@unattended
def list_rows() -> ResponseReturnValue:
    """Answer with one page of the list and the counts of all of it."""
    after, running = request.args.get("after", ""), services()
    with running.database.reading() as db:
        act = act_in(db)
        viewer = find_viewer(act, running.answering)
        found = rows.NOTHING
        if viewer:
            found = rows.list_rows(db, viewer, running.answering, act.now, after)
    words = {
        "answering": client_answering(running.answering),
        "tags": in_language(running.rules.tags, language()),
        "words": _words(running.rules) | name_words(running.form, language()),
    }
    return jsonify(found | words)


def _words(rules: Rules) -> dict[str, str]:
    """Return the words that rows are marked with, by key: of rules, and of what one did alone."""
    alone = {key: words for key, words in casework_words().items() if key.startswith("alone.")}
    words = alone | {f"rule.{name}": each.short for name, each in rules.words.items()}
    return in_language(words, language())


@bp.post("/summaries")
@allow(*DESK_ROLES)
@logged_hourly(Event.CASE_WATCH)
@unattended
def summaries() -> ResponseReturnValue:
    """Hand out sealed summaries to who can open them, framed."""
    cases = json_body().ids("cases", 200)
    watch_this_hour()
    with services().database.reading() as db:
        act = act_in(db)
        viewer = find_viewer(act, services().answering)
        found: list[Summary] = []
        if viewer:
            found = read_summaries(db, viewer, cases, act.now)
    if any(each.is_new for each in found):
        with one_act() as act:
            note_shown(act, found)
    return Response(frame(describe(viewer, found), found), content_type=STREAM)


@bp.get("/overview/data")
@allow("supervisor")
@logged(Event.CASE_LIST)
def overview() -> ResponseReturnValue:
    """Answer a supervisor with what is plainly known of the whole desk."""
    with one_act() as act:
        found = survey(act, services().answering)
    return jsonify(found | {"storage": describe_storage(services().space.left())})
