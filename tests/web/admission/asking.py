"""One request for each room of expensive work, and rooms that are full."""

import io
import json
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from urllib.parse import urlencode

from flask import Flask
from werkzeug.test import TestResponse

from intake.crypto.encoding import b64u
from intake.web.admission.rooms import (
    CODES,
    ROOMS,
    SENDING,
    SIGN_IN,
    URGENT_CODES,
    URGENT_SENDING,
    Room,
)
from tests.people import HOME

FORM = "application/x-www-form-urlencoded"
JSON = "application/json"
CODE = "0123456789012345678901234567"
REPORT = {"plain": "1", "form_version": "3", "code": CODE, "danger_now": "no", "story": "words"}
URGENT = REPORT | {"code": CODE[::-1], "danger_now": "yes"}
TOLD = {"plain": "1", "code": CODE, "what": "new", "danger_now": "yes"}
ATTEMPT = {"username": "nobody", "secret": b64u(bytes(32)), "totp": "123456"}

#: One request for each room: path, kind of body, body, and the status it gets in an empty room.
ASKED: dict[Room, tuple[str, str, bytes, int]] = {
    SIGN_IN: ("/sign-in", JSON, json.dumps(ATTEMPT).encode(), 403),
    CODES: ("/en/box/plain", FORM, urlencode({"plain": "1", "code": CODE}).encode(), 404),
    URGENT_CODES: ("/en/box/plain", FORM, urlencode(TOLD).encode(), 404),
    SENDING: ("/en/plain", FORM, urlencode(REPORT).encode(), 200),
    URGENT_SENDING: ("/en/plain", FORM, urlencode(URGENT).encode(), 200),
}
#: Of the rooms, for the ids of tests.
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
