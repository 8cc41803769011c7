"""The logs as files that anybody with the right may copy (C2SP tlog-tiles, CONTRACT paths)."""

from flask import Blueprint, Response, abort
from flask.typing import ResponseReturnValue

from intake.audit.logfiles import find_served
from intake.web.declared import PUBLIC_LOG, allow, by_token, unlogged
from intake.web.files.assets import FOREVER
from intake.web.services import services

bp = Blueprint("log", __name__)


@bp.get("/log/<path:path>")
@allow("auditor", PUBLIC_LOG)
@by_token("log")
@unlogged("leaves are made to be copied; they hold no content, no case and no name")
def serve(path: str) -> ResponseReturnValue:
    """Serve a checkpoint, a tile, an entry bundle or the log's key."""
    with services().database.reading() as db:
        found = find_served(db, services().signer, path)
    if found is None:
        abort(404)
    response = Response(found.data, content_type=found.content_type)
    if found.immutable:
        response.headers["Cache-Control"] = FOREVER
    return response
