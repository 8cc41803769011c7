"""How far the side tables go: a row for each log, which is also the lock of who takes in."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake.crypto.tlog.merkle import HASH_BYTES, Frontier, MerkleError
from intake.log.events import Log
from intake.store.models import LogSeen
from intake.store.statements import add_if_new


@dataclass(frozen=True)
class Seen:
    """What the row of a log says."""

    tree: Frontier  # Of the entries that were taken in; its size is their number.
    full_at: int | None  # When the last full pass ended, Unix seconds; None before the first.
    full_size: int  # Entries it covered.
    full_reason: str  # What was wrong; empty if nothing was.
    erased: int  # How often references were taken out of the tables.
    found_size: int  # Entries that the findings of the rules speak of.


NOTHING = Seen(Frontier(), None, 0, "", 0, 0)
DAMAGED = Seen(Frontier(), None, 0, "how far the side tables go makes no sense", 0, 0)


def read_seen(db: Session, log: Log) -> Seen:
    """Return how far the tables go: nowhere where the row makes no sense, and then it says so."""
    return _seen(db.get(LogSeen, str(log)))


def lock_seen(db: Session, log: Log) -> LogSeen:
    """Return the row, locked against everybody else who takes in, and made when needed."""
    fresh = {
        "log": str(log),
        "size": 0,
        "frontier": b"",
        "full_size": 0,
        "full_reason": "",
        "erased": 0,
        "found_size": 0,
    }
    add_if_new(db, LogSeen, fresh)
    query = select(LogSeen).where(LogSeen.log == log).with_for_update()
    return db.execute(query.execution_options(populate_existing=True)).scalar_one()


def move_seen(row: LogSeen, tree: Frontier) -> None:
    """Say that the tables go as far as this tree now."""
    row.size, row.frontier = tree.size, b"".join(tree.roots)


def tree_of(row: LogSeen) -> Frontier:
    """Return the tree of the entries that were taken in.

    Raises:
        MerkleError: The row makes no sense.
    """
    cut = range(0, len(row.frontier), HASH_BYTES)
    return Frontier(row.size, [row.frontier[at : at + HASH_BYTES] for at in cut])


def _seen(row: LogSeen | None) -> Seen:
    if row is None:
        return NOTHING
    try:
        tree = tree_of(row)
    except MerkleError:
        return DAMAGED
    return Seen(
        tree, row.full_at, row.full_size, row.full_reason, row.erased, found_size=row.found_size
    )
