"""The page of witnesses: who they are, how it goes with them, and two people's change of them."""

from flask import jsonify
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.orm import Session

from intake.admin import witnessing
from intake.admin.proposed import compare_policies
from intake.admin.views.blueprint import bp
from intake.admin.witnessing import DECIDE
from intake.log.events import Event, Log
from intake.log.witnesses.asking import witness_id
from intake.log.witnesses.standing import standing_policy, standing_text
from intake.roster.vouching import counts
from intake.store.models import WitnessAsked
from intake.web.declared import allow, logged, unlogged
from intake.web.services import services
from intake.web.staff.guards import actor, one_act
from intake.web.staff.posted import json_body
from intake.web.staff.rendering import staff_page


@bp.get("/witnesses")
@allow(*DECIDE)
@unlogged("whose signatures count is served to everybody who may copy the logs")
def witnesses_page() -> ResponseReturnValue:
    """Show who witnesses the logs, and what waits for a second person."""
    with services().database.reading() as db:
        waiting, stands = witnessing.find_waiting(db), standing_text(db)
        return staff_page(
            "admin/witnesses.html",
            "witnesses",
            stands=stands,
            waiting=waiting,
            changes=compare_policies(stands, waiting.text) if waiting else None,
            is_own=waiting is not None and waiting.proposed_by == actor().id,
            counts=counts(db, actor().id),
            asked=_list_asked(db),
        )


@bp.post("/witnesses")
@allow(*DECIDE)
@logged(Event.CONFIG_CHANGE)
def propose_policy() -> ResponseReturnValue:
    """Propose who witnesses the logs; a second person must agree."""
    text = json_body().text("policy", 12_000)
    with one_act() as act:
        stands = witnessing.propose(act, text)
    _sign()
    return jsonify(stands=stands), 201


@bp.post("/witnesses/agree")
@allow(*DECIDE)
@logged(Event.CONFIG_CHANGE)
def agree_policy() -> ResponseReturnValue:
    """Agree to what somebody else proposed, by the hash of what was read."""
    wanted = json_body().text("hash", 43)
    with one_act() as act:
        witnessing.agree(act, wanted)
    _sign()
    return "", 204


@bp.delete("/witnesses")
@allow(*DECIDE)
@logged(Event.CONFIG_CHANGE)
def withdraw_policy() -> ResponseReturnValue:
    """End what waits for a second person."""
    with one_act() as act:
        witnessing.withdraw(act)
    return "", 204


def _sign() -> None:
    """Sign the entry now: whoever copies the logs compares it with the policy that is served."""
    services().signer.checkpoint(services().database, Log.ACCESS)


def _list_asked(db: Session) -> list[dict[str, object]]:
    """Return how it went with each witness of the policy that was ever asked."""
    names = {witness_id(each): each.name for each in standing_policy(db).witnesses}
    rows = db.scalars(select(WitnessAsked).order_by(WitnessAsked.witness, WitnessAsked.log))
    return [
        {
            "name": names[row.witness],
            "log": row.log,
            "size": row.size,
            "signed_at": row.signed_at,
            "problem": row.problem,
        }
        for row in rows
        if row.witness in names
    ]
