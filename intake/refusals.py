"""How the public pages say no: a page for people, JSON for their scripts, in their language.

The texts are fixed (``intake.words``); nothing that was sent is repeated, logged or put into an
exception. Every refusal means that nothing was stored.
"""

from flask import Blueprint, Response, jsonify, request
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import DBAPIError

from intake.auditlog import AuditLogError
from intake.errors import Conflict, IntakeError, NotFound, Refused
from intake.pages import error_page
from intake.wire import WireError
from intake.words import ERRORS, say

STATUS = {NotFound: 404, Refused: 422, Conflict: 409}
FORM_POST = "application/x-www-form-urlencoded"


def refuse(status: int, code: str) -> Response:
    """Return the refusal ``code``, a name of words.ERRORS."""
    text = say(ERRORS, code)
    if request.method == "GET" or request.mimetype == FORM_POST:
        return error_page(status, text)
    response = jsonify(error=code, message=text)
    response.status_code = status
    return response


def init_refusals(bp: Blueprint) -> None:
    """Let the views of a public blueprint raise what they meet."""
    bp.register_error_handler(WireError, _wire_error)
    bp.register_error_handler(IntakeError, _intake_error)
    bp.register_error_handler(AuditLogError, _unavailable)
    bp.register_error_handler(DBAPIError, _unavailable)


def _wire_error(error: WireError) -> ResponseReturnValue:
    return refuse(413, "too_large") if error.code == "too_large" else refuse(400, "damaged")


def _intake_error(error: IntakeError) -> ResponseReturnValue:
    return refuse(STATUS[type(error)], error.code if error.code in ERRORS else "damaged")


def _unavailable(_error: Exception) -> ResponseReturnValue:
    return refuse(503, "unavailable")
