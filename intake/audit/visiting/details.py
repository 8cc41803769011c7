"""Details for an auditor's own copy: only by a token that says so, and the entry comes first."""

import json
import re

from flask import Response, abort, request
from flask.typing import ResponseReturnValue
from sqlalchemy import func, select

from intake.audit.instance_source import read_details
from intake.audit.log_views import bp
from intake.audit.logfiles import BINARY, served_size
from intake.audit.visiting.acting import VisitAct, visit_act
from intake.crypto.tlog.tiles import TILE_WIDTH
from intake.errors import NotFound, Refused
from intake.log.events import Event, Log
from intake.store.models import LogDetail
from intake.web.declared import by_token, logged
from intake.web.services import services

NAME = re.compile("([0-9]{9})\\.jsonl")
NUMBER = re.compile("0|[1-9][0-9]{0,14}")


@bp.get("/log/<log>/details/<name>")
@by_token("details", only=True)
@logged(Event.AUDIT_EXPORT)
def details(log: str, name: str) -> ResponseReturnValue:
    """Give the details of an entry bundle, under the entry of the run that says which it takes."""
    found = NAME.fullmatch(name)
    if found is None or log not in set(Log):
        abort(404)
    running, n = services(), int(found[1])
    with running.database.session() as db:
        visit = visit_act(db)
        size = served_size(db, running.signer, Log(log))
        stop = _tell(visit, Log(log), n, size)
        db.commit()  # Before the first byte leaves.
    start = n * TILE_WIDTH
    with running.database.reading() as db:
        data = read_details(db, Log(log), start, min(start + TILE_WIDTH, stop))
    return Response(data, content_type=BINARY)


def _tell(visit: VisitAct, log: Log, n: int, size: int) -> int:
    """See to it that an entry of this run tells of these details; return where it ends."""
    start = n * TILE_WIDTH
    if start >= size:
        raise NotFound("details")
    told = json.loads(visit.row.exported)
    begun, ended = told.get(log, (0, 0))
    if begun <= start < ended and _number("to", ended) <= ended:
        return int(ended)  # A later run with this token may take more, under an entry of its own.
    first, stop = _number("from", start), _number("to", min(start + TILE_WIDTH, size))
    if not first <= start < stop <= size:
        raise Refused("from")
    of_run = LogDetail.log == log, LogDetail.idx >= first, LogDetail.idx < stop
    count = visit.act.db.scalar(select(func.count()).where(*of_run)) or 0
    visit.row.exported = json.dumps({**told, log: [first, stop]})
    detail = {"log": str(log), "from": first, "to": stop, "details": count}
    visit.act.log(Event.AUDIT_EXPORT, detail=detail)
    return stop


def _number(name: str, default: int) -> int:
    """Return what the address says of the run: which entries it will ask the details of."""
    text = request.args.get(name)
    if text is None:
        return default
    if not NUMBER.fullmatch(text):
        raise Refused(name)
    return int(text)
