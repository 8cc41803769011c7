"""The box for a script: sealed bytes in, sealed bytes out. Its page, and the plain way, beside it.

Nothing under a code, a deleted case and a typing error are one answer (DESIGN, crossing 2); only
how many digits were typed is said where they are not 28.
"""

from flask import Blueprint, Response, make_response, request
from flask.typing import ResponseReturnValue

from intake.box.forms import (
    MESSAGE_CHARACTERS,
    largest_post,
    read_box_form,
    read_happened,
)
from intake.box.plain import answer_plain
from intake.box.promise import promises_of
from intake.box.services import Box, add_message, get_box_or_decoy, steps_done
from intake.case.stored.bounds import CLASS_BYTES, PROOF_BYTES, take_first
from intake.case.stored.proving import prove_openings
from intake.case.stored.rows import NewObject, describe_object, describe_opening
from intake.crypto import shapes
from intake.crypto.age.file import sealed_length
from intake.crypto.encoding import EncodingError, b64u, encode_json, parse_json
from intake.crypto.padding import KINDS
from intake.errors import Refused
from intake.form.given.incidents import incident_form
from intake.form.questions.structure import Form
from intake.form.urgency.duty import find_duty
from intake.log.act import NOBODY, Act
from intake.log.events import Event, Log
from intake.store.models import LEVELS
from intake.web.admission.claims import claims_emergency
from intake.web.admission.limits import Kind, kind_of_level
from intake.web.admission.rooms import CODES, URGENT_CODES
from intake.web.admission.shares import require_place
from intake.web.declared import constant, logged, public, unlogged
from intake.web.pages.public import constant_page
from intake.web.pages.styles.followups import advice_style
from intake.web.refusals import refuse
from intake.web.services import services
from intake.web.wire import FORM_POST, encode_multipart, parse_multipart, read_body
from intake.web.words.asking import day_choices
from intake.web.words.i18n import LANG, language
from intake.web.words.promised import say_duty

bp = Blueprint("box", __name__)

META_BYTES = 1_024
LOWEST = LEVELS[-1]  # What claims nothing.
MAX_MESSAGE_BYTES = sealed_length(KINDS["message"].limit) + META_BYTES + 2_048


@bp.get(f"{LANG}/box")
@constant
def enter() -> Response:
    """Ask for the code, on a page whose script opens what comes back."""
    return _page("box/enter.html", script="box.js")


@bp.get(f"{LANG}/box/plain")
@constant
def enter_plain() -> Response:
    """Ask for the code without any script."""
    return _page("box/plain.html")


@bp.post(f"{LANG}/box")
@bp.post(f"{LANG}/box/plain")
@public
@logged(Event.MESSAGE_RECEIVED)
def enter_code() -> ResponseReturnValue:
    """Open the box in memory for a reader without JavaScript; add a message if there is one."""
    if request.mimetype != FORM_POST:
        return refuse(400, "readable")
    asked = incident_form(services().form)
    body = read_body(request, largest_post(asked))
    with (URGENT_CODES if claims_emergency(FORM_POST, body) else CODES).place():
        return _answer_code(asked, body)


def _answer_code(asked: Form, body: bytes) -> ResponseReturnValue:
    form, posted = read_box_form(body)
    if posted.get("plain") != ["1"]:
        return refuse(400, "readable")
    return answer_plain(form, read_happened(asked, posted, services().clock()))


@bp.post(f"{LANG}/box/open")
@public
@unlogged("a reporter's visits are never logged; what leaves is sealed to the reporter")
def open_box() -> ResponseReturnValue:
    """Give the sealed files of a box to whoever shows its token, one answer after the other."""
    meta = _meta(read_body(request, META_BYTES), ("token", "v"), begin=0)
    begin, token = _begin(meta), _token(meta)
    running = services()
    with running.database.reading() as db:
        box = get_box_or_decoy(
            db, token, lambda rows: take_first(rows[begin:]), running.config.keys.server
        )
        meta = _describe(box, begin)
        proofs = prove_openings(db, box.case, box.openings) if meta["next"] is None else None
    files = {"key": box.key, **box.files}
    if proofs is not None:
        files["proofs"] = _pad(encode_json(proofs), len(encode_json(meta["openings"])))
    parts = {"meta": encode_json(meta), **files}
    body, kind = encode_multipart(parts, multiple=CLASS_BYTES)
    return Response(body, content_type=kind)


