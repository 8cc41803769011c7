"""What is over disappears by itself, and what was deleted leaves the files: within a minute.

A server half that outlives its session opens, with what a killed browser left on its disk, the
account's seed. So rows that end by time are deleted by a timer, not by the next request, and after
that the database's own journal is written back and cut (``Database.erase_deleted``).
"""

import logging
from collections.abc import Callable

from sqlalchemy.exc import SQLAlchemyError

from intake.admin import inviting
from intake.clock import Clock
from intake.config import Settings
from intake.desk.acts import agreeing
from intake.desk.acts.holding import granting
from intake.desk.exporting import asking
from intake.errors import AuditLogError
from intake.log.act import SYSTEM, Act
from intake.roster import away
from intake.store.engine import Database
from intake.web.staff import bearer, sessions, throttle

SECONDS = 20  # Between rounds; a round that is not done is tried again at once.
PATIENCE = 0.1  # Seconds in which everybody who writes waits for who reads, in the first try.
MOST_PATIENCE = 5.0  # After some tries; each is twice as patient as the one before.

SWEEPS: tuple[Callable[[Act, Settings], None], ...] = (
    sessions.sweep,
    inviting.sweep,
    throttle.sweep,
    bearer.sweep,
    agreeing.sweep,
    granting.sweep,
    asking.sweep,
    away.sweep,
)
"""Every kind of row that ends by time: (the system's act, settings) deletes those that are over."""

logger = logging.getLogger(__name__)


class Cleaner:
    """Deletes what is over, then sees to it that nothing deleted is left."""

    def __init__(self, database: Database, settings: Settings, clock: Clock) -> None:
        self._database, self._settings, self._clock = database, settings, clock
        self._patience = PATIENCE
        self._failed = False

    def tick(self) -> bool:
        """Do one round; tell whether everything deleted before it is gone from the files."""
        try:
            self._sweep()
            is_done = self._database.erase_deleted(self._patience)
        except (SQLAlchemyError, AuditLogError) as error:
            self._report(error)
            return False
        self._failed = False
        self._patience = PATIENCE if is_done else min(2 * self._patience, MOST_PATIENCE)
        return is_done

    def _report(self, error: Exception) -> None:
        """Say once that rounds fail; the kind is enough, a text may quote statements."""
        if not self._failed:
            logger.error("cleaning: %s", type(error).__name__)
        self._failed = True

    def _sweep(self) -> None:
        now = self._clock()
        for sweep in SWEEPS:
            with self._database.session() as db:
                sweep(Act(db, SYSTEM, now), self._settings)
                db.commit()
