"""The one map from what goes wrong to a status and a code, and how public pages say it.

The texts are fixed (``intake.web.words.words``); nothing that was sent is repeated, logged or put
into an exception. What cannot be logged is not served: 503. Every refusal means that nothing was
stored.
"""

from dataclasses import dataclass

from flask import Response, jsonify, request
from sqlalchemy.exc import DBAPIError
from werkzeug.exceptions import HTTPException

from intake.errors import AuditLogError, Busy, Conflict, IntakeError, NotFound, Refused
from intake.log.signing.refusal import SignerRefusal
from intake.web.pages.public import error_page
from intake.web.services import services
from intake.web.wire import FORM_POST, WireError
from intake.web.words.i18n import gap
from intake.web.words.numbers import say_numbers
from intake.web.words.words import ERRORS, WITH_NUMBERS, say

STATUS = {NotFound: 404, Refused: 422, Conflict: 409, Busy: 503}
UNAVAILABLE = (AuditLogError, SignerRefusal, DBAPIError)
#: What a public page says of a code that it has no words for.
_PUBLIC_CODES = {400: "damaged", 404: "not_found", 409: "damaged", 413: "too_large", 422: "damaged"}


@dataclass(frozen=True)
class Failure:
    """What is answered to a request that failed; ``code`` is a word for scripts."""

    status: int
    code: str
    retry_after: int = 0  # Seconds; 0 says nothing of it.


def failure_of(error: Exception) -> Failure:
    """Return the answer to an exception; whatever is not expected is a 500."""
    if isinstance(error, IntakeError):
        waits = error.retry_after if isinstance(error, Busy) else 0
        return Failure(STATUS[type(error)], error.code, waits)
    if isinstance(error, WireError):
        return Failure(413 if error.code == "too_large" else 400, error.code)
    if isinstance(error, UNAVAILABLE):
        return Failure(503, "unavailable")
    if isinstance(error, HTTPException):
        return Failure(error.code or 500, (error.name or "error").lower().replace(" ", "_"))
    return Failure(500, "error")


def wants_page() -> bool:
    """Tell whether a person waits for the answer, and not a script."""
    asked = request.method in {"GET", "HEAD"} and "text/html" in request.headers.get("Accept", "")
    return asked or request.mimetype == FORM_POST


def refuse(status: int, code: str) -> Response:
    """Return a public refusal: a page for people, JSON for their scripts, in their language.

    Args:
        status: HTTP status.
        code: A name of words.ERRORS; another one is said in general words.
    """
    if code not in ERRORS:
        code = _PUBLIC_CODES.get(status, code)
    text = say(ERRORS, code if code in ERRORS else "error")
    if wants_page():
        return error_page(status, text, numbers=code in WITH_NUMBERS)
    if code in WITH_NUMBERS:
        text += gap() + say_numbers(services().emergency)
    response = jsonify(error=code, message=text)
    response.status_code = status
    return response
