"""The side tables follow the logs: a step at a time, each minute and as long as there is more."""

import logging
from collections.abc import Iterator

from sqlalchemy.exc import SQLAlchemyError

from intake.audit.heads import newest_head
from intake.audit.passing.folding import Folding
from intake.audit.reading.first import keep_first_page, read_first_page
from intake.audit.tables.advancing import advance
from intake.log.events import Log
from intake.log.signing.refusal import SignerRefusal
from intake.log.signing.signer import Signer
from intake.store.engine import Database

SECONDS = 60  # Between rounds; where a step was not enough, the next one comes soon.

logger = logging.getLogger(__name__)


class Follower:
    """Takes in what was signed; says once that it fails."""

    def __init__(self, database: Database, signer: Signer) -> None:
        self._database, self._signer = database, signer
        self._steps: Iterator[None] = iter(())
        self._told: dict[Log, int] = {}  # How far the logs went when they were told of last.
        self._failed = False

    def tick(self) -> bool:
        """Do one step in each log; tell whether the tables go as far as the checkpoints."""
        try:
            is_done = self._tick()
        except (SQLAlchemyError, SignerRefusal, OSError) as error:
            self._report(error)
            return True  # In a minute again.
        self._failed = False
        return is_done

    def _report(self, error: Exception) -> None:
        """Say once that it fails; the kind is enough, a text may quote statements."""
        if not self._failed:
            logger.error("side tables: %s", type(error).__name__)
        self._failed = True
        self._steps, self._told = iter(()), {}

    def _tick(self) -> bool:
        sizes = {log: self._size(log) for log in Log}
        behind = [log for log in Log if advance(self._database, log, sizes[log]) < sizes[log]]
        if behind:
            return False
        if next(self._steps, self) is not self:
            return False
        if sizes == self._told and self._is_kept():
            return True
        self._steps, self._told = self._tell(sizes), sizes
        return next(self._steps, self) is self

    def _size(self, log: Log) -> int:
        return newest_head(self._database, self._signer, log).checkpoint.size

    def _tell(self, sizes: dict[Log, int]) -> Iterator[None]:
        """Put the rules to what came, and keep what the first page tells."""
        yield from Folding(self._database, sizes)
        keep_first_page(self._database)

    def _is_kept(self) -> bool:
        with self._database.reading() as db:
            return read_first_page(db) is not None
