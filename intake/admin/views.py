"""Pages for administrators (list, invite, disable) and for members of the roster (admit)."""

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue

from intake.admin import inviting, people
from intake.crypto.roster.roster import ROLES as DESK_ROLES
from intake.log import writing as auditlog
from intake.log.events import Event
from intake.roster import chain as roster
from intake.store.models import Account, RosterProposal
from intake.web.declared import allow, logged, unlogged
from intake.web.services import services
from intake.web.staff.bodies import json_body
from intake.web.staff.guards import act_in, actor
from intake.web.staff.pages import staff_page

bp = Blueprint("admin", __name__, url_prefix="/admin")


@bp.get("/")
@allow("administrator")
@unlogged("an empty page; its script fetches the accounts")
def index() -> ResponseReturnValue:
    """List accounts; invite and disable."""
    return staff_page("admin/index.html", "admin")


@bp.get("/people")
@allow(*DESK_ROLES)
@unlogged("an empty page; its script fetches public keys of staff")
def people_page() -> ResponseReturnValue:
    """Show the page where members admit newcomers."""
    return staff_page("admin/people.html", "people")


@bp.get("/people/data")
@allow(*DESK_ROLES, "administrator")
@unlogged("names, roles and public keys of staff")
def people_data() -> ResponseReturnValue:
    """Answer with accounts and public keys; a newcomer sees only their own."""
    with services().database.reading() as db:
        rows = people.list_people(db)
    me = actor().id
    if actor().role != "administrator" and not any(
        row["id"] == me and row["member"] for row in rows
    ):
        rows = [row for row in rows if row["id"] == me]
    return jsonify(accounts=rows)


@bp.post("/people/roster")
@allow(*DESK_ROLES)
@logged(Event.RECIPIENT_ADD, Event.RECIPIENT_REMOVE)
def accept() -> ResponseReturnValue:
    """Accept the next version of the roster."""
    body = json_body()
    note, newcomer = body.text("note", 50_000), body.optional_text("newcomer", 32)
    desk_key, now = body.optional_file("desk_key"), services().clock()
    with services().database.session() as db:
        waiting = roster.find_proposal(db)
        if desk_key is None and waiting is not None and waiting.newcomer == newcomer:
            desk_key = waiting.desk_key
        keys = {newcomer: desk_key} if newcomer and desk_key else {}
        roster.accept_version(db, note, db.get_one(Account, actor().id), keys, now)
        db.commit()
    return jsonify(accepted=True), 201


@bp.post("/people/propose")
@allow(*DESK_ROLES)
@logged(Event.CONFIG_CHANGE)
def propose() -> ResponseReturnValue:
    """Keep the next version for a second member's signature."""
    body = json_body()
    proposal = RosterProposal(
        note=body.text("note", 50_000),
        newcomer=body.hex_id("newcomer"),
        desk_key=body.optional_file("desk_key"),
    )
    with services().database.session() as db:
        proposer = db.get_one(Account, actor().id)
        roster.propose_version(db, proposal, proposer, services().clock())
        db.commit()
    return jsonify(waiting=True), 201


@bp.delete("/people/propose")
@allow(*DESK_ROLES)
@logged(Event.CONFIG_CHANGE)
def withdraw() -> ResponseReturnValue:
    """Drop what waits for a second signature."""
    with services().database.session() as db:
        roster.drop_proposal(db, db.get_one(Account, actor().id), services().clock())
        db.commit()
    return "", 204


@bp.post("/invite")
@allow("administrator")
@logged(Event.USER_INVITE)
def invite() -> ResponseReturnValue:
    """Make a one-time invitation; its link is shown once."""
    body = json_body()
    username, role, triage = body.text("username", 32), body.text("role", 20), body.flag("triage")
    now = services().clock()
    with services().database.session() as db:
        by = auditlog.actor_for(db, actor().id, now)
        token = inviting.invite(
            db, services().config.keys, username, role, triage=triage, by=by, now=now
        )
        db.commit()
    return jsonify(link=f"/enrol#{token}"), 201


@bp.post("/disable")
@allow("administrator")
@logged(Event.USER_DISABLE)
def disable() -> ResponseReturnValue:
    """Disable an account at once."""
    account_id = json_body().hex_id("account")
    with services().database.session() as db:
        people.disable(act_in(db), account_id)
        db.commit()
    return "", 204
