"""PostgreSQL through psycopg 3: how its connections are opened, and replaced after a failover."""

import time
from typing import Any

import psycopg
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import URL
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.pool import ConnectionPoolEntry

from intake.store.connecting.waiting import POOL, WAIT_MILLISECONDS

TRUSTED_SECONDS = 2  # How long a returned connection counts as alive.


def open_postgresql(url: URL) -> Engine:
    """Return the engine of a database on a server."""
    engine = create_engine(
        url.set(drivername="postgresql+psycopg"),
        **POOL,
        isolation_level="READ COMMITTED",
        hide_parameters=True,
    )
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "checkin", _note_return)
    event.listen(engine, "checkout", _ping_after_a_pause)
    return engine


def _prepare(connection: Any, _record: object) -> None:  # noqa: ANN401 - a DBAPI connection
    connection.execute(f"SET lock_timeout = {WAIT_MILLISECONDS}")
    connection.execute("SET synchronous_commit = on")
    connection.commit()


def _note_return(_connection: object, record: ConnectionPoolEntry) -> None:
    record.info["returned"] = time.monotonic()


def _ping_after_a_pause(connection: Any, record: ConnectionPoolEntry, _: object) -> None:  # noqa: ANN401 - as above
    """Have a connection that a failover has broken replaced, without asking before every act."""
    if time.monotonic() - record.info.get("returned", 0.0) < TRUSTED_SECONDS:
        return
    try:
        connection.execute("SELECT 1")
        connection.rollback()
    except psycopg.Error:
        raise DisconnectionError from None
