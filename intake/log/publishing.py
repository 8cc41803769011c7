"""When checkpoints are made: the access log's every minute, the intake log's once a day.

A checkpoint of the intake log that grew at once would tell everybody who polls it the minute of
each report. So its entries are published together at a fixed hour (UTC), filled up with ``pad``
entries to a multiple of 256, and always by at least one: the size says neither how many reports
came nor whether any did. Nothing beyond the newest published size is ever served.
"""

import logging
from collections.abc import Callable

from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from intake.clock import DAY, Clock
from intake.errors import AuditLogError
from intake.log.events import Log
from intake.log.signer import Signer, SignerRefusal
from intake.log.writing import pad
from intake.store.engine import Database
from intake.store.models.log import LogPublished

SECONDS = 60  # Between rounds.
Batch = Callable[[Session, int], None]
"""(session, now): appends what has waited for the day's publication to the intake log."""

logger = logging.getLogger(__name__)


def publish_daily(
    database: Database, signer: Signer, now: int, *, hour: int = 3, batch: Batch | None = None
) -> str | None:
    """Publish the intake log if it is due; return the checkpoint, or None if it is not.

    It is due once from each ``hour`` to the next; an instance that slept makes up for it at once.
    Where another thread or process is publishing now, there is nothing to do either.

    Args:
        database: The database.
        signer: Signs the head; sees to it that one process at a time publishes.
        now: Unix seconds.
        hour: Hour of the day, UTC, 0 to 23.
        batch: Called before the padding, in the same transaction.

    Raises:
        SignerRefusal: The stored log does not extend what was signed.
        AuditLogError: Padding failed.
    """
    with signer.publishing() as is_ours:
        if not is_ours:
            return None
        day = published_day(now, hour)
        newest = select(func.max(LogPublished.published_on)).where(LogPublished.log == Log.INTAKE)
        with database.reading() as session:
            if (session.scalar(newest) or 0) >= day:
                return None
        signer.confirm(database, Log.INTAKE)  # Else each try would add padding to a wrong log.
        with database.session() as session:
            if batch is not None:
                batch(session, now)
            size = pad(session, Log.INTAKE, now, least=1)
            session.commit()
        # Only what is committed may be signed, and no more than was padded.
        note = signer.sign(database, Log.INTAKE, size)
        with database.session() as session:
            session.add(LogPublished(log=Log.INTAKE, size=size, checkpoint=note, published_on=day))
            session.commit()
        return note


def published_day(now: int, hour: int) -> int:
    """Return the day (Unix time of its beginning) whose publication is due at ``now``."""
    return (now - hour * 3600) // DAY * DAY


class Publisher:
    """Keeps both checkpoints fresh, round by round, while the application runs."""

    def __init__(
        self,
        database: Database,
        signer: Signer,
        clock: Clock,
        *,
        hour: int = 3,
        batch: Batch | None = None,
    ) -> None:
        self._work = database, signer, clock
        self._hour, self._batch = hour, batch
        self.problem: str | None = None  # What kept the last round from succeeding, one line.

    def tick(self) -> bool:
        """Do one round; a failure is kept in ``problem`` and logged, the next round tries again."""
        database, signer, clock = self._work
        try:
            signer.checkpoint(database, Log.ACCESS)
            publish_daily(database, signer, clock(), hour=self._hour, batch=self._batch)
        except (SignerRefusal, AuditLogError) as error:
            self._report(str(error))
        except (SQLAlchemyError, OSError) as error:
            # Their texts may quote addresses and statements; their kind is enough.
            self._report(f"checkpoints: {type(error).__name__}")
        else:
            self.problem = None
        return True  # Also after a failure the next round comes soon enough.

    def _report(self, problem: str) -> None:
        if problem != self.problem:
            logger.error(problem)
        self.problem = problem
