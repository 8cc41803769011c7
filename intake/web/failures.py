"""Where every exception ends: an answer for people or scripts, and a log line without any words.

Staff get an English page in their own frame, everybody else the public page in their language; the
map itself is ``intake.web.refusals``. An exception's text goes nowhere, because it could hold what
somebody wrote.
"""

import logging

from flask import Flask, Response, jsonify, request, session
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from intake.errors import Busy
from intake.web.refusals import UNAVAILABLE, Failure, failure_of, refuse, wants_page
from intake.web.staff.rendering import home_of, staff_page
from intake.web.staff.sessions import STAFF_PATHS, Session
from intake.web.tally import Tally
from intake.web.words.i18n import gettext
from intake.web.words.staff import CODES, FAILURES, UNEXPECTED

logger = logging.getLogger("intake")


def init_failures(app: Flask) -> None:
    """Register the map; of what escapes it only the type reaches the log."""
    app.logger.addFilter(QUIET)
    tally = Tally(logger)

    def failed(error: Exception) -> Response:
        failure = failure_of(error)
        _note(tally, error, failure)
        return answer(failure)

    def http_error(error: HTTPException) -> ResponseReturnValue:
        if error.response is not None:
            return error.response
        cause = getattr(error, "original_exception", None)
        return answer(failure_of(error)) if cause is None else failed(cause)

    app.register_error_handler(HTTPException, http_error)
    app.register_error_handler(Exception, failed)


def is_staff_path(path: str) -> bool:
    """Tell whether an address belongs to staff, auditors or administrators."""
    return path.split("/")[1] in STAFF_PATHS


def answer(failure: Failure) -> Response:
    """Return the answer to a failed request, for the side of the house it came to."""
    if is_staff_path(request.path):
        response = _answer_staff(failure)
    else:
        response = refuse(failure.status, failure.code)
    if failure.retry_after:
        response.headers["Retry-After"] = str(failure.retry_after)
    return response


def _answer_staff(failure: Failure) -> Response:
    by_status = FAILURES.get(failure.status, UNEXPECTED)
    title, text = map(gettext, CODES.get(failure.code, by_status))
    if wants_page():
        return _staff_error(failure, title, text)
    response = jsonify(error=failure.code, message=text)
    response.status_code = failure.status
    return response


def _staff_error(failure: Failure, title: str, text: str) -> Response:
    signed_in = session.actor if isinstance(session, Session) else None
    # The frame's token is stored with the session: with no database there is no new one.
    bare = failure.status >= 500 and "csrf_token" not in (session)
    home = home_of(signed_in.role) if signed_in else "/sign-in"
    told = {"status": failure.status, "code": failure.code, "title": title, "text": text}
    page = "errors/staff.html"
    response = staff_page(page, "error", bare=bare, has_form=False, home=home, **told)
    response.status_code = failure.status
    return response


def _note(tally: Tally, error: Exception, failure: Failure) -> None:
    """Let the program's log say what kind of failure this was, if the fault is not the sender's."""
    if isinstance(error, Busy):
        tally.note(logging.WARNING, f"refused for now: {error.code}")
    elif isinstance(error, UNAVAILABLE):
        tally.note(logging.ERROR, f"could not store or log: {type(error).__name__}")
    elif failure.status >= 500:
        tally.note(logging.ERROR, f"unexpected {type(error).__name__} at {_place_of(error)}")


def _place_of(error: Exception) -> str:
    # Only types and places: a message or a value could hold what somebody wrote.
    places, trace = [], error.__traceback__
    while trace is not None:
        places.append(f"{trace.tb_frame.f_code.co_qualname}:{trace.tb_lineno}")
        trace = trace.tb_next
    return " ".join(places[-4:])


class QuietFilter(logging.Filter):
    """Takes out of Flask's log what it would quote: a path, and the text of an exception."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Change the record; let every one through."""
        if record.exc_info and record.exc_info[0]:
            kind = record.exc_info[0].__name__
            record.msg, record.args = f"a request failed: {kind}", ()
            record.exc_info = record.exc_text = None
        return True


QUIET = QuietFilter()
