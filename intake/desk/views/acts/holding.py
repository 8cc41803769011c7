"""Holding a case: taking it, confirming one's key file, the desk's key file, handing over."""

from flask.typing import ResponseReturnValue

from intake.crypto.roster.roster import ROLES as DESK_ROLES
from intake.desk.acts.holding import granting, handing, taking
from intake.desk.acts.holding.granting import Grant
from intake.desk.acts.holding.handing import Offer
from intake.desk.acts.holding.taking import NewHolders
from intake.desk.views.acts.answering import answer_act, frame_in, hashes_in
from intake.desk.views.blueprint import bp
from intake.log.events import Event
from intake.web.declared import allow, logged
from intake.web.staff.posted import json_body, multipart_body


@bp.post("/<case:case_id>/take")
@allow(*DESK_ROLES)
@logged(Event.CASE_ASSIGN)
def take(case_id: str) -> ResponseReturnValue:
    """Take a case, for oneself or for somebody else: key files for its new holders."""
    meta, parts = multipart_body({"key_assignee"}, optional="key_cover")
    new = NewHolders(
        assignee=meta.optional_id("assignee"),
        cover=meta.optional_id("cover"),
        hashes=hashes_in(meta),
        key_assignee=parts["key_assignee"],
        key_cover=parts.get("key_cover"),
    )
    return answer_act(lambda act: taking.take_case(act, case_id, new))


@bp.post("/<case:case_id>/confirm")
@allow(*DESK_ROLES)
@logged(Event.CASE_CONFIRM)
def confirm(case_id: str) -> ResponseReturnValue:
    """Keep that a key file opens the case: a holder's own, or the desk's that a holder made."""
    meta = json_body()
    read = hashes_in(meta)
    return answer_act(lambda act: taking.confirm(act, case_id, read))


@bp.post("/<case:case_id>/desk-key")
@allow(*DESK_ROLES)
@logged(Event.KEY_CREATE)
def desk_key(case_id: str) -> ResponseReturnValue:
    """Let the desk read an emergency again that was raised or reopened by its holders."""
    meta, parts = multipart_body({"key_desk"})
    read, data = hashes_in(meta), parts["key_desk"]
    return answer_act(lambda act: taking.give_desk_key(act, case_id, read, data))


@bp.post("/<case:case_id>/handover")
@allow(*DESK_ROLES)
@logged(Event.CASE_PROPOSE)
def hand_over(case_id: str) -> ResponseReturnValue:
    """Offer somebody a place in a case: they read first, and accept or do not."""
    meta, parts = multipart_body({"frame", "key"})
    frame = frame_in(meta, parts["frame"], "handover")
    offer = Offer(
        to=meta.hex_id("to"),
        place=meta.text("place"),
        hashes=hashes_in(meta),
        key=parts["key"],
    )
    return answer_act(lambda act: handing.offer_place(act, case_id, frame, offer))


@bp.post("/<case:case_id>/grant")
@allow(*DESK_ROLES)
@logged(Event.CASE_GRANT)
def grant(case_id: str) -> ResponseReturnValue:
    """Let a supervisor read a case to be the second person, where nobody else is there."""
    meta, parts = multipart_body({"key"})
    given = Grant(
        to=meta.hex_id("to"),
        object_id=meta.hex_id("object"),
        hashes=hashes_in(meta),
        key=parts["key"],
    )
    return answer_act(lambda act: granting.grant_reading(act, case_id, given))
