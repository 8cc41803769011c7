"""Expensive work has few places: who finds none is told at once, and takes nobody else's."""

import ast
import hashlib
import io
import json
import logging
import os
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from argon2 import PasswordHasher
from click.testing import CliRunner
from flask import Flask
from sqlalchemy import delete
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from intake.cli import main
from intake.commands.instance import serve
from intake.crypto.encoding import b64u
from intake.store.models import Throttle
from intake.web.admission.gently import NICE, gently
from intake.web.admission.rooms import (
    CODES,
    LEAST_THREADS,
    ROOMS,
    SENDING,
    SIGN_IN,
    Room,
    room_of,
)
from intake.web.services import services_of
from intake.web.words.i18n import LANG
from tests.desks import desk
from tests.people import HOME, People, Person

__all__ = ["desk"]

# The engine plays no part in this.
pytestmark = [
    pytest.mark.parametrize("database_url", ["sqlite"], indirect=True),
    pytest.mark.usefixtures("desk"),
]

FORM = "application/x-www-form-urlencoded"
JSON = "application/json"
CODE = "0123456789012345678901234567"
REPORT = {"plain": "1", "form_version": "1", "code": CODE, "danger_now": "no", "story": "words"}
ATTEMPT = {"username": "nobody", "secret": b64u(bytes(32)), "totp": "123456"}
PATIENCE = 30  # seconds

#: One request for each room: path, kind of body, body, and the status it gets in an empty room.
ASKED: dict[Room, tuple[str, str, bytes, int]] = {
    SIGN_IN: ("/sign-in", JSON, json.dumps(ATTEMPT).encode(), 403),
    CODES: ("/en/box/plain", FORM, urlencode({"plain": "1", "code": CODE}).encode(), 404),
    SENDING: ("/en/plain", FORM, urlencode(REPORT).encode(), 200),
}
NAMES = [room.code for room in ROOMS]


def ask(app: Flask, room: Room, path: str = "", body: io.BytesIO | None = None) -> TestResponse:
    own, kind, data, _ = ASKED[room]
    return app.test_client().post(
        path or own,
        input_stream=body or io.BytesIO(data),
        headers={"Origin": HOME, "Content-Length": str(len(data)), "Content-Type": kind},
    )


@contextmanager
def full(*rooms: Room) -> Iterator[None]:
    """Hold every place of these rooms."""
    with ExitStack() as held:
        for room in rooms:
            for _ in range(room.places):
                held.enter_context(room.place())
        yield


class Unread(io.BytesIO):
    """A body that must not be asked for."""

    def read(self, *_: object) -> bytes:
        raise AssertionError("the body was read")

    readinto = read1 = readline = read  # type: ignore[assignment]


def test_there_is_one_request_of_this_test_for_every_room() -> None:
    assert set(ASKED) == set(ROOMS)


@pytest.mark.parametrize("room", ROOMS, ids=NAMES)
def test_a_full_room_refuses_at_once_says_when_to_come_back_and_reads_nothing(
    app: Flask, room: Room
) -> None:
    with full(room):
        answer = ask(app, room, body=Unread(b"x"))
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == str(room.retry_after)
    assert ask(app, room).status_code == ASKED[room][3]


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", {CODES: "Too many codes are being opened", SENDING: "It is stored only once."}),
        ("zh-Hans", {CODES: "正在打开的号码太多", SENDING: "不会重复保存"}),
    ],
)
@pytest.mark.parametrize("room", [CODES, SENDING], ids=["codes", "reports"])
def test_who_runs_no_script_reads_in_their_language_how_to_send_it_again(
    app: Flask, room: Room, lang: str, said: dict[Room, str]
) -> None:
    for path in (f"/{lang}/box", f"/{lang}/box/plain") if room is CODES else (f"/{lang}/plain",):
        with full(room):
            page = ask(app, room, path)
        assert page.content_type == "text/html; charset=utf-8"
        assert said[room] in page.text
        again = "load this page again: it is sent once more" if lang == "en" else "会再发送一次"
        assert again in page.text


@pytest.mark.parametrize("path", ["/sign-in", "/enrol"])
def test_scripts_of_staff_get_a_code_and_a_sentence(app: Flask, path: str) -> None:
    with full(SIGN_IN):
        answer = ask(app, SIGN_IN, path)
    assert answer.status_code == 503
    assert answer.get_json()["error"] == "many_sign_ins"
    assert "Try again in a few seconds" in answer.get_json()["message"]


@pytest.mark.parametrize("other", ROOMS, ids=NAMES)
@pytest.mark.parametrize("room", ROOMS, ids=NAMES)
def test_a_full_room_refuses_nobody_of_another_one(app: Flask, room: Room, other: Room) -> None:
    with full(room):
        assert (ask(app, other).status_code == 503) == (room is other)


def test_help_start_and_sealed_sending_need_no_place(app: Flask, people: People) -> None:
    with full(*ROOMS):
        for path in ("/en/help", "/zh-Hans/help", "/en/", "/en/form", "/en/plain", "/sign-in"):
            assert app.test_client().get(path).status_code == 200, path
        assert people.reporter().send().status_code == 201


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
    assert stored == ["verify", "pbkdf2_hmac", "pbkdf2_hmac", "hash"]


