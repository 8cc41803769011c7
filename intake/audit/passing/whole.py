"""One full pass over a log, step by step: entries, their tree, and the index beside them.

The side tables are an accelerator and prove nothing: an old entry that is changed in place, with
its hash, is found here and on an auditor's own machine, and nowhere else.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from intake.audit.tables.comparing import (
    are_hours_true,
    are_pairs_true,
    compare_step,
    differing,
    has_more,
)
from intake.audit.tables.entries import Stored, read_entries
from intake.audit.tables.rehashing import WRONG_ROOT, rehash
from intake.audit.tables.seen import lock_seen, read_seen
from intake.crypto.tlog.checkpoint import Checkpoint
from intake.crypto.tlog.merkle import Frontier
from intake.log.events import Log
from intake.store.engine import Database

STEP = 2_000  # Entries; hashing small inputs keeps every other thread of the process waiting.
NOT_INDEXED = "the side tables do not say what the log and its details say"

Watch = Callable[[list[Stored]], None]
"""Is given the entries of each step."""


class Passed(NamedTuple):
    """What a full pass over a log covered, and what it found."""

    size: int
    reason: str  # Empty if nothing was wrong.


class WholePass:
    """A pass under a checkpoint. Iterating does it, a step at a time; then ``passed`` tells."""

    def __init__(
        self, database: Database, log: Log, head: Checkpoint, watch: Watch | None = None
    ) -> None:
        self._database, self._log, self._head, self._watch = database, log, head, watch
        self._tree, self._reason = Frontier(), ""
        self._is_indexed, self._taken = True, dict[str, int]()

    def __iter__(self) -> Iterator[None]:
        """Do it; what is wrong stops nothing."""
        for start in range(0, self._head.size, STEP):
            self._step(start, min(start + STEP, self._head.size))
            yield
        if not self._reason and self._tree.root() != self._head.root:
            self._reason = WRONG_ROOT
        if not self._reason and not (self._is_indexed and self._is_counted()):
            self._reason = self._look_again()

    @property
    def passed(self) -> Passed:
        """Return what came of it."""
        return Passed(self._head.size, self._reason)

    def _step(self, start: int, end: int) -> None:
        with self._database.reading() as db:
            if not self._reason:
                self._reason = rehash(db, self._log, self._tree, end)
            seen = min(end, read_seen(db, self._log).tree.size)
            if not compare_step(db, self._log, start, seen, self._taken):
                self._is_indexed = False
            if self._watch:
                self._watch(list(read_entries(db, self._log, start, end)))

    def _is_counted(self) -> bool:
        with self._database.reading() as db:
            size = read_seen(db, self._log).tree.size
            is_all = not has_more(db, self._log, size)
            return is_all and are_hours_true(db) and are_pairs_true(db)

    def _look_again(self) -> str:
        """Tell whether it was no more than something that was erased between two steps."""
        with self._database.reading() as db:
            return NOT_INDEXED if differing(db) else ""


def keep(database: Database, log: Log, passed: Passed, now: int) -> None:
    """Keep what a full pass found, and when it ended."""
    with database.session() as db:
        row = lock_seen(db, log)
        row.full_at, row.full_size, row.full_reason = now, passed.size, passed.reason
        db.commit()
