"""The form: shown as constant bytes, received sealed from a script or readable from a plain page.

With JavaScript only sealed bytes arrive. Without it the server seals in memory, in the same format
and with the modules the demo uses, and the case says so for good.
"""

import re
from collections.abc import Mapping

from flask import Blueprint, Response, jsonify, request
from flask.sansio.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from intake.crypto.case.receipts import format_receipt, new_receipt
from intake.crypto.encoding import b64u
from intake.errors import Busy, Conflict
from intake.form.files import STRUCTURE, FormError
from intake.form.given.answers import wants_no_answer
from intake.form.given.groups import closed_groups
from intake.form.questions.texts import ToldTexts
from intake.form.urgency.answering import is_staffed
from intake.form.urgency.duty import Duty, find_duty
from intake.form.urgency.triage import told_by
from intake.log.act import NOBODY, Act
from intake.log.events import Event
from intake.report.arrival import MAX_BYTES, PARTS, Arrival, parse_arrival
from intake.report.forms import PostedForm, find_code, largest_post, read_form
from intake.report.plain import seal_answers
from intake.report.services import Acceptance, find_by_token, find_received, receive
from intake.web.admission.claims import claims_emergency
from intake.web.admission.limits import Kind, kind_of_level
from intake.web.admission.rooms import SENDING, URGENT_SENDING
from intake.web.admission.shares import REFUSED
from intake.web.declared import logged, public, unlogged
from intake.web.pages.followups import advice_style, follow_up_style
from intake.web.pages.public import constant_page, personal_page
from intake.web.refusals import refuse
from intake.web.services import CurrentDesk, Services, services
from intake.web.wire import FORM_POST, MAX_BODY_BYTES, parse_form, parse_multipart, read_body
from intake.web.words.asking import day_choices, say_fault
from intake.web.words.i18n import LANG, gettext, language
from intake.web.words.promised import say_duty, say_promise, say_promises
from intake.web.words.shown import show_answers
from intake.web.words.words import AWAY, FAULTS, RECEIPT, in_wording, say

bp = Blueprint("report", __name__)

WHY = "the same bytes for everyone; visits are never logged"


@bp.record_once
def _require_room(state: BlueprintSetupState) -> None:
    """A form whose fields hold more than the server takes would be refused at every post."""
    form = state.app.extensions["intake"].form
    if largest_post(form) > MAX_BODY_BYTES:
        raise FormError(STRUCTURE, "", "max", "all fields together hold more than a post can")


@bp.get(f"{LANG}/form")
@public
@unlogged(WHY)
def form() -> Response:
    """Show the form for browsers whose script locks it."""
    return _form_page("report/form.html", script="form.js")


@bp.get(f"{LANG}/plain")
@public
@unlogged(WHY)
def plain_form() -> Response:
    """Show the same form without any script."""
    return _form_page("report/plain.html")


@bp.get(f"{LANG}/plain/other")
@public
@unlogged(WHY)
def plain_form_for_another() -> Response:
    """Show the plain form in the words for somebody else."""
    return _form_page("report/plain_other.html", is_other=True)


@bp.post(f"{LANG}/form")
@bp.post(f"{LANG}/plain")
@public
@logged(Event.REPORT_RECEIVED)
def create() -> ResponseReturnValue:
    """Take a report, sealed or (only with ``plain=1``) readable."""
    if request.mimetype == FORM_POST:
        return _create_plain()
    _require_a_place_in_line()
    body = read_body(request, MAX_BYTES)
    parts = parse_multipart(body, request.mimetype_params.get("boundary", ""), PARTS)
    running = services()
    arrival = parse_arrival(parts, running.form)
    received = _store(arrival)
    told = {
        "leaf": received.leaf,
        **say_promises(running.answering, arrival.level, received.received_on),
        "away": _say_away(running),
    }
    return jsonify(told), 201 if received.new else 200


def _form_page(template: str, *, script: str = "", is_other: bool = False) -> Response:
    running, desk = services(), services().desk()
    if desk is None:
        return constant_page("report/closed.html", status=503)
    duty = find_duty(running.answering, running.clock())
    context = {
        "desk": desk,
        "salt": b64u(running.config.keys.salt),
        "data": running.assets[f"form-{language()}.json"],
        "problems": (),
    }
    return constant_page(
        template,
        context | _form_context({}, {}, duty, is_other=is_other),
        edition=(desk.id, desk.epoch, duty),
        script=script,
        style=advice_style(running.form) if script else follow_up_style(running.form),
    )


def _form_context(
    said: Mapping[str, list[str]], errors: Mapping[str, str], duty: Duty, *, is_other: bool
) -> dict[str, object]:
    running = services()
    tag, other = language(), running.form.other
    texts = running.form.words(tag, is_other=is_other)
    return {
        "form": running.form,
        "texts": texts,
        "groups": list(closed_groups(running.form, texts, said, errors)),
        "duty": say_duty(running.answering, duty),
        "is_other": is_other,
        "is_reworded": False,
        "preset": {other.question: other.choices[0]} if is_other else {},
        "worded": in_wording(RECEIPT, tag, is_other=is_other),
        "said": said,
        "errors": errors,
        "asked_days": (),
    } | day_choices()


