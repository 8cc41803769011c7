"""Serving the files that pages load."""

from flask import Blueprint, abort
from flask.typing import ResponseReturnValue

from intake.web.declared import public, unlogged
from intake.web.files.packed import answer
from intake.web.services import services

bp = Blueprint("assets", __name__)


@bp.get("/static/<name>")
@public
@unlogged("the same bytes for everyone")
def asset(name: str) -> ResponseReturnValue:
    """Serve one file by its hashed name."""
    found = services().assets.by_file.get(name)
    return answer(found.packed) if found else abort(404)
