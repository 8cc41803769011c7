"""How every act is answered: with where the case stands after it."""

from collections.abc import Callable

from flask import jsonify
from flask.typing import ResponseReturnValue

from intake.case.access.permission import find_holder
from intake.case.stored.rows import NewObject
from intake.desk.acts.holding.taking import Hashes
from intake.desk.state import describe_state
from intake.log.act import Act
from intake.store.models import Case
from intake.web.staff.guards import one_act
from intake.web.staff.posted import JsonBody


def answer_act(do: Callable[[Act], Case], status: int = 201) -> ResponseReturnValue:
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
