"""The timer behind the notices: puts what a tick owes into the outbox, and sends what lies there.

What a relay does not take is tried again every round for a day; the program says once that it does
not get through. Nothing waits for a relay but this thread.
"""

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from sqlalchemy import delete, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from intake.clock import DAY, Clock
from intake.desk.notices.addresses import find_address
from intake.desk.notices.hourly import put_hourly_notices
from intake.desk.notices.leases import give_back, take_lease
from intake.desk.notices.needs import TICK, put_notices
from intake.desk.notices.relay import Send
from intake.desk.notices.storage import put_storage_notices
from intake.store.engine import Database
from intake.store.models import Notice
from intake.web.admission.limits import Storage

SECONDS = 20  # Between rounds.
LEASE = "notices.send"
LEASE_SECONDS = 300  # After which another process begins, when this one ended in the middle.

logger = logging.getLogger(__name__)


class Teller:
    """Tells staff by the clock."""

    def __init__(
        self,
        database: Database,
        server_key: bytes,
        clock: Clock,
        send: Send,
        storage: Callable[[], Storage],
    ) -> None:
        self._database, self._server_key, self._clock = database, server_key, clock
        self._send, self._storage = send, storage
        self._done = -1  # The tick that was worked out last.
        self._is_stuck = False

    def tick(self) -> bool:
        """Do one round; always done, since what is left waits for the next."""
        now = self._clock()
        try:
            self._put(now - now % TICK)
            problem = "" if self._send_all(now) else "the relay does not take them"
        except SQLAlchemyError as error:
            problem = type(error).__name__  # Enough: a text may quote statements.
        self._report(problem)
        return True

    def _put(self, tick: int) -> None:
        if tick == self._done:
            return
        with self._act() as db:
            put_notices(db, self._server_key, tick)
            put_storage_notices(db, self._server_key, tick, self._storage())
            put_hourly_notices(db, self._server_key, tick)
        self._done = tick

    def _send_all(self, now: int) -> bool:
        """Send what waits, unless another process does; tell whether nothing is left behind."""
        with self._database.reading() as db:
            waiting = db.execute(select(Notice.id, Notice.account_id, Notice.is_urgent)).all()
        if not waiting:
            return True
        with self._act() as db:
            is_ours = take_lease(db, LEASE, now, now + LEASE_SECONDS)
        return not is_ours or self._send_these(waiting, now)

    def _send_these(self, waiting: Sequence[tuple[str, str, bool]], now: int) -> bool:
        try:
            sent = all(self._send_one(*each) for each in waiting)  # Ends at the first it keeps.
        finally:
            with self._act() as db:
                forget_old(db, now)
                give_back(db, LEASE)
        return sent

    def _send_one(self, notice: str, account_id: str, is_urgent: bool) -> bool:
        with self._database.reading() as db:
            address = find_address(db, self._server_key, account_id)
        if address is not None and not self._send(address.text, is_urgent):
            return False
        with self._act() as db:
            db.execute(delete(Notice).where(Notice.id == notice))
        return True

    @contextmanager
    def _act(self) -> Iterator[Session]:
        with self._database.session() as db:
            yield db
            db.commit()

    def _report(self, problem: str) -> None:
        """Say once that notices do not get through."""
        if problem and not self._is_stuck:
            logger.error("notices: %s", problem)
        self._is_stuck = bool(problem)


def forget_old(db: Session, now: int) -> None:
    """Delete notices that nobody took for a day: by now the list says more than they do."""
    db.execute(delete(Notice).where(Notice.hour < now - DAY))