EXPENSIVE = {"derive", "hash_auth_secret", "verify_auth_secret", "stretch_passphrase"}
EXPENSIVE |= {"pbkdf2_hmac", "PasswordHasher", "hash_secret_raw"}
#: Where the server names what takes a core for a moment, each inside a room and given to `gently`.
USES = {
    "auth/enrolling.py": {"hash_auth_secret"},
    "auth/signing_in.py": {"verify_auth_secret"},
    "box/plain.py": {"derive"},
    "report/plain.py": {"derive"},
}
AT_THE_START = {"auth/signing_in.py": {"hash_auth_secret"}}
SERVED = ("report", "box", "desk", "audit", "admin", "auth", "web", "case", "roster", "log")


def named(nodes: Iterable[ast.AST]) -> set[str]:
    """What is expensive among names that are used, not imported."""
    found = {str(getattr(node, "id", getattr(node, "attr", ""))) for node in nodes}
    return found & EXPENSIVE


def test_no_other_part_of_the_server_does_expensive_work_and_none_without_giving_way() -> None:
    source = Path(__file__).parents[2] / "intake"
    gentle: dict[str, set[str]] = {}
    others: dict[str, set[str]] = {}
    for path in (path for room in SERVED for path in (source / room).rglob("*.py")):
        nodes = list(ast.walk(ast.parse(path.read_text())))
        calls = [node for node in nodes if isinstance(node, ast.Call)]
        handed = [call.args[0] for call in calls if getattr(call.func, "id", "") == "gently"]
        used = [node for node in nodes if isinstance(node, ast.Name | ast.Attribute)]
        name = path.relative_to(source).as_posix()
        gentle[name] = named(handed)
        others[name] = named(node for node in used if node not in handed)
    assert {name: found for name, found in gentle.items() if found} == USES
    assert {name: found for name, found in others.items() if found} == AT_THE_START


def test_all_rooms_together_are_smaller_than_half_of_the_threads() -> None:
    places = sum(room.places for room in ROOMS)
    threads = next(option for option in serve.params if option.name == "threads")
    assert isinstance(threads.default, int)
    assert places < LEAST_THREADS / 2 <= threads.default / 2


def test_the_server_does_not_start_with_fewer_threads() -> None:
    refused = CliRunner().invoke(main, ["serve", "--threads", str(LEAST_THREADS - 1)])
    assert refused.exit_code == 2
    assert str(LEAST_THREADS) in refused.output


def test_a_table_tells_for_every_address_which_room_it_asks_for(app: Flask) -> None:
    kinds = (FORM, JSON, "multipart/form-data; boundary=x")
    found: dict[str, set[tuple[str, str]]] = {room.code: set() for room in ROOMS}
    client = app.test_client()
    paths = [rule.rule.replace(LANG, "/en") for rule in posted(app)]
    assert len(paths) > 10
    with full(*ROOMS):
        for path in paths:
            for kind in kinds:
                answer = client.post(path, content_type=kind, headers={"Origin": HOME})
                room = room_of("POST", path, kind)
                if room:
                    assert answer.status_code == 503, (path, kind)
                    found[room.code].add((path, kind))
                elif not any(room_of("POST", path, each) for each in kinds):
                    assert answer.status_code != 503, (path, kind)
        assert client.post("/en/form", content_type=kinds[2]).status_code == 400  # Sealed.
    assert found == {
        "many_sign_ins": {("/sign-in", JSON), ("/enrol", JSON)},
        "many_codes": {("/en/box", FORM), ("/en/box/plain", FORM)},
        "many_reports": {("/en/form", FORM), ("/en/plain", FORM)},
    }


def posted(app: Flask) -> list[Rule]:
    """Every rule that takes a POST, apart from those of one case or person."""
    rules = app.url_map.iter_rules()
    return [rule for rule in rules if "POST" in (rule.methods or ()) and rule.arguments <= {"lang"}]


def test_expensive_work_gives_way_to_everybody_elses() -> None:
    if sys.platform == "linux":
        assert gently(_urgency) == NICE
    assert _urgency() < NICE


def _urgency() -> int:
    return os.getpriority(os.PRIO_PROCESS, threading.get_native_id())


def test_what_gives_way_returns_and_raises_as_it_would_otherwise() -> None:
    assert gently(int, "2a", base=16) == 42
    with pytest.raises(ValueError, match="invalid literal"):
        gently(int, "words")


def test_a_flood_of_refusals_writes_one_line_that_names_nobody(
    app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    with full(*ROOMS), caplog.at_level(logging.INFO):
        for _ in range(20):
            for room in ROOMS:
                ask(app, room)
    lines = [record.getMessage() for record in caplog.records if record.name == "intake"]
    assert sorted(lines) == sorted(f"refused, every place is taken: {name}" for name in NAMES)
    assert {record.levelno for record in caplog.records} == {logging.WARNING}
