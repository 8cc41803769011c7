"""One entry covers all that leaves by itself for somebody within a clock hour.

A page that is open looks for changes all the time, and fetches what is new within seconds. An entry
for each of that would date every arrival for readers of the log. So the first look of an hour
commits ``case.watch``, before anything leaves and whether there is anything new or not; what left
for the first time, the next day says (``intake.desk.listing.entries.shown``).
"""

from sqlalchemy.orm import Session

from intake.clock import hour_of
from intake.log.act import Act
from intake.log.events import Event
from intake.store.models import Watch
from intake.store.statements import add_if_new


def is_watched(db: Session, account_id: str, now: int) -> bool:
    """Tell whether the entry of this hour stands already."""
    row = db.get(Watch, account_id)
    return row is not None and row.hour == hour_of(now)


def watch(act: Act) -> None:
    """Append the entry of this hour, unless another act was faster."""
    add_if_new(act.db, Watch, {"account_id": act.actor.id, "hour": -1})
    row = act.db.get_one(Watch, act.actor.id, with_for_update=True, populate_existing=True)
    if row.hour != hour_of(act.now):
        row.hour = hour_of(act.now)
        act.log(Event.CASE_WATCH)
