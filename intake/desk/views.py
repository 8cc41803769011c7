"""The desk's pages and what their scripts fetch; see each service for what is logged."""

from collections.abc import Callable

from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue

from intake.case.casework import casework
from intake.case.rows import NewMessage, read_file
from intake.crypto.roster.roster import ROLES as DESK_ROLES
from intake.desk import acting, export, opening, queue
from intake.form.answering import client_answering
from intake.log.events import Event
from intake.store.models import Case
from intake.web.declared import allow, logged, unlogged
from intake.web.services import services
from intake.web.staff.guards import one_act
from intake.web.staff.posted import json_body, multipart_body
from intake.web.staff.rendering import multipart, staff_page, streamed

bp = Blueprint("desk", __name__, url_prefix="/desk")


@bp.get("/")
@allow(*DESK_ROLES)
@unlogged("an empty page; its script fetches the queue")
def index() -> ResponseReturnValue:
    """Show the queue's page."""
    return staff_page("desk/queue.html", "queue")


@bp.get("/data")
@allow(*DESK_ROLES)
@logged(Event.CASE_LIST)
def data() -> ResponseReturnValue:
    """Answer with one page of the queue."""
    after = request.args.get("after", "")
    with one_act() as act:
        listing = queue.list_cases(act, after)
    table = client_answering(services().answering)
    tags = dict(services().rules.tags)
    return multipart(listing.meta | {"answering": table, "tags": tags}, listing.parts)


@bp.get("/<case:case_id>")
@allow(*DESK_ROLES)
@unlogged("an empty page; opening states a purpose first")
def show(case_id: str) -> ResponseReturnValue:
    """Show the case page, which asks for a purpose."""
    form_url = services().assets["form.en.json"].url
    return staff_page(
        "desk/case.html", "case", case=case_id, form_url=form_url, purposes=casework().purposes
    )


@bp.post("/<case:case_id>/open")
@allow(*DESK_ROLES)
@logged(Event.REPORT_OPEN)
def open_case(case_id: str) -> ResponseReturnValue:
    """Log the opening, then hand out key file and ciphertext."""
    purpose = json_body().text("purpose")
    with one_act() as act:  # Nothing leaves before it is committed.
        opened = opening.open_case(act, case_id, purpose)
        covers = acting.list_covers(act)
    with services().database.reading() as db:
        told = opening.disclose(db, opened)
    meta = told.meta | {"covers": covers, "moves": _moves_of(opened.case)}
    return streamed(meta, told.keys, told.sizes, _reader())


def _reader() -> Callable[[str], bytes]:
    database = services().database

    def read(object_id: str) -> bytes:
        with database.reading() as db:
            return read_file(db, object_id)

    return read


@bp.post("/<case:case_id>/unreadable")
@allow(*DESK_ROLES)
@logged(Event.CASE_MISMATCH)
def unreadable(case_id: str) -> ResponseReturnValue:
    """Log that this client could not open the case, or found it to differ from its row."""
    body = json_body()
    reason, object_id = body.text("reason"), body.optional_id("object")
    with one_act() as act:
        opening.report_unreadable(act, case_id, reason, object_id)
    return "", 204


@bp.post("/<case:case_id>/take")
@allow(*DESK_ROLES)
@logged(Event.CASE_ASSIGN)
def take(case_id: str) -> ResponseReturnValue:
    """Take a case: key files for its new holders."""
    meta, parts = multipart_body({"key_assignee"}, optional="key_cover")
    taking = acting.NewHolders(
        cover=meta.optional_id("cover"),
        report=meta.binary("report", 32),
        contact=meta.binary("contact", 32),
        key_assignee=parts["key_assignee"],
        key_cover=parts.get("key_cover"),
    )
    with one_act() as act:
        case = acting.take_case(act, case_id, taking)
    return jsonify(status=case.status, moves=_moves_of(case)), 201


@bp.post("/<case:case_id>/message")
@allow(*DESK_ROLES)
@logged(Event.CASE_MESSAGE)
def message(case_id: str) -> ResponseReturnValue:
    """Store a sealed answer to the reporter."""
    meta, parts = multipart_body({"message"})
    sent = NewMessage(
        id=meta.hex_id("id"),
        epoch=meta.number("epoch"),
        sha256=meta.binary("sha256", 32),
        data=parts["message"],
    )
    with one_act() as act:
        row = acting.answer(act, case_id, sent)
    return jsonify(received_on=row.received_on.isoformat()), 201


@bp.post("/<case:case_id>/status")
@allow(*DESK_ROLES)
@logged(Event.CASE_STATUS)
def status(case_id: str) -> ResponseReturnValue:
    """Move the case to another status."""
    body = json_body()
    new, reason = body.text("status"), body.text("reason")
    with one_act() as act:
        case = acting.change_status(act, case_id, new, reason)
    return jsonify(status=case.status, moves=_moves_of(case))


@bp.post("/<case:case_id>/export")
@allow(*DESK_ROLES)
@logged(Event.EVIDENCE_EXPORT)
def download(case_id: str) -> ResponseReturnValue:
    """Hand out the stored age files byte for byte; it states a purpose, as an opening does."""
    purpose = json_body().text("purpose")
    with one_act() as act:
        package = export.export_readable(act, case_id, purpose)
    headers = {"Content-Disposition": 'attachment; filename="files.tar"'}
    return package, 200, {"Content-Type": "application/x-tar"} | headers


def _moves_of(case: Case) -> list[dict[str, object]]:
    """Return what the page may offer: each status to go to, and the reasons that fit."""
    moves = casework().moves_from(case.status)
    return [{"to": move.to, "reasons": move.reasons} for move in moves]
