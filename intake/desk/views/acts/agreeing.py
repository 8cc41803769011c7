"""The second person, and whom a case is kept from."""

from flask.typing import ResponseReturnValue

from intake.crypto.roster.roster import ROLES as DESK_ROLES
from intake.desk.acts import agreeing, excluding
from intake.desk.acts.agreeing import Agreement
from intake.desk.acts.excluding import Exclusion
from intake.desk.views.acts.answering import answer_act, frame_in
from intake.desk.views.blueprint import bp
from intake.log.events import Event
from intake.web.declared import allow, logged
from intake.web.staff.posted import multipart_body


@bp.post("/<case:case_id>/agree")
@allow(*DESK_ROLES)
@logged(Event.CASE_AGREE)
def agree(case_id: str) -> ResponseReturnValue:
    """Agree to what somebody else proposed, or end it; who proposed it may end it, too."""
    meta, parts = multipart_body({"frame"})
    frame = frame_in(meta, parts["frame"], "agreement")
    said = Agreement(
        what=meta.text("act"), object_id=meta.hex_id("object"), agrees=meta.flag("agrees")
    )
    return answer_act(lambda act: agreeing.agree(act, case_id, frame, said))


@bp.post("/<case:case_id>/exclude")
@allow(*DESK_ROLES)
@logged(Event.CASE_AVOID, Event.CASE_PROPOSE)
def exclude(case_id: str) -> ResponseReturnValue:
    """Say whom the reporter keeps the case from, that nobody is named, or that one cannot tell."""
    meta, parts = multipart_body({"frame"})
    frame = frame_in(meta, parts["frame"], "exclusion")
    said = Exclusion(
        members=meta.ids("members", 100), is_named=meta.flag("named"), is_unsure=meta.flag("unsure")
    )
    return answer_act(lambda act: excluding.exclude(act, case_id, frame, said))
