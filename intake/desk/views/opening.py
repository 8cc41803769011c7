"""Opening a case, telling that it cannot be opened, and taking its files out."""

from collections.abc import Callable

from flask.typing import ResponseReturnValue

from intake.case.stored.rows import read_file
from intake.crypto.roster.roster import ROLES as DESK_ROLES
from intake.desk import opening
from intake.desk.exporting.stated import Stated
from intake.desk.exporting.taking_out import export_readable
from intake.desk.keeping.drafts import find_draft
from intake.desk.views.blueprint import bp
from intake.errors import Conflict
from intake.log.events import Event
from intake.web.declared import allow, logged
from intake.web.services import services
from intake.web.staff.guards import actor, one_act
from intake.web.staff.posted import json_body
from intake.web.staff.rendering import streamed


@bp.post("/<case:case_id>/open")
@allow(*DESK_ROLES)
@logged(Event.REPORT_OPEN)
def open_case(case_id: str) -> ResponseReturnValue:
    """Log the opening, then hand out key file and ciphertext."""
    purpose = json_body().text("purpose")
    with one_act() as act:  # Nothing leaves before it is committed.
        opened = opening.open_case(act, case_id, purpose)
    with services().database.reading() as db:
        told = opening.disclose(db, opened)
        draft = find_draft(db, actor().id, case_id)
    return streamed(told.meta, told.keys | draft, told.sizes, _reader())


def _reader() -> Callable[[str], bytes]:
    database = services().database

    def read(object_id: str) -> bytes:
        with database.reading() as db:
            return read_file(db, object_id)

    return read


@bp.post("/<case:case_id>/unreadable")
@allow(*DESK_ROLES)
@logged(Event.CASE_MISMATCH)
def unreadable(case_id: str) -> ResponseReturnValue:
    """Log that this client could not open the case, or found it to differ from its row."""
    body = json_body()
    reason, object_id = body.text("reason"), body.optional_id("object")
    with one_act() as act:
        opening.report_unreadable(act, case_id, reason, object_id)
    return "", 204


@bp.post("/<case:case_id>/export")
@allow(*DESK_ROLES)
@logged(Event.EVIDENCE_EXPORT, Event.CASE_PROPOSE)
def download(case_id: str) -> ResponseReturnValue:
    """Hand out the stored age files byte for byte once another one agreed, or ask for that."""
    body = json_body()
    stated = Stated(body.text("purpose"), body.text("recipient"))
    with one_act() as act:
        package = export_readable(act, case_id, stated)
    if package is None:
        raise Conflict("second_export")
    headers = {"Content-Disposition": 'attachment; filename="files.tar"'}
    return package, 200, {"Content-Type": "application/x-tar"} | headers
