"""What programs ask without being told anything: the desk's recipient, and whether we are up."""

from flask import Blueprint, Response, abort
from flask.typing import ResponseReturnValue

from intake.web.declared import public, unlogged
from intake.web.services import services

bp = Blueprint("wellknown", __name__)
TEXT = "text/plain; charset=utf-8"


@bp.get("/.well-known/intake/desk")
@public
@unlogged("the recipient that every form page carries")
def desk() -> ResponseReturnValue:
    """Answer with the desk recipient that reports are sealed to now."""
    found = services().desk()
    if found is None:
        abort(404)
    return Response(found.recipient + "\n", content_type=TEXT)


@bp.get("/health")
@public
@unlogged("no secrets: whether the database answers")
def health() -> ResponseReturnValue:
    """Answer when the database can be read."""
    services().roster()
    return Response("ok\n", content_type=TEXT)
