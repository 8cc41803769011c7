"""Taking in what came: a step at a time, each one transaction, whoever does it.

What a step needs is read and hashed before anybody is kept from writing. Then the row of
``log_seen`` is locked, and if somebody else was faster meanwhile, nothing is done.

An entry that is missing or was changed is taken in as what lies there: the pages must show it. The
tree that is kept then leads to another root than the signed one, and that is red.
"""

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from intake.audit.tables.entries import Stored, read_entries
from intake.audit.tables.erasing import forget
from intake.audit.tables.rows import WAYS, Row, find_reference, hour_rows, index_row, pair_rows
from intake.audit.tables.seen import lock_seen, move_seen, read_seen, tree_of
from intake.crypto.tlog.merkle import HASH_BYTES, Frontier, MerkleError
from intake.log.events import Event, Log
from intake.store.engine import Database
from intake.store.models import LogHour, LogIx, LogPair, LogSeen
from intake.store.statements import add_up, table_of
from intake.verify.erasures import find_erased

STEP = 2_000  # Entries of one step at most: some 0.1 s in which nobody else writes on SQLite.
NO_ENTRY = bytes(HASH_BYTES)  # Stands in the tree for an entry that is missing; no hash of one.


def advance(database: Database, log: Log, size: int, *, most: int = STEP) -> int:
    """Take in one step of the entries below ``size``; return how far the tables go then.

    Args:
        database: Any.
        log: Which log.
        size: Of the checkpoint that is served; nothing beyond it is taken in.
        most: Entries of the step.
    """
    with database.reading() as db:
        start = read_seen(db, log).tree.size
        end = min(size, start + most)
        entries = list(read_entries(db, log, start, end)) if start < end else []
    if start >= end:
        return start
    with database.session() as db:
        row = lock_seen(db, log)
        tree = _tree_or_none(row)
        if tree is None:
            return 0  # It makes no sense: the pages say so, and a rebuild mends it.
        if row.size == start:
            _take_in(db, log, entries)
            _grow(tree, entries, end)
            move_seen(row, tree)
            db.commit()
        return row.size


def _tree_or_none(row: LogSeen) -> Frontier | None:
    try:
        return tree_of(row)
    except MerkleError:
        return None


def _take_in(db: Session, log: Log, entries: list[Stored]) -> None:
    taken = first_holders(db, _opened(entries))
    rows = [index_row(log, each, taken) for each in entries]
    store(db, rows)
    for each in entries:
        if each.leaf is not None and each.leaf.event is Event.LOG_DETAIL_ERASE:
            forget(db, log, find_erased(each.idx, each.told))


def _opened(entries: list[Stored]) -> set[str]:
    """Return the cases of which it matters whether they were taken before these entries."""
    opened = (each for each in entries if each.leaf and each.leaf.event is Event.REPORT_OPEN)
    return {ref for each in opened if (ref := find_reference(each.told))}


def store(db: Session, rows: list[Row]) -> None:
    """Add rows to the index, and what is counted of them."""
    if rows:
        db.execute(insert(table_of(LogIx)), [row._asdict() for row in rows])
    add_up(db, LogHour, hour_rows(rows), "n")
    add_up(db, LogPair, pair_rows(rows), *WAYS)


def first_holders(db: Session, refs: set[str]) -> dict[str, int]:
    """Return for each case that the index knows as taken the first entry that says so."""
    is_taking = (LogIx.log == Log.ACCESS, LogIx.e == Event.CASE_ASSIGN, LogIx.o == "ok")
    query = select(LogIx.ref, func.min(LogIx.idx)).where(*is_taking).group_by(LogIx.ref)
    found: dict[str, int] = {}
    for batch in _batches(sorted(refs)):
        found |= {ref: index for ref, index in db.execute(query.where(LogIx.ref.in_(batch))) if ref}
    return found


def _batches(refs: list[str], size: int = 500) -> list[list[str]]:
    return [refs[at : at + size] for at in range(0, len(refs), size)]


def _grow(tree: Frontier, entries: list[Stored], end: int) -> None:
    """Push the hashes of these entries up to a size; for one that is missing what is no hash."""
    hashes = {each.idx: each.hash for each in entries}
    for index in range(tree.size, end):
        tree.push(hashes.get(index, NO_ENTRY))
