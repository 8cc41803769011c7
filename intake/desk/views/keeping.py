"""What a client keeps here for itself: drafts of a case, cards of a month."""

from flask import jsonify
from flask.typing import ResponseReturnValue

from intake.crypto.roster.roster import ROLES as DESK_ROLES
from intake.desk.keeping import cards, drafts
from intake.desk.views.blueprint import bp
from intake.desk.views.watched import watch_this_hour
from intake.log.events import Event
from intake.web.declared import allow, logged_hourly, unattended, unlogged
from intake.web.services import services
from intake.web.staff.guards import actor, one_act
from intake.web.staff.posted import json_body

OWN = "sealed to this client's own vault; nothing leaves"
MOST_BODY = 1_000_000  # bytes: the largest file of cards in base64url, with room


@bp.put("/<case:case_id>/draft")
@allow(*DESK_ROLES)
@unlogged(OWN)
def keep_draft(case_id: str) -> ResponseReturnValue:
    """Keep what somebody is writing, sealed to themselves."""
    data = json_body().file("draft")
    with one_act() as act:
        drafts.keep_draft(act, case_id, data)
    return "", 204


@bp.delete("/<case:case_id>/draft")
@allow(*DESK_ROLES)
@unlogged(OWN)
def drop_draft(case_id: str) -> ResponseReturnValue:
    """Drop it: it was sent, or is not wanted."""
    with one_act() as act:
        drafts.drop_draft(act, case_id)
    return "", 204


@bp.get("/cards")
@allow(*DESK_ROLES)
@logged_hourly(Event.CASE_WATCH)
@unattended
def read_cards() -> ResponseReturnValue:
    """Hand out what a client remembers of summaries, sealed to itself."""
    watch_this_hour()
    with services().database.reading() as db:
        return jsonify(cards=cards.read_cards(db, actor().id))


@bp.put("/cards/<month:month>")
@allow(*DESK_ROLES)
@unlogged(OWN)
@unattended
def keep_cards(month: str) -> ResponseReturnValue:
    """Keep what a client remembers of the summaries of a month."""
    data = json_body(MOST_BODY).file("cards", 720_000)  # Some 3,500 cases.
    with one_act() as act:
        cards.keep_cards(act, month, data)
    return "", 204
