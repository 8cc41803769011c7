"""The form: shown as constant bytes, received sealed from a script or readable from a plain page.

With JavaScript only sealed bytes arrive. Without it the server seals in memory, in the same format
and with the modules the demo uses, and the case says so for good.
"""

from collections.abc import Mapping

from flask import Blueprint, Response, jsonify, request
from flask.sansio.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue

from intake.form.files import STRUCTURE, FormError
from intake.log.events import Event
from intake.report.arrival import MAX_BYTES, PARTS, parse_arrival
from intake.report.forms import PostedForm, find_code, largest_post, read_form
from intake.report.plain import seal_answers
from intake.report.showing import check_page, filled_page, form_page, receipt_page, say_away
from intake.report.storing import store
from intake.web.admission.claims import claims_emergency
from intake.web.admission.rooms import SENDING, URGENT_SENDING
from intake.web.admission.shares import require_place
from intake.web.declared import constant, logged, public
from intake.web.refusals import refuse
from intake.web.services import services
from intake.web.wire import FORM_POST, MAX_BODY_BYTES, parse_form, parse_multipart, read_body
from intake.web.words.i18n import LANG, language
from intake.web.words.promised import say_promises

bp = Blueprint("report", __name__)


@bp.record_once
def _require_room(state: BlueprintSetupState) -> None:
    """A form whose fields hold more than the server takes would be refused at every post."""
    form = state.app.extensions["intake"].form
    if largest_post(form) > MAX_BODY_BYTES:
        raise FormError(STRUCTURE, "", "max", "all fields together hold more than a post can")


@bp.get(f"{LANG}/form")
@constant
def form() -> Response:
    """Show the form for browsers whose script locks it."""
    return form_page("report/form.html", script="form.js")


@bp.get(f"{LANG}/plain")
@constant
def plain_form() -> Response:
    """Show the same form without any script."""
    return form_page("report/plain.html")


@bp.get(f"{LANG}/plain/other")
@constant
def plain_form_for_another() -> Response:
    """Show the plain form in the words for somebody else."""
    return form_page("report/plain_other.html", is_other=True)


@bp.post(f"{LANG}/form")
@bp.post(f"{LANG}/plain")
@public
@logged(Event.REPORT_RECEIVED)
def create() -> ResponseReturnValue:
    """Take a report, sealed or (only with ``plain=1``) readable."""
    if request.mimetype == FORM_POST:
        return _create_plain()
    require_place(services().shares, request.environ)
    body = read_body(request, MAX_BYTES)
    parts = parse_multipart(body, request.mimetype_params.get("boundary", ""), PARTS)
    running = services()
    arrival = parse_arrival(parts, running.form)
    received = store(arrival)
    told = {
        "leaf": received.leaf,
        **say_promises(running.answering, arrival.level, received.received_on),
        "away": say_away(running),
    }
    return jsonify(told), 201 if received.new else 200


def _create_plain() -> ResponseReturnValue:
    body = read_body(request, largest_post(services().form))
    room = URGENT_SENDING if claims_emergency(FORM_POST, body) else SENDING
    with room.place():
        return _answer_plain(body)


def _answer_plain(body: bytes) -> ResponseReturnValue:
    running, posted = services(), parse_form(body)
    if posted.get("plain") != ["1"]:
        return refuse(400, "readable")
    desk = running.desk()
    if desk is None:
        return refuse(503, "closed")
    filled = read_form(running.form, posted, running.clock())
    status = _look_again(filled, posted)
    if status is not None:
        return filled_page(filled, status)
    receipt = find_code(posted)
    if receipt is None:
        return check_page(filled)
    arrival = seal_answers(running, desk, filled.answers, language(), receipt)
    return receipt_page(filled, receipt, arrival.level, store(arrival))


def _look_again(filled: PostedForm, posted: Mapping[str, list[str]]) -> int | None:
    """Return the status with which the page comes back; None where it may be sent."""
    if filled.faults:
        return 422
    if posted.get("form_version") != [str(services().form.version)]:
        return 409
    return 200 if "edit" in posted or filled.is_reworded else None
