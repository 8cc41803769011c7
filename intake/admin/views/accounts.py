"""The administrator's page, and what ends an account."""

from flask.typing import ResponseReturnValue

from intake.admin import people, suspending
from intake.admin.views.acting import account_act
from intake.admin.views.blueprint import bp
from intake.admin.views.vouching import count_waiting
from intake.crypto.roster.roster import ROLES as DESK_ROLES
from intake.log.act import Act
from intake.log.events import Event
from intake.web.admission.limits import describe_storage
from intake.web.declared import allow, logged, unlogged
from intake.web.services import services
from intake.web.staff.rendering import staff_page


@bp.get("/")
@allow("administrator")
@unlogged("an empty page; its script fetches the accounts")
def index() -> ResponseReturnValue:
    """List accounts and open invitations; invite, revoke and disable."""
    storage = describe_storage(services().space.left())
    return staff_page("admin/index.html", "admin", storage=storage, vouching=count_waiting())


@account_act("disable", "administrator")
@logged(Event.USER_DISABLE)
def disable(act: Act, account_id: str) -> None:
    """Disable an account at once."""
    people.disable(act, account_id)


@account_act("suspend", "administrator", *DESK_ROLES)
@logged(Event.USER_SUSPEND)
def suspend(act: Act, account_id: str) -> None:
    """Keep somebody out at once, until it is undone or they are removed."""
    suspending.suspend(act, account_id)


@account_act("resume", "administrator", *DESK_ROLES)
@logged(Event.USER_RESUME)
def resume(act: Act, account_id: str) -> None:
    """Let somebody back in who was suspended."""
    suspending.resume(act, account_id)
