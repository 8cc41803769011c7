"""How acts come in and are answered: with where the case stands after it."""

from collections.abc import Callable
from functools import wraps

from flask import jsonify
from flask.typing import ResponseReturnValue

from intake.case.access.permission import find_holder
from intake.case.stored.rows import NewObject
from intake.crypto.roster.roster import ROLES as DESK_ROLES
from intake.desk.acts.holding.taking import Hashes
from intake.desk.state import describe_state
from intake.desk.views.blueprint import bp
from intake.log.act import Act
from intake.store.models import Case
from intake.web.declared import allow
from intake.web.staff.guards import one_act
from intake.web.staff.posted import JsonBody, multipart_body

Doing = Callable[[Act], Case]
SealedAct = Callable[[str, NewObject, JsonBody], Doing]
View = Callable[[str], ResponseReturnValue]


def sealed_act(name: str, kind: str) -> Callable[[SealedAct], View]:
    """Make the address of an act whose words are one sealed frame; what it logs it says itself.

    What is decorated gets the case's id, the frame and the body's meta, reads what it needs, and
    returns what to do.

    Args:
        name: Last part of the address, below that of the case.
        kind: Of the frame.
    """

    def make(read: SealedAct) -> View:
        @bp.post(f"/<case:case_id>/{name}")
        @allow(*DESK_ROLES)
        @wraps(read)
        def view(case_id: str) -> ResponseReturnValue:
            meta, parts = multipart_body({"frame"})
            frame = frame_in(meta, parts["frame"], kind)
            return answer_act(read(case_id, frame, meta))

        return view

    return make


def answer_act(do: Doing, status: int = 201) -> ResponseReturnValue:
    """Do an act, commit it, and answer with the state of its case."""
    with one_act() as act:
        case = do(act)
        may_read = find_holder(act, case) is not None  # Not any more, for who named themselves.
        state = describe_state(act, case) if may_read else {}
    return jsonify(state), status


def frame_in(meta: JsonBody, data: bytes, kind: str) -> NewObject:
    """Return the sealed act of a body: its part, and what ``meta`` says of it."""
    return NewObject(
        id=meta.hex_id("id"),
        epoch=meta.number("epoch"),
        sha256=meta.binary("sha256", 32),
        data=data,
        kind=kind,
    )


def hashes_in(meta: JsonBody) -> Hashes:
    """Return what a client read of report and contact."""
    return Hashes(report=meta.binary("report", 32), contact=meta.binary("contact", 32))
