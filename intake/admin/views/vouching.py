"""The page on which people vouch for an auditor or administrator."""

from flask.typing import ResponseReturnValue

from intake.admin.views.blueprint import bp
from intake.log.events import Event
from intake.roster.vouched_keys import signs
from intake.roster.vouching import counts, list_waiting, may_vouch, vouch
from intake.store.models import ROLES
from intake.web.declared import allow, logged, unlogged
from intake.web.services import services
from intake.web.staff.guards import act_in, one_act
from intake.web.staff.posted import json_body
from intake.web.staff.rendering import staff_page


@bp.get("/vouching")
@allow(*ROLES)
@unlogged("names of who waits, to the desk and administrators; auditors are told no name")
def vouching_page() -> ResponseReturnValue:
    """Show whether one counts as a second person, and who waits until somebody vouches."""
    with services().database.reading() as db:
        act = act_in(db)
        named = act.actor.role != "auditor"  # The log dates accounts: names would tell whose.
        return staff_page(
            "admin/vouching.html",
            "vouching",
            counts=counts(db, act.actor.id),
            may_vouch=may_vouch(act),
            signs=signs(act),
            waiting=list_waiting(act) if named else [],
        )


@bp.post("/vouch")
@allow(*ROLES)
@logged(Event.USER_VOUCH)
def vouch_for() -> ResponseReturnValue:
    """Vouch for an auditor or administrator."""
    body = json_body()
    username, signed = body.text("username", 32), body.optional_file("vouch")
    with one_act() as act:
        vouch(act, username, signed)
    return "", 204


def count_waiting() -> int:
    """Return how many people wait for who looks."""
    with services().database.reading() as db:
        return len(list_waiting(act_in(db)))
