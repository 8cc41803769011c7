"""Two acts of which the second comes while the first one stands just before its commit."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager

import psycopg
import pytest
from sqlalchemy import make_url
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

WAITING = "SELECT count(*) FROM pg_locks WHERE NOT granted"
Ending = Callable[[], TestResponse]


def meet(url: str, first: Ending, second: Ending) -> list[TestResponse]:
    """Do both on PostgreSQL, where the second waits for a lock if there is one; return answers."""
    with ThreadPoolExecutor(2) as pool, stopped_before_commit() as (arrived, go):
        one = pool.submit(first)
        assert arrived.wait(60)
        other = pool.submit(second)
        until_blocked_or_done(url, other)
        go.set()
        return [one.result(), other.result()]


@contextmanager
def stopped_before_commit() -> Iterator[tuple[threading.Event, threading.Event]]:
    """Let the first act that changes an account or a roster stop just before it commits."""
    arrived, go = threading.Event(), threading.Event()
    commit, first = Session.commit, threading.Lock()

    def wait(session: Session) -> None:
        if session.info.get("intake.changed") and first.acquire(blocking=False):
            arrived.set()
            assert go.wait(60)
        commit(session)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Session, "commit", wait)
        yield arrived, go


def until_blocked_or_done(url: str, act: Future[TestResponse]) -> None:
    """Return when the other act waits for a lock of ours, or got through without."""
    address = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(address, autocommit=True) as connection:
        while not act.done():
            row = connection.execute(WAITING).fetchone()
            if row and row[0]:
                return
