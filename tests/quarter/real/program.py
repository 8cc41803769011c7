"""The real program of a quarter: an instance in a folder, on a clock that is played.

What the program does by itself is done here, too: at full hours what is due by the calendar, at
night what is over and the publication, and now and then full pass, side tables and the rules.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Executable, func, select

from intake.admin.instance import make_instance
from intake.client.played import PlayedClock
from intake.clock import DAY, HOUR
from intake.config import load_config
from intake.demo.stage import set_stage
from intake.log.events import Log
from intake.log.leaf import Leaf, parse_leaf
from intake.serving.timed import timed_work
from intake.store.engine import open_database
from intake.store.models import LogActor, LogEntry

ORIGIN = "quarter.test.invalid"
HOURLY = ("day end",)
DAILY = ("cleaner", "publisher")
WEEKLY = ("full pass", "publisher", "side tables")  # A running one: each night, and each minute.
NIGHT = 3 * HOUR  # Of the day, when the log of what reporters did is published.


class Program:
    """An instance, and its clock in seconds after the beginning."""

    def __init__(self, folder: Path, start: int) -> None:
        environ = {"INTAKE_INSTANCE": str(folder), "INTAKE_KEYS": str(folder / "keys")}
        make_instance(environ, ORIGIN)
        config = load_config(environ)
        self.folder, self.start = folder, start
        self.database = open_database(config.database_url)
        self.stage = set_stage(config, self.database, PlayedClock(start))
        self._work = {each.name: each for each in timed_work(self.stage.app)}
        self._next_hour, self._is_busy = HOUR, True  # Whether something was done since the last.
        self.stage.start()

    @property
    def now(self) -> int:
        """The time, in seconds after the beginning."""
        return self.stage.clock() - self.start

    def move_to(self, at: int) -> None:
        """Let time go by, and the program do what is due on the way."""
        clock = self.stage.clock
        while self._next_hour <= at:
            hour = self._next_hour
            clock.move_to(self.start + hour)
            if self._is_busy or hour % DAY == NIGHT:
                self._do(HOURLY)
            if hour % DAY == NIGHT:
                self._do(DAILY)
            if hour % (7 * DAY) == NIGHT:
                self._do(WEEKLY)
            self._next_hour, self._is_busy = hour + HOUR, False
        clock.move_to(self.start + at)
        self._is_busy = True

    def rest(self) -> None:
        """Sign and publish everything, and put the rules to it, as a night does."""
        self._do((*HOURLY, *DAILY, *WEEKLY))

    def _do(self, names: tuple[str, ...]) -> None:
        for name in names:
            while not self._work[name].tick():
                pass

    def size(self) -> int:
        """Return how many entries the access log has."""
        query = select(func.count()).where(LogEntry.log == Log.ACCESS)
        with self.database.reading() as db:
            return db.scalar(query.select_from(LogEntry)) or 0

    def leaves(self, first: int) -> list[tuple[int, Leaf]]:
        """Return the entries of the access log from one on, each with its index."""
        query = select(LogEntry.idx, LogEntry.leaf).where(
            LogEntry.log == Log.ACCESS, LogEntry.idx >= first
        )
        with self.database.reading() as db:
            rows = db.execute(query.order_by(LogEntry.idx)).all()
        return [(idx, parse_leaf(Log.ACCESS, leaf)) for idx, leaf in rows]

    def pseudonym_of(self, account: str) -> str:
        """Return the newest name of an account in the log."""
        query = select(LogActor.pseudonym).where(LogActor.account_id == account)
        with self.database.reading() as db:
            return db.scalars(query.order_by(LogActor.since.desc())).first() or ""

    def run_sql(self, *statements: Executable) -> None:
        """Run statements as whoever owns the database does: past the program."""
        with self.database.engine.begin() as connection:
            for statement in statements:
                connection.execute(statement)


@contextmanager
def opened(folder: Path, start: int) -> Iterator[Program]:
    """Make the program of a quarter, and close its database in the end."""
    program = Program(folder, start)
    try:
        yield program
    finally:
        program.database.close()
