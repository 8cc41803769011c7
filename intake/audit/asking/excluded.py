"""Whom cases are kept from, and what of these cases reached them, before that and after.

Everything counts from the first entry on: an exclusion has no end. But a name has one, with its
quarter, and no entry leads from it to the next one (docs/DECISIONS.md, 133).
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake.audit.reading.records import records_of
from intake.clock import day_of, quarter_of
from intake.log.events import Event, Log
from intake.store.models import LogIx
from intake.verify.rules import Record

BATCH = 500  # Cases that are asked for at once.

Pair = tuple[str, str]
"""The log's reference of a case, and whom it is kept from."""


class Excluded(NamedTuple):
    """What is known of it; entries are indices of the access log."""

    said: list[Record]  # Entries that name somebody, or that cannot tell whom.
    since: Mapping[Pair, Record]  # The first entry that says it.
    before: list[int]  # Openings.
    after: list[int]
    released: list[int]  # Key files that left after it.
    shown: list[int]  # Days after it on which a list showed them the summary for the first time.

    @property
    def entries(self) -> set[int]:
        """Return all that stands behind it: what was said, and what came after."""
        said = {each.index for each in self.said}
        return said.union(self.after, self.released, self.shown)

    def count_ended(self, now: int) -> int:
        """Return how many cases are kept from somebody by a name that has ended by now."""
        quarter, since = quarter_of(now), self.since.items()
        return len({ref for (ref, _), each in since if quarter_of(each.time) < quarter})


def read_excluded(db: Session, size: int) -> Excluded:
    """Read what the first ``size`` entries of the access log tell of it."""
    records = records_of(db, Event.CASE_AVOID, within=range(size))
    said = [each for each in records if each.is_done and (each.texts("for") or is_unsure(each))]
    since: dict[Pair, Record] = {}
    for record in said:
        for who in record.texts("for"):
            since.setdefault((record.ref, who), record)
    found = Excluded(said, since, [], [], [], [])
    for idx, event, pair in _touched(db, size, since):
        is_after = idx > since[pair].index
        if event == Event.REPORT_OPEN:
            (found.after if is_after else found.before).append(idx)
        elif is_after:
            found.released.append(idx)
    found.shown.extend(_shown(db, size, since))
    return found


def is_unsure(record: Record) -> bool:
    """Tell whether an entry says that nobody can tell who is meant."""
    return (record.detail or {}).get("unsure") is True


def _touched(
    db: Session, size: int, since: Mapping[Pair, Record]
) -> Iterator[tuple[int, str, Pair]]:
    """Yield what those did to a case whom it is kept from: index, event, and both."""
    refs = sorted({ref for ref, _ in since})
    events = (Event.REPORT_OPEN, Event.KEY_RELEASE)
    done = (LogIx.log == Log.ACCESS, LogIx.idx < size, LogIx.e.in_(events), LogIx.o == "ok")
    query = select(LogIx.idx, LogIx.e, LogIx.ref, LogIx.a).where(*done)
    for at in range(0, len(refs), BATCH):
        for row in db.execute(query.where(LogIx.ref.in_(refs[at : at + BATCH]))):
            if (row.ref, row.a) in since:
                yield row.idx, row.e, (row.ref, row.a)


def _shown(db: Session, size: int, since: Mapping[Pair, Record]) -> Iterator[int]:
    """Yield the entries of days after it; of the day itself nobody can tell which came first."""
    first = min((each.index for each in since.values()), default=size)
    for record in records_of(db, Event.CASE_SHOWN, within=range(first, size)):
        who, day = record.text("for"), record.text("day")
        for ref in record.texts("refs"):
            kept = since.get((ref, who))
            if kept is not None and day > day_of(kept.time).isoformat():
                yield record.index
