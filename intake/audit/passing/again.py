"""The rules asked again from the first entry, and what they find against what is stored of it.

Findings and midnights lie in the database; whoever owns it can take one out, and the rules go on
from the rest. So each night they begin with nothing. What differs is told, and thrown away.
"""

from collections.abc import Iterator, Mapping

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from intake.audit.passing.folding import finding_row, read_erased, read_records
from intake.audit.passing.stored import Mismatch
from intake.audit.tables.seen import lock_seen, read_seen
from intake.log.events import Log
from intake.store.engine import Database
from intake.store.models import AuditFinding, LogFold
from intake.store.statements import table_of
from intake.verify.rules import Fold, FoldError, in_order

FINDING, MIDNIGHT = "other_finding", "other_midnight"  # Of ``codes.PASS_REASONS``.

Rows = Mapping[str, Mapping[str, object]]


class FoundPass:
    """Folds what the stored findings speak of, a day a step; then ``found`` tells what differs."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.found: list[Mismatch] = []

    def __iter__(self) -> Iterator[None]:
        with self._database.reading() as db:
            erased, nights, rows = read_erased(db), _read_nights(db), _read_findings(db)
            sizes = {log: read_seen(db, log).found_size for log in Log}
        if any(sizes.values()):
            yield from self._compare(sizes, nights, rows)
        with self._database.session() as db:
            for log in Log:
                lock_seen(db, log)
            if read_erased(db) != erased:
                self.found.clear()  # Something was erased meanwhile: another night tells.
            if self.found:
                db.execute(delete(LogFold))
                db.commit()

    def _compare(
        self, sizes: Mapping[Log, int], nights: Mapping[int, bytes], rows: Rows
    ) -> Iterator[None]:
        fold, others = Fold(), list[int]()
        records = in_order(*(read_records(self._database, log, 0, sizes[log]) for log in Log))
        for day in fold.take_days(records):
            if day in nights and nights[day] != fold.dump():
                others.append(fold.indices.get(Log.ACCESS, 0))
            yield
        self.found += [Mismatch(Log.ACCESS, index, MIDNIGHT) for index in others[:1]]
        found = {each.id: each for each in fold.findings()}
        made = {name: finding_row(each) for name, each in found.items()}
        differing = [name for name in made.keys() | rows.keys() if made.get(name) != rows.get(name)]
        places = [found[name].indices[0] for name in differing if name in found]
        # One that is stored and was never found names whatever its owner wrote: the newest is told.
        places += [(Log.ACCESS, max(sizes[Log.ACCESS] - 1, 0))] * bool(differing and not places)
        self.found += [Mismatch(log, index, FINDING) for log, index in sorted(places)[:1]]


def _read_nights(db: Session) -> dict[int, bytes]:
    """Return the midnights that these rules would go on from; of others nothing is taken."""
    return {row.day: row.state for row in db.scalars(select(LogFold)) if _is_loaded(row.state)}


def _is_loaded(state: bytes) -> bool:
    try:
        Fold.load(state)
    except FoldError:
        return False
    return True


def _read_findings(db: Session) -> Rows:
    query = select(table_of(AuditFinding))
    return {str(row["id"]): dict(row) for row in db.execute(query).mappings()}
