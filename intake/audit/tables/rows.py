"""From entries to rows: what the index holds of an entry, and what is counted of its row."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from intake.audit.tables.entries import Stored
from intake.clock import DAY
from intake.log.events import Event, Log

UNREADABLE = "unreadable"  # Stands for the event of an entry that is of no known form.
SYSTEM = "system"  # Stands for the actor of an entry that names nobody.
HOUR = 3600
HOLDING = frozenset({"assignee", "cover", "offered", "second"})
"""What somebody read a case as (``as`` of ``report.open``) who had a place in it, or was let in."""
WAYS = ("inside", "desk", "outside")

_REFERENCE = re.compile("[0-9a-f]{32}")


class Row(NamedTuple):
    """A row of ``log_ix``, its columns in their order."""

    log: str
    idx: int
    t: int
    e: str
    a: str
    o: str | None
    ref: str | None
    way: str | None


def index_row(log: Log, stored: Stored, taken: dict[str, int]) -> Row:
    """Return the row of an entry.

    Args:
        log: Which log.
        stored: The entry.
        taken: By case, the first entry by which somebody held it; this one is added to them.
    """
    leaf, ref = stored.leaf, find_reference(stored.told)
    if leaf is None:
        return Row(str(log), stored.idx, 0, UNREADABLE, SYSTEM, None, ref, None)
    way = None
    if log is Log.ACCESS and leaf.outcome == "ok" and ref is not None:
        if leaf.event is Event.CASE_ASSIGN:
            taken.setdefault(ref, stored.idx)
        if leaf.event is Event.REPORT_OPEN:
            way = _way(stored.told, is_taken=ref in taken)
    actor = leaf.actor or SYSTEM
    return Row(str(log), stored.idx, leaf.t, str(leaf.event), actor, leaf.outcome, ref, way)


def find_reference(told: Mapping[str, object]) -> str | None:
    """Return the case a detail is about, 32 hex digits; None if it names none."""
    ref = told.get("log_ref")
    return ref if isinstance(ref, str) and _REFERENCE.fullmatch(ref) else None


def _way(told: Mapping[str, object], *, is_taken: bool) -> str:
    """Tell how somebody came to a case: by a place in it, for the desk, or past those who hold it.

    Entries of earlier versions do not say ``as``; theirs say whose key file was given (``via``).
    """
    if told.get("as") in HOLDING or ("as" not in told and told.get("via") == "account"):
        return "inside"
    return "outside" if is_taken else "desk"


def hour_rows(rows: Iterable[Row]) -> list[dict[str, object]]:
    """Return what ``log_hour`` gains by these rows of the index."""
    found = Counter((row.log, row.t // DAY, row.a, row.t % DAY // HOUR, row.e) for row in rows)
    names = ("log", "day", "a", "hour", "e", "n")
    return [dict(zip(names, (*key, n), strict=True)) for key, n in sorted(found.items())]


def pair_rows(rows: Iterable[Row]) -> list[dict[str, object]]:
    """Return what ``log_pair`` gains by these rows of the index, which are in order."""
    ways: Counter[tuple[int, str, str | None, str]] = Counter()
    last: dict[tuple[int, str, str | None], int] = {}
    for row in rows:
        if row.way is not None:
            key = (row.t // DAY, row.a, row.ref)
            ways[*key, row.way] += 1
            last[key] = row.idx
    return [
        {"day": key[0], "a": key[1], "ref": key[2], "last": newest}
        | {way: ways[*key, way] for way in WAYS}
        for key, newest in sorted(last.items())
    ]
