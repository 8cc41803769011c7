"""What a visit brings back: over the wire by its token, or typed into the page."""

import json

from flask import abort, request
from flask.typing import ResponseReturnValue

from intake.audit.log_views import bp as log_bp
from intake.audit.views import bp
from intake.audit.visiting.acting import visit_act
from intake.audit.visiting.taking import take_note
from intake.crypto.tlog.note import NoteError, VerifierKey, parse_vkey
from intake.errors import Refused
from intake.log.events import Event, Log
from intake.verify.mirror.cosigned import split_notes
from intake.web import wire
from intake.web.declared import allow, by_token, logged
from intake.web.services import services
from intake.web.staff.bearer import unauthorised, visitor
from intake.web.staff.guards import one_act
from intake.web.staff.posted import json_body

MOST_NOTE = 4_000  # bytes
MOST_TEXT = 8_000  # characters of what a run without a server leaves


@log_bp.post("/log/<log>/cosigned")
@by_token("log", only=True)
@logged(Event.AUDIT_VISIT)
def take_from_token(log: str) -> ResponseReturnValue:
    """Take the checkpoint that the copy signed; that of the access log ends the visit."""
    if log not in set(Log):
        abort(404)
    note, running = wire.read_body(request, MOST_NOTE).decode("utf-8", "replace"), services()
    with running.database.session() as db:
        visit = visit_act(db)
        signed = json.loads(visit.row.signed)
        if log in signed:  # Perhaps of a run that was killed before it brought the other one.
            return ("", 204) if signed[log] == note else unauthorised()
        visit.row.signed = json.dumps({**signed, log: note})
        if log == Log.ACCESS:
            db.delete(visit.row)
        take_note(visit.act, running.signer, Log(log), note, visitor().copy_key)
        db.commit()
    return "", 204


@bp.post("/lines")
@allow("auditor")
@logged(Event.AUDIT_VISIT)
def take_from_page() -> ResponseReturnValue:
    """Take what a visit without a server left in its file."""
    text = json_body().text("lines", MOST_TEXT).strip() + "\n"
    named, _, rest = text.partition("\n\n")
    key, notes = _parse_key(named), split_notes(rest)
    if not 1 <= len(notes) <= len(Log):
        raise Refused("lines")
    with one_act() as act:
        for note in notes:
            take_note(act, services().signer, _log_of(note), note, key)
    return "", 204


def _parse_key(text: str) -> VerifierKey:
    try:
        return parse_vkey(text)
    except NoteError:
        raise Refused("lines") from None


def _log_of(note: str) -> Log:
    name = note.partition("\n")[0].rpartition("/log/")[2]
    if name not in set(Log):
        raise Refused("lines")
    return Log(name)
