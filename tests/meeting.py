"""Two acts of which the second comes while the first one stands just before its commit."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from typing import Any, TypeVar

import psycopg
import pytest
from sqlalchemy import make_url
from sqlalchemy.orm import Session

from intake.log.act import Act
from intake.store.guard import APPENDED, CHANGED
from intake.web.services import services_of
from tests.people import People

WAITING = "SELECT count(*) FROM pg_locks WHERE NOT granted"
Came = TypeVar("Came")
Meeting = tuple[threading.Event, threading.Event]  # It stands there; it goes on.


def meet(
    url: str, first: Callable[[], Came], second: Callable[[], Came], *, before: str = "commit"
) -> list[Came]:
    """Do both on PostgreSQL, where the second waits for a lock if there is one; return answers.

    Args:
        url: Of the database.
        first: What stands still until the second waits or is done.
        second: The other.
        before: Where it stands: before its ``commit``, or before its first entry (``log``), when it
            has read and not yet written.
    """
    with ThreadPoolExecutor(2) as pool, STOPS[before]() as (arrived, go):
        one = pool.submit(first)
        try:
            assert arrived.wait(60)
            other = pool.submit(second)
            until_blocked_or_done(url, other)
        finally:
            go.set()
        return [one.result(), other.result()]


def act_in(people: People, do: Callable[[Session], Came]) -> Callable[[], Came]:
    """Return what does this in a session of its own, and commits."""

    def run() -> Came:
        with services_of(people.app).database.session() as db:
            came = do(db)
            db.commit()
            return came

    return run


@contextmanager
def stopped(owner: type, name: str, is_act: Callable[[Any], object]) -> Iterator[Meeting]:
    """Let the first act that comes to this method stop before it."""
    arrived, go = threading.Event(), threading.Event()
    inner, first = getattr(owner, name), threading.Lock()

    def wait(self: object, *args: object, **more: object) -> object:
        if is_act(self) and first.acquire(blocking=False):
            arrived.set()
            assert go.wait(60)
        return inner(self, *args, **more)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(owner, name, wait)
        yield arrived, go


def has_done_something(session: Session) -> object:
    return session.info.get(CHANGED) or session.info.get(APPENDED) or session.dirty


STOPS = {
    "commit": partial(stopped, Session, "commit", has_done_something),
    "log": partial(stopped, Act, "log", lambda _: True),
}


def until_blocked_or_done(url: str, act: Future[Came]) -> None:
    """Return when the other act waits for a lock of ours, or got through without."""
    address = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(address, autocommit=True) as connection:
        while not act.done():
            row = connection.execute(WAITING).fetchone()
            if row and row[0]:
                return