def _pad(proofs: bytes, openings: int) -> bytes:
    """Pad proofs so that with so many bytes of openings they do not tell how many there are."""
    return proofs + b" " * (-(len(proofs) + openings) % PROOF_BYTES)


@bp.post(f"{LANG}/box/message")
@public
@logged(Event.MESSAGE_RECEIVED)
def receive_message() -> ResponseReturnValue:
    """Store a sealed message."""
    require_place(services().shares, request.environ)
    boundary = request.mimetype_params.get("boundary", "")
    parts = parse_multipart(read_body(request, MAX_MESSAGE_BYTES), boundary, ("meta", "message"))
    meta = _meta(parts["meta"], ("epoch", "id", "sha256", "token", "v"), level=LOWEST)
    token, message = _token(meta), _message(meta, parts["message"])
    level = _level(meta)
    running = services()
    share = running.shares[kind_of_level(level, Kind.MESSAGE)]
    with share.admit(), running.database.session() as db:
        new = add_message(Act(db, NOBODY, running.clock()), token, message, level)
        db.commit()
    return make_response({}, 201 if new else 200)


def _page(template: str, *, script: str = "") -> Response:
    running = services()
    duty = find_duty(running.answering, running.clock())
    asked = incident_form(running.form)
    context = {
        "salt": b64u(running.config.keys.salt),
        "log_key": running.signer.vkey(Log.INTAKE),
        "data": running.assets[f"box-{language()}.json"],
        "code": "",
        "nothing": "",
        "most": MESSAGE_CHARACTERS,
        "duty": say_duty(running.answering, duty),
        "asked": asked,
        "texts": running.form.texts[language()].questions,
        "said": {},
        "errors": {},
        "asked_days": (),
        "happened": False,
        "kept": "",
    }
    return constant_page(
        template,
        context | day_choices(),
        edition=duty,
        script=script,
        style=advice_style(asked),
    )


def _meta(body: bytes, keys: tuple[str, ...], **others: object) -> dict[str, object]:
    """Return the object of these keys; ``others`` may be left out and stand for these values."""
    try:
        meta = others | shapes.any_object(parse_json(body))
        shapes.exact_object(meta, (*keys, *others))
        shapes.constant(meta["v"], 1)
    except EncodingError:
        raise Refused("damaged") from None
    return meta


def _begin(meta: dict[str, object]) -> int:
    try:
        return shapes.integer(meta["begin"])
    except EncodingError:
        raise Refused("damaged") from None


def _token(meta: dict[str, object]) -> bytes:
    try:
        return shapes.binary(meta["token"])
    except EncodingError:
        raise Refused("damaged") from None


def _level(meta: dict[str, object]) -> str:
    try:
        return shapes.one_of(meta["level"], LEVELS)
    except EncodingError:
        raise Refused("damaged") from None


def _message(meta: dict[str, object], data: bytes) -> NewObject:
    try:
        return NewObject(
            id=shapes.hex_id(meta["id"]),
            epoch=shapes.integer(meta["epoch"]),
            sha256=shapes.binary(meta["sha256"]),
            data=data,
        )
    except EncodingError:
        raise Refused("damaged") from None


def _describe(box: Box, begin: int) -> dict[str, object]:
    """Return ``meta`` of SPEC 9: what is plainly known of the case and of the files sent."""
    sent = [row for row in box.objects if row.id in box.files]
    end = begin + len(sent)
    return {
        "active_on": box.case.active_on.isoformat(),
        "case": box.case.id,
        "epoch": box.case.epoch,
        "next": end if end < len(box.objects) else None,
        **promises_of(box),
        "objects": [describe_object(row) for row in sent],
        "openings": [describe_opening(row) for row in box.openings],
        "readers": box.readers,
        "received_on": box.case.received_on.isoformat(),
        "server_saw": box.case.server_saw,
        "steps": steps_done(box),
        "v": 1,
    }
