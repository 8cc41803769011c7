"""A place is held while the work is done, no longer, and nobody waits for the database then."""

import hashlib
import io
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from argon2 import PasswordHasher
from flask import Flask
from sqlalchemy import delete

from intake.store.models import Throttle
from intake.web.admission.rooms import ROOMS, SIGN_IN, Room
from intake.web.services import services_of
from tests.desks import desk
from tests.people import People, Person
from tests.web.admission.asking import ASKED, NAMES, ask

__all__ = ["desk"]

# The engine plays no part in this.
pytestmark = [
    pytest.mark.parametrize("database_url", ["sqlite"], indirect=True),
    pytest.mark.usefixtures("desk"),
]

PATIENCE = 30  # seconds


@contextmanager
def working(
    app: Flask, room: Room, slow: Callable[[Callable[[], None]], None]
) -> Iterator[list[int]]:
    """Fill a room with requests that work, each in a thread, and end their work at the end."""
    inside, go_on = threading.Semaphore(0), threading.Event()

    def wait() -> None:
        inside.release()
        assert go_on.wait(PATIENCE)

    slow(wait)
    statuses: list[int] = []
    threads = [
        threading.Thread(target=lambda: statuses.append(ask(app, room).status_code))
        for _ in range(room.places)
    ]
    for thread in threads:
        thread.start()
    for _ in threads:
        assert inside.acquire(timeout=PATIENCE)
    try:
        yield statuses
    finally:
        go_on.set()
        for thread in threads:
            thread.join(PATIENCE)


@pytest.mark.parametrize("room", ROOMS, ids=NAMES)
def test_a_place_is_held_for_as_long_as_the_work_takes(
    app: Flask, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner, name = (PasswordHasher, "verify") if room is SIGN_IN else (hashlib, "pbkdf2_hmac")
    work = getattr(owner, name)

    def slow(wait: Callable[[], None]) -> None:
        def waits(*given: Any, **named: Any) -> Any:  # noqa: ANN401 - passed on unread
            wait()
            return work(*given, **named)

        monkeypatch.setattr(owner, name, waits)

    with working(app, room, slow) as statuses:
        assert ask(app, room).status_code == 503
    assert statuses == [ASKED[room][3]] * room.places
    assert ask(app, room).status_code == ASKED[room][3]


@pytest.mark.parametrize("room", ROOMS, ids=NAMES)
def test_a_place_is_given_back_after_a_fault(
    app: Flask, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **_named: object) -> None:
        raise RuntimeError("broken")

    with monkeypatch.context() as patched:
        patched.setattr(PasswordHasher, "verify", broken)
        patched.setattr(hashlib, "pbkdf2_hmac", broken)
        faults = {ask(app, room).status_code for _ in range(room.places + 1)}
    assert faults == {500}
    damaged = [ask(app, room, body=io.BytesIO(b"\xff")) for _ in range(room.places + 1)]
    assert 503 not in {answer.status_code for answer in damaged}
    assert ask(app, room).status_code == ASKED[room][3]


def test_expensive_work_is_done_in_its_room_only(
    app: Flask, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    worked: list[list[str]] = []

    def watch(owner: object, name: str) -> None:
        work = getattr(owner, name)

        def watched(*given: Any, **named: Any) -> Any:  # noqa: ANN401 - passed on unread
            worked.append([room.code for room in ROOMS if room._free._value < room.places])
            return work(*given, **named)

        monkeypatch.setattr(owner, name, watched)

    token = people.invite("bea", "auditor")
    bea = Person(people, "bea", "auditor", triage=False, client=people.client())
    for owner, name in ((PasswordHasher, "verify"), (PasswordHasher, "hash")):
        watch(owner, name)
    watch(hashlib, "pbkdf2_hmac")
    for room in ROOMS:
        ask(app, room)
    assert bea.enrol(token).status_code == 201
    assert worked == [[room.code] for room in (*ROOMS, SIGN_IN)]


def test_nobody_waits_for_the_database_while_expensive_work_is_done(
    app: Flask, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored: list[str] = []

    def watch(owner: object, name: str) -> None:
        work = getattr(owner, name)

        def watched(*given: Any, **named: Any) -> Any:  # noqa: ANN401 - passed on unread
            with services_of(app).database.session() as db:  # Locked out while somebody writes.
                db.execute(delete(Throttle))
                db.commit()
            stored.append(name)
            return work(*given, **named)

        monkeypatch.setattr(owner, name, watched)

    token = people.invite("bea", "auditor")
    bea = Person(people, "bea", "auditor", triage=False, client=people.client())
    watch(PasswordHasher, "verify")
    watch(PasswordHasher, "hash")
    watch(hashlib, "pbkdf2_hmac")
    for room in ROOMS:
        assert ask(app, room).status_code == ASKED[room][3]
    assert bea.enrol(token).status_code == 201
    assert stored == ["verify", *["pbkdf2_hmac"] * 4, "hash"]
