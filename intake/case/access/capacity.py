"""As what somebody reads a case, and on which entry of the access log that rests.

The log says both with each opening, so that it needs no list of today to tell whether an opening of
then was inside an assignment.
"""

from sqlalchemy.orm import Session

from intake.case.access.people import person_of
from intake.case.access.permission import granted_for, is_offered
from intake.log.act import Act
from intake.store.models import Case, CasePerson


def capacity_of(act: Act, case: Case) -> dict[str, object]:
    """Return for the details of an opening ``as``, and ``assign`` but for who reads for the desk.

    ``assign`` is left out, too, of a place that was given by an earlier version.
    """
    what = _as_what(act, case)
    person = act.db.get(CasePerson, (case.id, act.actor.id))
    if what == "desk" or person is None or person.assign is None:
        return {"as": what}
    return {"as": what, "assign": person.assign}


def rest_on(db: Session, case: Case, account_id: str, entry: int) -> None:
    """Remember the index of the entry by which somebody may read a case from now on."""
    person_of(db, case, account_id).assign = entry


def _as_what(act: Act, case: Case) -> str:
    for place in ("assignee", "cover"):
        if getattr(case, place) == act.actor.id:
            return place
    if is_offered(act, case):
        return "offered"
    return "desk" if granted_for(act, case) is None else "second"
