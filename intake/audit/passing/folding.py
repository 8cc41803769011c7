"""The rules of the audit over the logs as they are stored: kept at midnights, and what they found.

    for _ in Folding(database, sizes): ...

It goes on from the newest midnight that is kept and that these rules can go on from, a day a step;
at the end what was found takes the place of what was found before.
"""

import json
from collections.abc import Iterator, Mapping

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from intake.audit.reading.records import make_line
from intake.audit.tables.entries import read_rows
from intake.audit.tables.seen import lock_seen, read_seen
from intake.clock import DAY
from intake.log.events import Log
from intake.log.leaf import LeafError
from intake.store.engine import Database
from intake.store.models import AuditFinding, LogFold, LogHour, LogIx
from intake.store.statements import table_of
from intake.verify.rules import Finding, Fold, FoldError, Record, in_order, read_record

STEP = 2_000  # Entries that are read at once.
KEPT = 8  # Midnights; an erasure before them folds everything anew.


class Folding:
    """One way through what came since the last one; nothing is kept if something was erased."""

    def __init__(self, database: Database, sizes: Mapping[Log, int]) -> None:
        self._database, self._sizes = database, sizes

    def __iter__(self) -> Iterator[None]:
        """Fold a day a step."""
        with self._database.reading() as db:
            resumed = _resume(db)
        try:
            yield from self._fold(resumed)
        except FoldError:  # A clock that went back over a kept midnight.
            yield from self._fold(Fold())

    def _fold(self, fold: Fold) -> Iterator[None]:
        with self._database.reading() as db:
            erased, wanted = read_erased(db), _wanted(db, self._sizes[Log.INTAKE])
        starts = {log: fold.indices.get(log, -1) + 1 for log in Log}
        records = in_order(
            *(read_records(self._database, log, starts[log], self._sizes[log]) for log in Log)
        )
        nights: list[tuple[int, bytes]] = []
        for day in fold.take_days(records):
            if day in wanted:
                nights.append((day, fold.dump()))
            yield
        found = [finding_row(each) for each in fold.findings()]
        with self._database.session() as db:
            rows = {log: lock_seen(db, log) for log in Log}
            if read_erased(db) == erased:
                _keep(db, nights, found)
                for log, row in rows.items():
                    row.found_size = self._sizes[log]
                db.commit()


def read_records(database: Database, log: Log, first: int, size: int) -> Iterator[Record]:
    """Yield the records of a log from one on, before ``size``, as the rules take them."""
    for start in range(first, size, STEP):
        with database.reading() as db:
            rows = list(read_rows(db, log, start, min(start + STEP, size)))
        for idx, leaf, _, salt, detail in rows:
            try:
                yield read_record(log, idx, leaf, make_line(idx, salt, detail))
            except LeafError:
                continue  # No entry: the full pass says so.


def _resume(db: Session) -> Fold:
    for state in db.scalars(select(LogFold.state).order_by(LogFold.day.desc())):
        try:
            return Fold.load(state)
        except FoldError:
            continue
    return Fold()


def read_erased(db: Session) -> list[int]:
    """Return how often something was erased, by log."""
    return [read_seen(db, log).erased for log in Log]


def _wanted(db: Session, published: int) -> set[int]:
    """Return the newest days with entries that are done: before the newest of the intake log.

    Making a midnight costs as much as all that is known then, so only these are made.
    """
    newest = select(LogIx.t).where(LogIx.log == Log.INTAKE, LogIx.idx == published - 1)
    done = (db.scalar(newest) or 0) // DAY
    days = select(LogHour.day).where(LogHour.day < done).distinct()
    return set(db.scalars(days.order_by(LogHour.day.desc()).limit(KEPT)))


def _keep(db: Session, nights: list[tuple[int, bytes]], found: list[dict[str, object]]) -> None:
    known = set(db.scalars(select(LogFold.day)))
    fresh = [{"day": day, "state": state} for day, state in nights if day not in known]
    if fresh:
        db.execute(insert(table_of(LogFold)), fresh)
    kept = sorted(known | {day for day, _ in nights})[-KEPT:]
    db.execute(delete(LogFold).where(LogFold.day.not_in(kept)))
    db.execute(delete(AuditFinding))
    if found:
        db.execute(insert(table_of(AuditFinding)), found)


def finding_row(finding: Finding) -> dict[str, object]:
    """Return a finding as it is stored."""
    body = {
        "entries": [[str(each.log), each.index, each.time] for each in finding.entries],
        "refs": list(finding.refs),
        "numbers": dict(finding.numbers),
    }
    return {
        "id": finding.id,
        "rule": finding.rule,
        "version": finding.version,
        "level": finding.level,
        "newest": finding.newest,
        "a": finding.actor,
        "json": json.dumps(body, sort_keys=True),
    }
