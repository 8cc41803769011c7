"""The blueprint that every address of people hangs on."""

from flask import Blueprint

bp = Blueprint("admin", __name__, url_prefix="/admin")
