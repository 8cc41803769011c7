"""The chain of rosters and the vault, as every client at the desk fetches and keeps them."""

from flask import jsonify
from flask.typing import ResponseReturnValue

from intake.auth import signing_in
from intake.auth.views.blueprint import bp
from intake.clock import day_of
from intake.crypto.encoding import b64u
from intake.crypto.roster.roster import ROLES as DESK_ROLES
from intake.roster.chain import all_notes, current_roster, find_proposal
from intake.store.models import Vault
from intake.web.declared import allow, unlogged
from intake.web.services import services
from intake.web.staff.guards import actor, one_act
from intake.web.staff.posted import json_body


@bp.get("/roster")
@allow(*DESK_ROLES)
@unlogged("public keys and signatures of staff, and the caller's own sealed vault")
def show_roster() -> ResponseReturnValue:
    """Answer with the whole chain, what waits for a second signature, the vault, and the day.

    Somebody whom nobody admitted yet is told of no other newcomer.
    """
    me = actor().id
    with services().database.reading() as db:
        notes, proposal = all_notes(db), find_proposal(db)
        vault, found = db.get(Vault, me), current_roster(db)
    is_member = found is not None and found.find_member(me) is not None
    if proposal and not is_member and proposal.newcomer != me:
        proposal = None
    waits = proposal and {
        "version": proposal.version,
        "note": proposal.note,
        "newcomer": proposal.newcomer,
    }
    return jsonify(
        versions=notes,
        proposal=waits,
        vault=b64u(vault.data) if vault else None,
        day=day_of(services().clock()).isoformat(),
    )


@bp.put("/vault")
@allow(*DESK_ROLES)
@unlogged("a sealed note of a client to itself")
def save_vault() -> ResponseReturnValue:
    """Keep what a client sealed for itself."""
    data = json_body().file("vault")
    with one_act() as act:
        signing_in.save_vault(act, data)
    return "", 204
