"""Whether the access log has somebody away, suspended or disabled at a moment."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from intake.audit.reading.records import records_of
from intake.clock import day_of
from intake.crypto.shapes import is_day
from intake.log.events import Event
from intake.verify.rules import Record

SAID = 500  # Entries of a kind; a pseudonym is of one quarter, and older ones name nobody of it.
STANDING = {
    Event.USER_AWAY: "away",
    Event.USER_SUSPEND: "suspended",
    Event.USER_RESUME: "suspended",
    Event.USER_DISABLE: "disabled",
}


Stood = tuple[str, int, str]  # A word of ``STANDING``, the entry that says so, until which day.


def read_standing(db: Session) -> list[Record]:
    """Return what was said of people's absence and rights, in order."""
    found = [each for event in STANDING for each in records_of(db, event, most=SAID)]
    return sorted((each for each in found if each.is_done), key=lambda each: each.index)


def find_standing(standing: Sequence[Record], actor: str, act: Sequence[int]) -> list[Stood]:
    """Return how somebody stood as far as entries before an act say so and none ended it.

    Args:
        standing: As ``read_standing`` returns it.
        actor: Their pseudonym.
        act: Its entry, and its Unix time.
    """
    said: dict[str, Record] = {}
    for each in standing:
        if each.index < act[0] and actor in each.texts("who"):
            said[STANDING[Event(each.event)]] = each
    today = day_of(act[1]).isoformat()
    return [
        (how, each.index, each.text("day")) for how, each in said.items() if _lasts(each, today)
    ]


def _lasts(record: Record, today: str) -> bool:
    if record.event == Event.USER_AWAY:
        day = record.text("day")  # Who is there again has none.
        return is_day(day) and day > today
    return record.event != Event.USER_RESUME
