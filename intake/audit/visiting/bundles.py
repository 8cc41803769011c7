"""Many entry bundles in one answer, to a visit and nobody else: each costs us a hundred of theirs.

Where the log is public anybody reads the same entries, a bundle each.
"""

import re

from flask import Response, abort
from flask.typing import ResponseReturnValue

from intake.audit.log_views import bp
from intake.audit.logfiles import BINARY, bundles, served_size
from intake.log.events import Log
from intake.web.declared import by_token, unlogged
from intake.web.services import services

NUMBER = re.compile("0|[1-9][0-9]{0,14}")


@bp.get("/log/<log>/bundles/<first>")
@by_token("log", only=True)
@unlogged("leaves are made to be copied; the token's making is an entry")
def several(log: str, first: str) -> ResponseReturnValue:
    """Serve full entry bundles from one on, one after the other."""
    if log not in set(Log) or not NUMBER.fullmatch(first):
        abort(404)
    running = services()
    with running.database.reading() as db:
        size = served_size(db, running.signer, Log(log))
        data = bundles(db, Log(log), int(first), size)
    if not data:
        abort(404)
    return Response(data, content_type=BINARY)