def _require_a_place_in_line() -> None:
    """Refuse what the server program had no place for in its line; nothing of it is read."""
    refused: Kind | None = request.environ.get(REFUSED)
    if refused is not None:
        raise services().shares[refused].refusal()


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
    filled = read_form(running.form, posted)
    if filled.faults:
        return _filled_page(filled, 422)
    if posted.get("form_version") != [str(running.form.version)]:
        return _filled_page(filled, 409)
    if "edit" in posted or filled.is_reworded:
        return _filled_page(filled, 200)
    receipt = find_code(posted)
    return _receipt_page(desk, filled, receipt) if receipt else _check_page(filled)


def _check_page(filled: PostedForm) -> Response:
    """Show what would be stored, with a code drawn for it: sent twice, it is one report.

    Nothing about the code is kept here; it comes back with the answers it was drawn for.
    """
    form = services().form
    context = {
        "form": form,
        "code": new_receipt(),
        "said": filled.said,
        "asked_days": filled.asked,
        "answers": show_answers(form, filled.answers),
        "dropped": show_answers(form, filled.dropped),
        "told": _told(filled),
        "is_other": filled.is_other,
    }
    return personal_page("report/check.html", context)


def _told(filled: PostedForm) -> list[ToldTexts]:
    """Return what the rules tell about these answers now; nothing of it is kept or logged."""
    running = services()
    texts = running.form.words(language(), is_other=filled.is_other).told
    return [texts[name] for name in told_by(running.rules, filled.answers, running.clock())]


def _receipt_page(desk: CurrentDesk, filled: PostedForm, receipt: str) -> Response:
    running = services()
    sealed = seal_answers(running, desk, filled.answers, language(), receipt)
    received = _store(sealed.arrival)
    level = sealed.arrival.level
    context = {
        "code": format_receipt(receipt),
        "address": f"{request.host}/{language()}/box",
        "leaf": " ".join(re.findall(".{5}", received.leaf)),  # As the script groups it.
        "saw": True,
        "again": not received.new,
        "promise": say_promise(
            running.answering,
            level,
            received.received_on,
            is_answered=not wants_no_answer(filled.answers),
        ),
        "away": _say_away(running),
        "told": _told(filled),
        "worded": in_wording(RECEIPT, language(), is_other=filled.is_other),
    }
    return personal_page("report/sent.html", context)


def _say_away(running: Services) -> str:
    return "" if is_staffed(running.answering, running.clock()) else gettext(AWAY)


def _filled_page(filled: PostedForm, status: int) -> Response:
    """Return the page again with everything that was written, and what to look at."""
    form = services().form
    texts = form.words(language(), is_other=filled.is_other).questions
    now = services().clock()
    errors = {
        name: say_fault(form, code, filled.answers.get(name, ""), now, filled.over.get(name, 0))
        for name, code in filled.faults.items()
    }
    problems = [
        (f"e-{name}", f"{texts[name].label} {text}") if name in texts else ("f", text)
        for name, text in errors.items()
    ]
    if status == 409:
        problems = [("f", say(FAULTS, "unknown_question"))]
    duty = find_duty(services().answering, now)
    context = _form_context(filled.said, errors, duty, is_other=filled.is_other)
    context |= {"problems": problems, "is_reworded": filled.is_reworded}
    context["asked_days"] = filled.asked
    style = follow_up_style(form)
    return personal_page("report/plain.html", context, status=status, style=style)


def _store(arrival: Arrival) -> Acceptance:
    """Store within its share; what is stored already is answered as the first time, even then."""
    share = services().shares[kind_of_level(arrival.level)]
    try:
        with share.admit():
            return _store_once(arrival)
    except Busy:
        with services().database.reading() as db:
            found = _find_again(db, arrival)
        if found is None:
            raise
        return found


def _store_once(arrival: Arrival) -> Acceptance:
    """Store in one transaction; what is stored already is found and answered as the first time."""
    running = services()
    with running.database.session() as db:
        try:
            received = receive(Act(db, NOBODY, running.clock()), arrival)
            db.commit()
        except (IntegrityError, Conflict) as error:
            db.rollback()
            code = error.code if isinstance(error, Conflict) else "conflict"
        else:
            return received
    with running.database.reading() as db:
        found = _find_again(db, arrival)
    if found is None:
        raise Conflict(code)
    return found


def _find_again(db: Session, arrival: Arrival) -> Acceptance | None:
    """Return what was answered before; the server never seals to the same bytes, so by the code."""
    if arrival.server_saw:
        return find_by_token(db, arrival.token_hash)
    return find_received(db, arrival)
