"""Addresses of statements: handing one in, all that were, and each as it was signed."""

from collections.abc import Iterator
from hashlib import sha256

from flask import Blueprint, make_response
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from intake.audit.heads import newest_head
from intake.audit.listing import find_entry
from intake.audit.reading.first import find_first_page
from intake.audit.room.page.reading import name_all
from intake.audit.stating.taking import Sizes, is_beginning, take_statement
from intake.crypto.encoding import b64u
from intake.crypto.tlog.note import parse_note
from intake.errors import NotFound
from intake.log.act import Act
from intake.log.events import Event, Log
from intake.store.models import AuditStatement
from intake.verify.reporting.stating.statement import parse_statement, says_findings
from intake.web.declared import allow, logged
from intake.web.services import services
from intake.web.staff.guards import act_in, one_act
from intake.web.staff.posted import json_body
from intake.web.staff.rendering import staff_page

bp = Blueprint("statements", __name__, url_prefix="/audit/statements")

READERS = ("auditor", "supervisor")
MOST_NOTE = 4_000  # characters
MOST_KEY = 400


@bp.get("/")
@allow(*READERS)
@logged(Event.AUDIT_VIEW)
def index() -> ResponseReturnValue:
    """Show what auditors stated of the logs, and where to hand in another statement."""
    with one_act() as act:
        act.log(Event.AUDIT_VIEW, detail={"log": str(Log.ACCESS), "event": "audit.statement"})
    with services().database.reading() as db:
        found = list(_list_statements(act_in(db)))
        named = name_all(find_first_page(db))
    return staff_page("audit/statements.html", "statements", statements=found, named=named)


@bp.get("/<entry:index>.statement")
@allow(*READERS)
@logged(Event.AUDIT_VIEW)
def fetch(index: int) -> ResponseReturnValue:
    """Hand out a statement as it was signed."""
    with one_act() as act:
        act.log(Event.AUDIT_VIEW, detail={"log": str(Log.ACCESS), "index": index})
    with services().database.reading() as db:
        row = db.get(AuditStatement, index)
    if row is None:
        raise NotFound("entry")
    response = make_response(row.note)
    response.headers["Content-Type"] = "text/plain; charset=utf-8"
    response.headers["Content-Disposition"] = f'attachment; filename="{index}.statement"'
    return response


@bp.post("/")
@allow("auditor")
@logged(Event.AUDIT_STATEMENT)
def hand_in() -> ResponseReturnValue:
    """Take what an auditor signed on their own machine."""
    body = json_body()
    note = body.text("statement", MOST_NOTE).strip() + "\n"
    key, sizes = body.text("signed_by", MOST_KEY), _signed_sizes()
    with one_act() as act:
        take_statement(act, sizes, note, key)
    return "", 204


def _signed_sizes() -> Sizes:
    """Return how far each log is signed, by its origin."""
    heads = {log: newest_head(services().database, services().signer, log) for log in Log}
    return {head.checkpoint.origin: (log, head.checkpoint.size) for log, head in heads.items()}


def _list_statements(act: Act) -> Iterator[dict[str, object]]:
    """Yield every statement for the page, the newest first."""
    for row in act.db.scalars(select(AuditStatement).order_by(AuditStatement.idx.desc())):
        entry = find_entry(act.db, Log.ACCESS, row.idx, row.idx + 1)
        told = {"index": row.idx, "key": row.key, "is_as_logged": False}
        if entry is not None:
            told |= {"actor": entry.actor, "time": entry.time}
            if entry.facts.get("statement") == b64u(sha256(row.note.encode()).digest()):
                told |= _describe(act, row.note) | {"is_as_logged": True}
        yield told


def _describe(act: Act, note: str) -> dict[str, object]:
    """Return what a statement says, one that is as it was taken in."""
    text = parse_note(note).text
    said = parse_statement(text)
    log = Log(said.of.origin.rpartition("/")[2])
    return {
        "log": log,
        "size": said.of.size,
        "has_findings": says_findings(text),
        "holds": is_beginning(act, log, said.of),
    }
