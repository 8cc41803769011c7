"""The list of people, and how members change the roster together."""

from flask import jsonify
from flask.typing import ResponseReturnValue

from intake.admin import people
from intake.admin.views.blueprint import bp
from intake.admin.views.vouching import count_waiting
from intake.crypto.roster.roster import ROLES as DESK_ROLES
from intake.log.events import Event
from intake.roster.accepting import accept_version
from intake.roster.chain import find_proposal
from intake.roster.proposing import drop_proposal, propose_version
from intake.store.models import RosterProposal
from intake.web.declared import allow, logged, unlogged
from intake.web.services import services
from intake.web.staff.guards import actor, one_act
from intake.web.staff.posted import json_body
from intake.web.staff.rendering import staff_page


@bp.get("/people")
@allow(*DESK_ROLES)
@unlogged("an empty page; its script fetches public keys of staff")
def people_page() -> ResponseReturnValue:
    """Show the page where members admit newcomers."""
    return staff_page("admin/people.html", "people", vouching=count_waiting())


@bp.get("/people/data")
@allow(*DESK_ROLES, "administrator")
@unlogged("names, roles and public keys of staff")
def people_data() -> ResponseReturnValue:
    """Answer with accounts and public keys; a newcomer sees only their own."""
    with services().database.reading() as db:
        rows = people.list_people(db, services().clock())
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
    desk_key = body.optional_file("desk_key")
    with one_act() as act:
        waiting = find_proposal(act.db)
        if desk_key is None and waiting is not None and waiting.newcomer == newcomer:
            desk_key = waiting.desk_key
        keys = {newcomer: desk_key} if newcomer and desk_key else {}
        accept_version(act, note, keys)
    return jsonify(accepted=True), 201


@bp.post("/people/propose")
@allow(*DESK_ROLES)
@logged(Event.CONFIG_CHANGE)
def propose() -> ResponseReturnValue:
    """Keep the next version for a second member's signature; no newcomer makes it a removal."""
    body = json_body()
    proposal = RosterProposal(
        note=body.text("note", 50_000),
        newcomer=body.optional_id("newcomer"),
        desk_key=body.optional_file("desk_key"),
    )
    with one_act() as act:
        propose_version(act, proposal)
    return jsonify(waiting=True), 201


@bp.delete("/people/propose")
@allow(*DESK_ROLES)
@logged(Event.CONFIG_CHANGE)
def withdraw() -> ResponseReturnValue:
    """Drop what waits for a second signature."""
    with one_act() as act:
        drop_proposal(act)
    return "", 204
