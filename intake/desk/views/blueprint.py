"""The blueprint that every address of the desk hangs on."""

from flask import Blueprint

bp = Blueprint("desk", __name__, url_prefix="/desk")
