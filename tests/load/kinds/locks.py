"""Everything at once from eight threads against the same one after the other: the longest wait.

Every address of the staff asked for by everybody, cases taken and answered, sealed reports sent; on
SQLite and on PostgreSQL. A lock held across the database shows as a wait of many seconds or a 503.
The server under load is not used: the application runs here, where nothing but threads differs.
"""

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import intake.store.models  # noqa: F401 - completes Base.metadata
from intake.store.engine import Base, open_database
from intake.web.services import services_of
from tests.bench.postgresql import for_sqlalchemy, run_postgresql
from tests.load.targets import Target
from tests.promises.crowd import THREADS, Asked, Job, jobs_of, run_at_once, run_in_a_row, watched
from tests.promises.office import Office, make_office, open_app

BOUND = 20  # A turn for each of the other threads, a few times over: locks are not fair.


def run(_target: Target) -> bool:
    """Print the waits on both engines; the bound is on their ratio, and no answer may be 5xx."""
    with tempfile.TemporaryDirectory(prefix="locks-") as name:
        held = [_measure("SQLite", Path(name), f"sqlite:///{Path(name) / 'intake.db'}")]
    with tempfile.TemporaryDirectory(prefix="locks-") as name, run_postgresql() as url:
        held.append(_measure("PostgreSQL", Path(name), for_sqlalchemy(url)))
    return all(held)


def _measure(engine: str, folder: Path, url: str) -> bool:
    with _office(folder, url) as office, watched(office.people.app) as asked:
        rows: list[list[Asked]] = []
        for way in (run_in_a_row, run_in_a_row, run_at_once):  # The first one warms up.
            jobs = _jobs(office)
            asked.clear()
            way(jobs)
            rows.append(list(asked))
    (_, row, crowd), failed = rows, [each for each in rows[2] if each.status >= 500]
    longest, wait = _longest(row), _longest(crowd)
    ratio = wait.seconds / longest.seconds
    print(f"   {engine}: {len(crowd)} requests, {THREADS} threads, {len(failed)} answered 5xx")
    print(f"   longest in a row {_say(longest)}; at once {_say(wait)}; ratio {ratio:.1f}")
    return ratio <= BOUND and not failed


def _jobs(office: Office) -> list[Job]:
    sent = [office.people.reporter() for _ in range(8)]
    for reporter in sent:
        reporter.send()
    return jobs_of(office, sent, [office.people.reporter() for _ in range(24)])


@contextmanager
def _office(folder: Path, url: str) -> Iterator[Office]:
    database = open_database(url)
    Base.metadata.create_all(database.engine)
    database.close()
    app, clock = open_app(folder, url)
    try:
        yield make_office(app, clock)
    finally:
        services_of(app).database.close()


def _longest(asked: list[Asked]) -> Asked:
    return max(asked, key=lambda each: each.seconds)


def _say(asked: Asked) -> str:
    return f"{1000 * asked.seconds:.0f} ms ({re.sub('[0-9a-f]{32}', '…', asked.what)})"
