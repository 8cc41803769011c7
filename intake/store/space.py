"""How much more may be stored: what the quota leaves, and what the disk does.

The quota bounds both engines alike. The disk is looked at where its file lies on this machine: of
PostgreSQL, which may be anywhere, only the size of the database is known.
"""

import os
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from sqlalchemy import text

from intake.store.engine import Database

SECONDS = 2.0  # For which a measure counts. No sender fills a reserve of 256 MB within that.


class Space:
    """The room of one database.

    Args:
        database: The database.
        quota: How many bytes it may grow to.
        clock: Seconds that only ever grow; tests pass another.
    """

    def __init__(
        self, database: Database, quota: int, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._database, self._quota, self._clock = database, quota, clock
        self._measured: tuple[float, int] | None = None

    def left(self) -> int:
        """Return how many bytes there is room for, never less than 0."""
        now = self._clock()
        if self._measured is None or now - self._measured[0] >= SECONDS:
            self._measured = now, max(0, self._measure())
        return self._measured[1]

    def _measure(self) -> int:
        url = self._database.engine.url
        if url.get_backend_name() != "sqlite":
            return self._quota - self._stored()
        path = Path(str(url.database))
        disk = os.statvfs(path.parent)
        return min(self._quota - _sizes(path), disk.f_bavail * disk.f_frsize)

    def _stored(self) -> int:
        asked = text("SELECT pg_database_size(current_database())")
        with self._database.reading() as db:
            return int(db.execute(asked).scalar_one())


def _sizes(path: Path) -> int:
    """Return how long a SQLite database and its write-ahead log are together, in bytes."""
    found = 0
    for each in (path, path.with_name(path.name + "-wal")):
        with suppress(FileNotFoundError):  # The log goes with the last connection.
            found += each.stat().st_size
    return found
