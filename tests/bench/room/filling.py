"""An instance whose logs grow: filled in bulk, then signed and taken in by the product's own code.

What the clock does in an instance is done here once the entries are there: publishing, the side
tables, the rules, the first page, hashing all. A copy of the whole instance stands for its size.
"""

import shutil
from collections.abc import Iterable
from dataclasses import replace
from itertools import islice
from pathlib import Path

import psycopg
from sqlalchemy import insert, make_url

from intake.app import create_app
from intake.audit.heads import newest_head
from intake.audit.passing.following import Follower
from intake.audit.passing.whole import WholePass, keep
from intake.client.played import PlayedClock
from intake.clock import DAY
from intake.config import load_config
from intake.log.events import Log
from intake.log.signing.publishing import publish_daily
from intake.log.tree import append_leaves, log_size
from intake.store.engine import Database
from intake.store.guard import mark_appended
from intake.store.models import LogDetail
from intake.store.statements import table_of
from intake.web.services import services_of
from tests.bench.room.days import Days, Made, tell
from tests.bench.servers import desk_member, instance_environ
from tests.people import People, Person

BATCH = 20_000  # Entries in one transaction.


class Growing:
    """An instance in a folder, or with its rows in a database of PostgreSQL's."""

    def __init__(self, folder: Path, database_url: str | None = None) -> None:
        self._folder, self._url = folder, database_url
        _, member = desk_member(folder, database_url)
        people = member.people
        self.auditor = Person(people, "audra", "auditor", triage=False, client=people.client())
        answer = self.auditor.enrol(people.invite("audra", "auditor"))
        if answer.status_code != 201:
            raise RuntimeError(f"enrolment answered {answer.status_code}")
        self.clock = people.clock
        self.running = services_of(people.app)
        self.days = Days(self.clock(), size_of(self.running.database, Log.ACCESS))

    def grow_to(self, size: int) -> None:
        """Fill the access log up to about a size, the intake log with it; let the clock follow."""
        database = self.running.database
        self.days.now, self.days.index = self.clock(), size_of(database, Log.ACCESS)
        append(database, Log.ACCESS, self.days.take(size - self.days.index))
        told, self.days.told = self.days.told, []
        append(database, Log.INTAKE, tell(told, self.days.draw))
        self.clock.pass_seconds(self.days.now + 2 * DAY - self.clock())
        publish_daily(database, self.running.signer, self.clock())
        self._follow()

    def copy(self) -> Person:
        """Return the auditor of a copy of all of it, signed in."""
        self.running.database.close()
        folder = self._folder.with_name(f"{self._folder.name}-{self.days.index}")
        shutil.copytree(self._folder, folder)
        url = self._url and _copy_database(self._url, f"room_{self.days.index}")
        if url:
            _analyze(url)
        clock = PlayedClock(self.clock())
        app = create_app(load_config(instance_environ(folder, url)), clock=clock)
        found = replace(self.auditor, people=People(app, clock), client=app.test_client())
        answer = found.sign_in()
        if answer.status_code != 200:
            raise RuntimeError(f"signing in answered {answer.status_code}")
        return found

    def _follow(self) -> None:
        """Take everything in, and hash it; the cases it tells of are not there, nor looked for."""
        running = self.running
        follower = Follower(running.database, running.signer)
        while not follower.tick():
            pass
        for log in Log:
            head = newest_head(running.database, running.signer, log).checkpoint
            whole = WholePass(running.database, log, head)
            for _ in whole:
                pass
            keep(running.database, log, whole.passed, self.clock())


def append(database: Database, log: Log, made: Iterable[Made]) -> None:
    """Append entries in bulk, none of them signed by itself."""
    rows = iter(made)
    while batch := list(islice(rows, BATCH)):
        with database.session() as db:
            first = append_leaves(db, log, [each.leaf for each in batch])
            details = [
                {"log": log.value, "idx": at, "salt": each.salt, "detail": each.detail}
                for at, each in enumerate(batch, first)
                if each.salt
            ]
            db.connection().execute(insert(table_of(LogDetail)), details)
            mark_appended(db)
            db.commit()


def size_of(database: Database, log: Log) -> int:
    """Return how many entries a log has."""
    with database.reading() as db:
        return log_size(db, log)


def _analyze(url: str) -> None:
    """Count what is in the tables, as PostgreSQL does by itself within minutes."""
    plain = make_url(url).set(drivername="postgresql")
    with psycopg.connect(plain.render_as_string(hide_password=False), autocommit=True) as db:
        db.execute("ANALYZE")


def _copy_database(url: str, name: str) -> str:
    """Return the address of a copy of a database of PostgreSQL's to which nobody is connected."""
    address = make_url(url)
    plain = address.set(drivername="postgresql", database="postgres")
    with psycopg.connect(plain.render_as_string(hide_password=False), autocommit=True) as db:
        db.execute(f'CREATE DATABASE "{name}" TEMPLATE "{address.database}"')
    return address.set(database=name).render_as_string(hide_password=False)
