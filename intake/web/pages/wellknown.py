"""What programs ask without being told anything: the desk's recipient, and whether we are up."""

from flask import Blueprint, Response, abort, current_app
from flask.typing import ResponseReturnValue

from intake.clock import hour_of
from intake.web.admission.limits import Storage
from intake.web.declared import public, unlogged
from intake.web.files.packed import answer
from intake.web.served.listing import list_pages
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


@bp.get("/.well-known/intake/hour")
@public
@unlogged("the hour of the clock, the same for everybody; who asks is about to send")
def hour() -> ResponseReturnValue:
    """Answer with the beginning of this hour: no report is judged by its device's clock alone."""
    return Response(f"{hour_of(services().clock())}\n", content_type=TEXT)


@bp.get("/.well-known/intake/pages")
@public
@unlogged("hashes of what everybody is served")
def pages() -> ResponseReturnValue:
    """Answer with the list of every constant page and file, as they are now."""
    return answer(list_pages(current_app))


@bp.get("/health")
@public
@unlogged("no secrets: whether the program does its work, or one word of a closed list")
def health() -> ResponseReturnValue:
    """Answer ``ok``, or 503 and what keeps logs from being signed or reports from being stored.

    The words are those of ``intake.log.signing.troubles.Trouble``, then ``storage-full``; or with
    200 ``storage-low``, while there is room but less than the operator should know of. Where not
    even the database can be read the answer is 503 as everywhere.
    """
    running = services()
    running.roster()
    found = running.troubles()
    storage = running.storage()
    text = "ok" if storage is Storage.OK else f"storage-{storage}"
    is_broken = bool(found) or storage is Storage.FULL
    if found:
        text = found[0].trouble
    return Response(f"{text}\n", 503 if is_broken else 200, content_type=TEXT)
