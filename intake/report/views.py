"""The form: shown as constant bytes, received sealed from a script or readable from a plain page.

With JavaScript only sealed bytes arrive. Without it the server seals in memory, in the same format
and with the modules the demo uses, and the case says so for good.
"""

from collections.abc import Mapping

from flask import Blueprint, Response, jsonify, request
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import IntegrityError

from intake.crypto.encoding import b64u
from intake.crypto.receipts import format_receipt
from intake.declared import logged, public, unlogged
from intake.errors import Conflict
from intake.extension import Desk, Services, services
from intake.i18n import LANG, format_moment, gettext, language
from intake.logevents import Event
from intake.pages import constant_page, personal_page
from intake.refusals import FORM_POST, init_refusals, refuse
from intake.report.arrival import MAX_BYTES, PARTS, Arrival, parse_arrival
from intake.report.followups import follow_up_style
from intake.report.forms import Filled, largest_post, read_form
from intake.report.plain import seal_answers
from intake.report.services import Received, find_received, receive
from intake.wire import parse_form, parse_multipart, read_body
from intake.words import FAULTS, say

bp = Blueprint("report", __name__)
init_refusals(bp)

WHY = "the same bytes for everyone; visits are never logged"


@bp.get(f"{LANG}/form")
@public
@unlogged(WHY)
def form() -> Response:
    """Show the form for browsers whose script locks it."""
    return _form_page("report/form.html", script=True)


@bp.get(f"{LANG}/plain")
@public
@unlogged(WHY)
def plain_form() -> Response:
    """Show the same form without any script."""
    return _form_page("report/plain.html", script=False)


@bp.post(f"{LANG}/form")
@bp.post(f"{LANG}/plain")
@public
@logged(Event.REPORT_RECEIVED)
def create() -> ResponseReturnValue:
    """Take a report, sealed or (only with ``plain=1``) readable."""
    if request.mimetype == FORM_POST:
        return _create_plain()
    body = read_body(request, MAX_BYTES)
    parts = parse_multipart(body, request.mimetype_params.get("boundary", ""), PARTS)
    received = _store(parse_arrival(parts, services().form))
    return jsonify(leaf=received.leaf), 201 if received.new else 200


def _form_page(template: str, *, script: bool) -> Response:
    running, desk = services(), services().desk()
    if desk is None:
        return constant_page("report/closed.html", status=503)
    context = {
        "desk": desk,
        "salt": b64u(running.config.keys.salt),
        "data": running.assets[f"form-{language()}.json"],
        "problems": (),
    }
    return constant_page(
        template,
        context | _form_context({}, {}),
        edition=(desk.id, desk.epoch),
        script=script,
        style=follow_up_style(running.form),
    )


def _form_context(said: Mapping[str, list[str]], errors: Mapping[str, str]) -> dict[str, object]:
    running = services()
    return {
        "form": running.form,
        "texts": running.form.texts[language()],
        "emergency": running.emergency,
        "answer_hours": running.config.settings.answer_hours,
        "staffed": running.config.settings.staffed,
        "said": said,
        "errors": errors,
    }


def _create_plain() -> ResponseReturnValue:
    running = services()
    posted = parse_form(read_body(request, largest_post(running.form)))
    if posted.get("plain") != ["1"]:
        return refuse(400, "readable")
    desk = running.desk()
    if desk is None:
        return refuse(503, "closed")
    filled = read_form(running.form, posted)
    if filled.faults:
        return _filled_page(filled, 422)
    if posted.get("form_version") != [str(running.form.version)]:
        return _filled_page(filled, 409)
    return _receipt_page(desk, filled)


def _receipt_page(desk: Desk, filled: Filled) -> Response:
    running = services()
    sealed = seal_answers(running, desk, filled.answers, language())
    received = _store(sealed.arrival)
    context = {
        "code": format_receipt(sealed.receipt),
        "leaf": received.leaf,
        "saw": True,
        "answer_by": format_moment(_answer_by(running)),
        "staffed": running.config.settings.staffed,
    }
    return personal_page("report/sent.html", context)


def _answer_by(running: Services) -> int:
    """Return the full hour by which an answer is promised, Unix seconds."""
    later = running.clock() + running.config.settings.answer_hours * 3600
    return later + -later % 3600


def _filled_page(filled: Filled, status: int) -> Response:
    """Return the page again with everything that was written, and what to look at."""
    form = services().form
    texts = form.texts[language()].questions
    errors = {name: gettext(text) for name, text in filled.faults.items()}
    problems = [
        (f"q-{name}", f"{texts[name].label} {text}") if name in texts else ("f", text)
        for name, text in errors.items()
    ] or [("f", say(FAULTS, "unknown_question"))]
    context = _form_context(filled.said, errors) | {"problems": problems}
    style = follow_up_style(form)
    return personal_page("report/plain.html", context, status=status, style=style)


def _store(arrival: Arrival) -> Received:
    """Store in one transaction; what is stored already is found and answered as the first time."""
    running = services()
    with running.database.session() as db:
        try:
            received = receive(db, arrival, running.clock())
            db.commit()
        except IntegrityError:
            db.rollback()
        else:
            return received
    with running.database.reading() as db:
        found = find_received(db, arrival)
    if found is None:
        raise Conflict("conflict")
    return found
