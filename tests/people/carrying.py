"""How a played browser reaches the application under test, with the last answer to look at."""

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any, Protocol

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from intake.client import multipart
from intake.client.browser import Answer, Browser, Denied

HOME = "http://localhost"


def parts_of(response: TestResponse) -> tuple[dict[str, Any], dict[str, bytes]]:
    """Take a multipart answer apart into meta and files."""
    parts = multipart.parse(response.data, response.headers.get("Content-Type", ""))
    return json.loads(parts.pop("meta")), parts


class MovableClock(Protocol):
    """A clock that tests move by hand."""

    def __call__(self) -> int: ...

    def pass_seconds(self, seconds: int) -> None: ...


class Kept:
    """Carries a browser's requests to a test client, and keeps the last answer to look at."""

    origin = HOME

    def __init__(self, client: FlaskClient) -> None:
        self._client = client
        self.last = TestResponse.__new__(TestResponse)  # Until something was asked.

    def carry(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> Answer:
        self.last = self._client.open(path, method=method, headers=dict(headers), data=body)
        found = {name.lower(): value for name, value in self.last.headers}
        return Answer(self.last.status_code, found, self.last.get_data())


def answer_to(
    client: FlaskClient, clock: MovableClock, act: Callable[[Browser], object], csrf: str = ""
) -> TestResponse:
    """Let a browser act; return the last answer, whatever it says."""
    kept = Kept(client)
    browser = Browser(kept, clock)
    browser.csrf = csrf
    with suppress(Denied):  # The test looks at it.
        act(browser)
    return kept.last
