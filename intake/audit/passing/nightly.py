"""The full pass of each night: a step a second, by one process, and an entry for what it finds."""

import logging
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from sqlalchemy.exc import SQLAlchemyError

from intake.audit.heads import newest_head
from intake.audit.passing.again import FoundPass
from intake.audit.passing.said.keys import KeyPass
from intake.audit.passing.said.rows import compare_said
from intake.audit.passing.stored import StoredPass
from intake.audit.passing.telling import tell
from intake.audit.passing.whole import Passed, WholePass, keep
from intake.audit.tables.advancing import advance
from intake.audit.tables.entries import Stored
from intake.audit.tables.seen import read_seen
from intake.clock import Clock
from intake.errors import AuditLogError
from intake.log.events import Log
from intake.log.signing.refusal import SignerRefusal
from intake.log.signing.signer import Signer
from intake.log.signing.troubles import published_day
from intake.store.engine import Database

SECONDS = 60  # Between rounds. While a pass is under way each is a step, and the next comes soon.
HOUR = 1  # Of the day, UTC, from which a pass is due.

logger = logging.getLogger(__name__)


class FullPass:
    """Does a pass a day, round by round; says once that it fails."""

    def __init__(self, database: Database, signer: Signer, clock: Clock) -> None:
        self._database, self._signer, self._clock = database, signer, clock
        self._steps: Iterator[None] = iter(())
        self._failed = False

    def tick(self) -> bool:
        """Do one step; tell whether there is nothing more to do now."""
        try:
            is_done = self._step() and (not self._is_due() or self._begin())
        except (SQLAlchemyError, AuditLogError, SignerRefusal, OSError) as error:
            self._report(error)
            return True  # It begins anew in a minute.
        self._failed = self._failed and not is_done
        return is_done

    def _report(self, error: Exception) -> None:
        """Say once that it fails; the kind is enough, a text may quote statements."""
        if not self._failed:
            logger.error("full pass: %s", type(error).__name__)
        self._failed = True
        self._steps = iter(())

    def _step(self) -> bool:
        """Go on with the pass that is under way; tell whether none is."""
        return next(self._steps, self) is self

    def _begin(self) -> bool:
        self._steps = self._run()
        return self._step()

    def _is_due(self) -> bool:
        with self._database.reading() as db:
            ends = [read_seen(db, log).full_at for log in Log]
        day = published_day(self._clock(), HOUR)
        return any(end is None or published_day(end, HOUR) < day for end in ends)

    def _run(self) -> Iterator[None]:
        with self._signer.passing() as is_ours:
            if is_ours:  # Else another process is at it.
                yield from self._pass()

    def _pass(self) -> Iterator[None]:
        heads = {log: newest_head(self._database, self._signer, log) for log in Log}
        for log, head in heads.items():
            while advance(self._database, log, head.checkpoint.size) < head.checkpoint.size:
                yield
        stored, keys = StoredPass(self._database), KeyPass(self._database)
        yield from stored.hash_objects()
        yield from keys.hash_files()
        again = FoundPass(self._database)
        yield from again
        passed: dict[Log, Passed] = {}
        for log, head in heads.items():
            watch = partial(_watch_all, (stored.watch, keys.watch), log)
            whole = WholePass(self._database, log, head.checkpoint, watch)
            yield from whole
            passed[log] = whole.passed
        # Before the pass counts as done: whoever is killed here begins it anew, and tells the rest.
        gone = keys.compare({log: each.size for log, each in passed.items()})
        found = [*compare_said(self._database), *again.found, *stored.found, *gone]
        tell(self._database, found, self._clock())
        for log, each in passed.items():
            keep(self._database, log, each, self._clock())


def _watch_all(
    watches: Sequence[Callable[[Log, list[Stored]], None]], log: Log, entries: list[Stored]
) -> None:
    for watch in watches:
        watch(log, entries)
