"""The entry of the clock hour, for every view that serves under it."""

from intake.desk.listing.entries.watching import is_watched, watch
from intake.web.services import services
from intake.web.staff.guards import actor, one_act


def watch_this_hour() -> None:
    """See to it that this account's entry is committed, before anything leaves."""
    account, now = actor().id, services().clock()
    with services().database.reading() as db:
        stands = is_watched(db, account, now)
    if not stands:
        with one_act() as act:
            watch(act)
