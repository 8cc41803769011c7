"""The one map from errors to answers: a status, a page or JSON, and never a word from outside.

What cannot be logged is not served: 503. What is unexpected is a 500 whose page says nothing was
stored; the exception's text goes nowhere, because it could hold what somebody wrote.
"""

import logging

from flask import Flask, jsonify, request
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import DBAPIError
from werkzeug.exceptions import HTTPException

from intake.auditlog import AuditLogError
from intake.errors import Conflict, IntakeError, NotFound, Refused
from intake.i18n import gettext as _
from intake.pages import error_page
from intake.signer import SignerRefusal
from intake.wire import WireError

STATUS = {NotFound: 404, Refused: 422, Conflict: 409}
logger = logging.getLogger("intake")


def _text(status: int) -> str:
    """Return one calm sentence for a status, in the language of the page."""
    texts = {
        400: _("Something arrived damaged. Nothing was stored."),
        401: _("Your session is over. Sign in again."),
        403: _("This is not open to you."),
        404: _("There is nothing here."),
        405: _("This cannot be done here."),
        409: _("Somebody was faster, or this was sent before with other content."),
        413: _("This is too long. Go back: your text is still there. Shorten it and try again."),
        422: _("Something in this is not right. Nothing was stored."),
        429: _("Too many attempts. Wait a while."),
        503: _("This cannot be done right now. Nothing was stored. Try again in a few minutes."),
    }
    return texts.get(status, _("Something went wrong. Nothing was stored. Try again."))


def answer(status: int, code: str) -> ResponseReturnValue:
    """Return the answer to a failed request: a page for people, JSON for scripts."""
    if request.method == "GET" and "text/html" in request.headers.get("Accept", ""):
        return error_page(status, _text(status))
    return jsonify(error=code, message=_text(status)), status


def init_failures(app: Flask) -> None:
    """Register the map; of what escapes it only the type reaches the log."""
    app.logger.addFilter(QUIET)
    app.register_error_handler(IntakeError, _intake_error)
    app.register_error_handler(WireError, _wire_error)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(AuditLogError, _not_logged)
    app.register_error_handler(SignerRefusal, _not_logged)
    app.register_error_handler(DBAPIError, _not_logged)
    app.register_error_handler(Exception, _unexpected)


def _intake_error(error: IntakeError) -> ResponseReturnValue:
    return answer(STATUS[type(error)], error.code)


def _wire_error(error: WireError) -> ResponseReturnValue:
    return answer(413 if error.code == "too_large" else 400, error.code)


def _http_error(error: HTTPException) -> ResponseReturnValue:
    if error.response is not None:
        return error.response
    cause = getattr(error, "original_exception", None)
    if isinstance(cause, DBAPIError):  # Before any view: the session could not be read.
        return _not_logged(cause)
    return answer(error.code or 500, (error.name or "error").lower().replace(" ", "_"))


def _not_logged(error: Exception) -> ResponseReturnValue:
    logger.error("could not store or log: %s", type(error).__name__)
    return answer(503, "unavailable")


def _unexpected(error: Exception) -> ResponseReturnValue:
    # Only types and places: a message or a value could hold what somebody wrote.
    places, trace = [], error.__traceback__
    while trace is not None:
        places.append(f"{trace.tb_frame.f_code.co_qualname}:{trace.tb_lineno}")
        trace = trace.tb_next
    logger.error("unexpected %s at %s", type(error).__name__, " ".join(places[-4:]))
    return answer(500, "error")


class QuietFilter(logging.Filter):
    """Takes out of a log what it would quote: addresses, paths and words that were sent.

    gunicorn names the address of whoever sends what is no HTTP; it and Flask name the path of a
    request that failed, with the exception's text.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        """Change the record; let every one through."""
        if record.exc_info and record.exc_info[0]:
            kind = record.exc_info[0].__name__
            record.msg, record.args = f"a request failed: {kind}", ()
            record.exc_info = record.exc_text = None
        elif str(record.msg).startswith("Invalid request"):
            record.msg, record.args = "refused what is no HTTP request", ()
        return True


QUIET = QuietFilter()


def quiet_server_log() -> None:
    """Let gunicorn write that something was refused or failed, and not what it was."""
    logging.getLogger("gunicorn.error").addFilter(QUIET)
