"""When checkpoints are made: the access log's every minute, the intake log's once a day.

A checkpoint of the intake log that grew at once would tell everybody who polls it the minute of
each report. So its entries are published together at a fixed hour (UTC), filled up with ``pad``
entries to a multiple of 256, and always by at least one: the size says neither how many reports
came nor whether any did. Nothing beyond the newest published size is ever served.
"""

import logging
from collections.abc import Callable

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from intake.clock import Clock
from intake.errors import AuditLogError
from intake.log.events import Log
from intake.log.signing.refusal import SignerRefusal
from intake.log.signing.signer import Signer
from intake.log.signing.troubles import find_troubles, newest_publication, published_day
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
        with database.reading() as session:
            if (newest_publication(session) or 0) >= day:
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


def last_published(session: Session) -> LogPublished | None:
    """Return the intake log's newest published checkpoint, or None before the first."""
    published = select(LogPublished).where(LogPublished.log == Log.INTAKE)
    return session.scalar(published.order_by(LogPublished.size.desc()).limit(1))


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
        self._database, self._signer, self._clock = database, signer, clock
        self._hour, self._batch = hour, batch
        self._problems: dict[str, str] = {}  # What is in the way now, a line for each log.

    @property
    def problem(self) -> str | None:
        """What keeps the work from being done, one line; None if nothing does."""
        return next(iter(self._problems.values()), None)

    def tick(self) -> bool:
        """Do one round; what fails is tried again in the next one.

        A line in the program's log says when that begins, and one when it is over.
        """
        problems = {
            name: text
            for name, work in (("signing", self._sign), ("publishing", self._publish))
            if (text := _attempt(name, work))
        }
        if not problems and (text := _attempt("watching", self._watch)):
            problems["watching"] = text
        for name in problems.keys() - self._problems.keys():
            logger.error(problems[name])
        for name in self._problems.keys() - problems.keys():
            logger.warning("%s is as it should be again", name)
        self._problems = problems
        return True  # Also after a failure the next round comes soon enough.

    def _sign(self) -> None:
        self._signer.checkpoint(self._database, Log.ACCESS)

    def _publish(self) -> None:
        now, hour = self._clock(), self._hour
        publish_daily(self._database, self._signer, now, hour=hour, batch=self._batch)

    def _watch(self) -> str | None:
        """Return what is in the way although nothing failed just now, or where others fail."""
        found = find_troubles(self._database, self._signer, self._clock(), hour=self._hour)
        return found[0].text if found else None


def _attempt(name: str, work: Callable[[], str | None]) -> str | None:
    """Work; return what was in the way as one line, without a driver's or the system's words."""
    try:
        return work()
    except (SignerRefusal, AuditLogError) as error:
        return str(error)
    except (SQLAlchemyError, OSError) as error:
        # Their texts may quote addresses and statements; their kind is enough.
        return f"{name}: {type(error).__name__}"
