"""The second person, and whom a case is kept from."""

from intake.case.stored.rows import NewObject
from intake.desk.acts import agreeing, excluding
from intake.desk.acts.agreeing import Agreement
from intake.desk.acts.excluding import Exclusion
from intake.desk.views.acts.answering import Doing, sealed_act
from intake.log.events import Event
from intake.web.declared import logged
from intake.web.staff.posted import JsonBody


@sealed_act("agree", "agreement")
@logged(Event.CASE_AGREE)
def agree(case_id: str, frame: NewObject, meta: JsonBody) -> Doing:
    """Agree to what somebody else proposed, or end it; who proposed it may end it, too."""
    said = Agreement(
        what=meta.text("act"), object_id=meta.hex_id("object"), agrees=meta.flag("agrees")
    )
    return lambda act: agreeing.agree(act, case_id, frame, said)


@sealed_act("exclude", "exclusion")
@logged(Event.CASE_AVOID, Event.CASE_PROPOSE)
def exclude(case_id: str, frame: NewObject, meta: JsonBody) -> Doing:
    """Say whom the reporter keeps the case from, that nobody is named, or that one cannot tell."""
    said = Exclusion(
        members=meta.ids("members", 100), is_named=meta.flag("named"), is_unsure=meta.flag("unsure")
    )
    return lambda act: excluding.exclude(act, case_id, frame, said)
