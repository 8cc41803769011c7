"""What the access log says around an act: who signed in before it, and who could not.

Each answer is a few steps in an index and of every kind so many entries are read at most: it costs
the same whatever the log holds. An act is the first one of whom a finding is about. Statements are
made once: making one costs more than the database takes to answer it.
"""

import json
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, bindparam, func, select
from sqlalchemy.orm import Session

from intake.audit.reading.records import records_of
from intake.audit.reading.standing import Stood, find_standing, read_standing
from intake.audit.tables.rows import SYSTEM
from intake.clock import DAY, HOUR
from intake.log.events import Event, Log
from intake.store.models import AuditFinding, LogIx
from intake.store.statements import table_of
from intake.verify.rules import Record

MARGIN = 7 * DAY  # Findings of a person an hour apart are one incident: no row of them is longer.
BEFORE = 24 * HOUR  # In which failed sign-ins are counted.
FINDINGS = 100  # The gravest and newest, of which it is asked.
MOST = 200  # Failed sign-ins; there is one in ten minutes at most, and one before each sign-in.
TRIED = 20  # Entries of a finding, in which its first act is looked for.
Place = Sequence[int]  # An entry's index, and its time in Unix seconds.


_IX = table_of(LogIx)
_INDEX, _TIME, _WHO = _IX.c.idx, _IX.c.t, _IX.c.a == bindparam("a", type_=_IX.c.a.type)
_IN_LOG = _IX.c.log == Log.ACCESS
_BELOW = _IX.c.idx < bindparam("before", type_=_IX.c.idx.type)
_FIRST = (
    select(_INDEX, _TIME)
    .where(_IN_LOG, _WHO, _INDEX.in_(bindparam("indices", expanding=True)))
    .order_by(_INDEX)
    .limit(1)
)


def _newest(event: Event) -> Select[int, int]:
    """Return the statement of somebody's newest entry of an event; its index finds it, alone."""
    newest = select(func.max(_INDEX)).where(_IN_LOG, _WHO, _IX.c.e == event, _BELOW)
    return select(_INDEX, _TIME).where(_IN_LOG, _IX.c.idx == newest.scalar_subquery())


def _before(*where: ColumnElement[bool]) -> Select[int]:
    """Return the statement of the newest entries below one, as far as they are so new."""
    newest = select(_INDEX, _TIME).where(_IN_LOG, _BELOW, *where)
    near = newest.order_by(_INDEX.desc()).limit(MOST).subquery()
    return select(near.c.idx).where(near.c.t >= bindparam("since", type_=_IX.c.t.type))


_SIGNED_IN, _ENDED = _newest(Event.AUTH_OK), _newest(Event.AUTH_LOGOUT)
_FAILED = _before(_IX.c.e == Event.AUTH_FAIL)
_LOCKED = _before(_WHO, _IX.c.e == Event.AUTH_LOCK)


class Around(NamedTuple):
    """What stands before an act."""

    act: Place
    signed_in: Place | None  # The newest sign-in of this pseudonym, however long before.
    ended: Place | None  # That they signed out or locked since.
    failures: int  # Failed sign-ins of anybody in ``BEFORE``: no entry says whose.
    is_all: bool  # Else there were more: an entry does not say how many it counts.
    failed: Sequence[int]  # The entries that say so.
    locked: Sequence[int]  # Those in ``BEFORE`` by which wrong codes locked this person out.
    stood: Sequence[Stood]  # Whether the log has them away, suspended or disabled then.


def list_around(db: Session, since: int) -> dict[str, Around]:
    """Return what stands before the first act of each finding that is about a person.

    Args:
        db: A reading session.
        since: Unix seconds; asked of findings that have an entry since then.

    Returns:
        By the finding's id; none where the person did nothing of it themselves.
    """
    about = (AuditFinding.newest >= since, AuditFinding.a.not_in([SYSTEM, "none"]))
    query = select(AuditFinding).where(*about)
    query = query.order_by(AuditFinding.level.desc(), AuditFinding.newest.desc(), AuditFinding.id)
    rows = db.scalars(query.limit(FINDINGS)).all()
    standing = read_standing(db) if rows else []
    acts = {row.id: (str(row.a), act) for row in rows if (act := _first_act(db, row))}
    return {id_: _around(db, actor, act, standing) for id_, (actor, act) in acts.items()}


def _first_act(db: Session, row: AuditFinding) -> Place | None:
    """Return the first entry of a finding that is by whom it is about."""
    entries = json.loads(row.json)["entries"]
    indices = [index for log, index, _ in entries if log == Log.ACCESS][:TRIED]
    return _one(db, _FIRST, {"a": row.a, "indices": indices})


def _one(db: Session, query: Select[int, int], values: Mapping[str, object]) -> Place | None:
    return next((tuple(row) for row in db.connection().execute(query, values)), None)


def _around(db: Session, actor: str, act: Place, standing: Sequence[Record]) -> Around:
    theirs = {"a": actor, "before": act[0]}
    signed_in, ended = (_one(db, query, theirs) for query in (_SIGNED_IN, _ENDED))
    failed = _list(db, _FAILED, act)
    failures, is_all = _count(db, failed)
    return Around(
        act=act,
        signed_in=signed_in,
        ended=ended if signed_in and ended and ended[0] > signed_in[0] else None,
        failures=failures,
        is_all=is_all,
        failed=failed,
        locked=_list(db, _LOCKED, act, actor),
        stood=find_standing(standing, actor, act),
    )


def _list(db: Session, query: Select[int], act: Place, actor: str = "") -> list[int]:
    """Return entries of ``BEFORE``, the oldest first."""
    values = {"a": actor, "before": act[0], "since": act[1] - BEFORE}
    return sorted(db.connection().scalars(query, values))


def _count(db: Session, failed: Sequence[int]) -> tuple[int, bool]:
    """Return how many failed sign-ins these entries count, and whether that is all of them."""
    if not failed:
        return 0, True
    there = set(failed)
    records = records_of(db, Event.AUTH_FAIL, within=range(failed[0], failed[-1] + 1))
    counts = [each.number("failures") for each in records if each.index in there]
    is_all = len(there) < MOST and len(counts) == len(there) and None not in counts
    return sum(each or 1 for each in counts), is_all
