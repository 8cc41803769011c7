"""Hashing entries again, as they lie there, onto a tree."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake.crypto.tlog.merkle import Frontier, leaf_hash
from intake.log.events import Log
from intake.store.models import LogEntry
from intake.store.statements import table_of

BATCH = 1_000
WRONG_ROOT = "the entries do not give the signed root"

_ENTRIES = table_of(LogEntry)
_READ = select(_ENTRIES.c.idx, _ENTRIES.c.leaf, _ENTRIES.c.hash).order_by(_ENTRIES.c.idx)


def rehash(db: Session, log: Log, tree: Frontier, size: int) -> str:
    """Hash the stored entries onto a tree until it has a size; return what is wrong with them.

    Returns:
        A few words that name the first entry that is not as it was, and the tree then ends before
        it; empty if all are there with the hashes beside them.
    """
    where = (_ENTRIES.c.log == log, _ENTRIES.c.idx >= tree.size, _ENTRIES.c.idx < size)
    query = _READ.where(*where).execution_options(yield_per=BATCH)
    with db.connection().execute(query) as rows:
        for index, leaf, stored in rows:
            hashed = leaf_hash(leaf)
            if index != tree.size or hashed != stored:
                return f"entry {tree.size} is missing or was changed"
            tree.push(hashed)
    return "" if tree.size == size else f"entries from {tree.size} on are missing"
