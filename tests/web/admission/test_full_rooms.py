"""Expensive work has few places: who finds none is told at once, and takes nobody else's."""

import io
import logging

import pytest
from flask import Flask

from intake.web.admission.rooms import CODES, ROOMS, SENDING, SIGN_IN, URGENT_SENDING, Room
from tests.desks import desk
from tests.people import People
from tests.web.admission.asking import ASKED, NAMES, ask, full

__all__ = ["desk"]

# The engine plays no part in this.
pytestmark = [
    pytest.mark.parametrize("database_url", ["sqlite"], indirect=True),
    pytest.mark.usefixtures("desk"),
]


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
    is_chosen_by_its_body = room.claimed is not None
    with full(room):
        answer = ask(app, room, body=None if is_chosen_by_its_body else Unread(b"x"))
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == str(room.retry_after)
    assert ask(app, room).status_code == ASKED[room][3]


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", {CODES: "Too many codes are being opened", SENDING: "It is stored only once."}),
        ("zh-Hans", {CODES: "正在打开的查询码太多", SENDING: "不会重复保存"}),
    ],
)
@pytest.mark.parametrize(
    "room", [CODES, SENDING, URGENT_SENDING], ids=["codes", "reports", "emergencies"]
)
def test_who_runs_no_script_reads_in_their_language_how_to_send_it_again(
    app: Flask, room: Room, lang: str, said: dict[Room, str]
) -> None:
    for path in (f"/{lang}/box", f"/{lang}/box/plain") if room is CODES else (f"/{lang}/plain",):
        with full(room):
            page = ask(app, room, path)
        assert page.content_type == "text/html; charset=utf-8"
        assert said.get(room, said[SENDING]) in page.text
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


def test_a_flood_of_refusals_writes_one_line_that_names_nobody(
    app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    with full(*ROOMS), caplog.at_level(logging.INFO):
        for _ in range(20):
            for room in ROOMS:
                ask(app, room)
    lines = [record.getMessage() for record in caplog.records if record.name == "intake"]
    assert sorted(lines) == sorted(f"refused for now: {name}" for name in NAMES)
    assert {record.levelno for record in caplog.records} == {logging.WARNING}
