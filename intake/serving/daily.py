"""What is written into the access log when an hour, a UTC day or a quarter is over, an act each."""

import logging
from collections.abc import Callable

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from intake.audit.naming.showing import tell_next
from intake.case.inquiries.erasing import erase_next
from intake.clock import Clock
from intake.desk.hourly import log_alarm
from intake.desk.listing.entries.shown import log_shown
from intake.errors import AuditLogError
from intake.log.accounts import log_accounts
from intake.store.engine import Database

SECONDS = 60  # Between rounds.

WORK: tuple[Callable[[Session, int], bool], ...] = (
    log_alarm,
    log_shown,
    log_accounts,
    tell_next,
    erase_next,
)
"""Everything that is due by the calendar: (session, Unix seconds) writes one entry, and tells
whether there was one to write."""

logger = logging.getLogger(__name__)


class DayEnd:
    """Writes what is due; says once that it fails."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database, self._clock = database, clock
        self._failed = False

    def tick(self) -> bool:
        """Do one round; tell whether everything that was due stands in the log."""
        try:
            for write in WORK:
                while self._write_one(write):
                    pass
        except (SQLAlchemyError, AuditLogError) as error:
            self._report(error)
            return False
        self._failed = False
        return True

    def _report(self, error: Exception) -> None:
        """Say once that it fails; the kind is enough, a text may quote statements."""
        if not self._failed:
            logger.error("end of day: %s", type(error).__name__)
        self._failed = True

    def _write_one(self, write: Callable[[Session, int], bool]) -> bool:
        with self._database.session() as db:
            is_written = write(db, self._clock())
            db.commit()
        return is_written
