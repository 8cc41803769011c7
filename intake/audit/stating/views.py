"""Addresses of statements: handing one in, all that were, and each as it was signed."""

from hashlib import sha256

from flask import Blueprint, make_response
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from intake.audit.heads import shown_head
from intake.audit.listing import Entry, find_entry
from intake.audit.passing.said.entries import newest
from intake.audit.reading.first import find_first_page
from intake.audit.room.page.reading import name_all
from intake.audit.stating.taking import Sizes, is_beginning, take_statement
from intake.crypto.encoding import b64u
from intake.crypto.tlog.note import parse_note, parse_vkey
from intake.errors import NotFound
from intake.log.act import Act
from intake.log.events import Event, Log
from intake.store.models import AuditStatement
from intake.verify.reporting.stating.checking import open_statement
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
SHOWN = 100  # On one page: each is hashed and its signature verified, and nothing bounds how many.


@bp.get("/")
@allow(*READERS)
@logged(Event.AUDIT_VIEW)
def index() -> ResponseReturnValue:
    """Show what auditors stated of the logs, and where to hand in another statement."""
    with one_act() as act:
        act.log(Event.AUDIT_VIEW, detail={"log": str(Log.ACCESS), "event": "audit.statement"})
    with services().database.reading() as db:
        found, older = _list_statements(act_in(db))
        named = name_all(find_first_page(db))
    page = "audit/statements.html"
    return staff_page(page, "statements", statements=found, older=older, named=named)


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
    heads = {log: shown_head(services().database, services().signer, log) for log in Log}
    return {head.checkpoint.origin: (log, head.checkpoint.size) for log, head in heads.items()}


def _list_statements(act: Act) -> tuple[list[dict[str, object]], int]:
    """Return statements for the page, newest first, and how many more there are.

    Also those of which only an entry is left.
    """
    taken_in = {each.idx for each in newest(act.db, Event.AUDIT_STATEMENT)}
    indices = sorted(taken_in.union(act.db.scalars(select(AuditStatement.idx))), reverse=True)
    shown = [_tell(act, index) for index in indices[:SHOWN]]
    return shown, len(indices) - len(shown)


def _tell(act: Act, index: int) -> dict[str, object]:
    row = act.db.get(AuditStatement, index)
    entry = find_entry(act.db, Log.ACCESS, index, index + 1)
    told = {"index": index, "key": row.key if row else "", "is_gone": row is None}
    told["is_as_logged"] = False
    if entry is not None:
        told |= {"actor": entry.actor, "time": entry.time}
        if row is not None and _is_as_taken_in(entry, row):
            told |= _describe(act, row.note) | {"is_as_logged": True}
    return told


def _is_as_taken_in(entry: Entry, row: AuditStatement) -> bool:
    """Tell whether a row holds what its entry names, and the key that signed it."""
    if entry.facts.get("statement") != b64u(sha256(row.note.encode()).digest()):
        return False
    try:
        open_statement(row.note, parse_vkey(row.key))
    except ValueError:  # NoteError and StatementError are.
        return False
    return True


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
