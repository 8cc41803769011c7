"""Somebody who reports under test: sends what was sealed, comes back and reads."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from intake.client.browser import Browser
from intake.client.reporter.box import fetch_box
from intake.client.reporter.sending import post_sealed
from intake.crypto.case.objects import Row
from intake.crypto.case.reading.trusted import TrustedCase
from intake.crypto.case.receipts import ReporterKeys
from intake.crypto.case.sealing.sending import Sending
from intake.crypto.encoding import b64u, encode_json
from tests.people.carrying import Kept, answer_to
from tests.played import played_once

if TYPE_CHECKING:
    from tests.people.everybody import People


@dataclass
class Reporter:
    """Somebody who reports, with the receipt."""

    people: "People"
    client: FlaskClient
    receipt: str
    keys: ReporterKeys
    sending: Sending

    def act(self, act: Callable[[Browser], object]) -> TestResponse:
        """Let this reporter's browser act; return the last answer."""
        return answer_to(self.client, self.people.clock, act)

    @played_once
    def send(self) -> TestResponse:
        return self.act(lambda browser: post_sealed(browser, self.sending))

    def box(self) -> tuple[dict[str, Any], dict[str, bytes]]:
        """Come back with the number and fetch everything, as the box's page does."""
        meta, parts = fetch_box(Browser(Kept(self.client), self.people.clock), self.keys)
        assert parts.pop("pad").strip() == b""
        return meta, parts

    def open(self, **more: object) -> TestResponse:
        """Ask for one answer of the box."""
        body = encode_json({"token": b64u(self.keys.token), "v": 1, **more})
        return self.act(
            lambda browser: browser.send_public("/en/box/open", body, "application/json")
        )

    def read(self) -> TrustedCase:
        """Come back and read everything, as the box's page does; what was read is in it."""
        meta, parts = self.box()
        trusted = TrustedCase.of_reporter(parts["key"], self.keys, self.sending.case)
        for row in meta["objects"]:
            asked = Row(trusted.case, row["id"], row["kind"], row["epoch"], row["by"])
            trusted.read(asked, parts[row["id"]])
        return trusted
