"""The order in which the rules take the records of both logs (docs/spec/audit.md, 3).

A record's day is the UTC day of its time, or that of an earlier entry of the same log where that is
later: so days never go back. Records are taken day by day; of one day first those of the access
log, then those of the intake log, whose days have no hours; each log in the order of its indices.
"""

from collections.abc import Iterable, Iterator
from heapq import merge
from typing import NamedTuple

from intake.clock import DAY
from intake.log.events import Log
from intake.verify.rules.record import Record


class Turn(NamedTuple):
    """When a record is taken; turns sort as records are taken."""

    day: int  # Days since 1 January 1970.
    place: int  # 0 in the access log, 1 in the intake log.
    at: int  # Its index.


def turn_of(record: Record, day_before: int) -> Turn:
    """Return a record's turn.

    Args:
        record: The record.
        day_before: The day of the entry before it in the same log; 0 for the first.
    """
    day = max(record.time // DAY, day_before)
    return Turn(day, int(record.log is Log.INTAKE), record.index)


def in_order(access: Iterable[Record], intake: Iterable[Record]) -> Iterator[Record]:
    """Merge the records of both logs, each in the order of its indices."""
    for _, record in merge(_turns(access), _turns(intake), key=lambda each: each[0]):
        yield record


def _turns(records: Iterable[Record]) -> Iterator[tuple[Turn, Record]]:
    day = 0
    for record in records:
        turn = turn_of(record, day)
        day = turn.day
        yield turn, record
