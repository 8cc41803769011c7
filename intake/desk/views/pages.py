"""Pages of the desk: empty documents whose scripts fetch everything."""

from flask.typing import ResponseReturnValue

from intake.crypto.roster.roster import ROLES as DESK_ROLES
from intake.desk.views.blueprint import bp
from intake.web.declared import allow, unlogged
from intake.web.staff.rendering import desk_page, staff_page


@bp.get("/")
@allow(*DESK_ROLES)
@unlogged("an empty page; its script fetches the list")
def index() -> ResponseReturnValue:
    """Show the desk: one document, in which the list is shown."""
    return desk_page()


@bp.get("/<case:case_id>")
@allow(*DESK_ROLES)
@unlogged("an empty page; opening states a purpose first")
def show(case_id: str) -> ResponseReturnValue:
    """Show the desk with a case open, which asks for a purpose."""
    del case_id  # The script reads it off the address: the document is the same for every case.
    return desk_page()


@bp.get("/overview")
@allow("supervisor")
@unlogged("an empty page; its script fetches the overview")
def show_overview() -> ResponseReturnValue:
    """Show the page of a supervisor's overview."""
    return staff_page("desk/overview.html", "overview")
