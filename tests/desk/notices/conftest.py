"""A desk of three, all of whom want to be told; and a relay that takes mail for them."""

import socket
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from email import message_from_bytes
from email.message import Message
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from sqlalchemy import select

from intake.clock import HOUR
from intake.config import Config
from intake.desk.notices.needs import put_notices
from intake.store.models import Account, Notice
from intake.web.services import services_of
from tests.desk.stored import three
from tests.people import People, Person


@dataclass
class Relay:
    """A mail server of its own on a port of this machine; it can go and come back."""

    port: int
    got: list[tuple[str, Message]] = field(default_factory=list)
    _running: Controller | None = None

    def start(self) -> None:
        self._running = Controller(self, hostname="127.0.0.1", port=self.port)
        self._running.start()

    def stop(self) -> None:
        if self._running is not None:
            self._running.stop()
        self._running = None

    async def handle_DATA(self, _server: object, _session: object, envelope: Any) -> str:  # noqa: ANN401, N802 - aiosmtpd's
        self.got += [(to, message_from_bytes(envelope.content)) for to in envelope.rcpt_tos]
        return "250 OK"


@pytest.fixture
def relay() -> Iterator[Relay]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    made = Relay(port)
    made.start()
    yield made
    made.stop()


@pytest.fixture
def config(config: Config, relay: Relay) -> Config:
    url = f"mailto://127.0.0.1:{relay.port}?from=desk@example.org&mode=insecure&to={{address}}"
    return replace(config, settings=replace(config.settings, notices=url))


@dataclass
class Desk:
    """Three members: anna and cara in triage, bert not; each is told at an address of their own."""

    people: People
    anna: Person
    bert: Person
    cara: Person

    def pass_to(self, minute: int) -> None:
        """Go on to a minute of the next hour."""
        now = self.people.clock()
        self.people.clock.pass_seconds(HOUR - now % HOUR + minute * 60)

    def ticks(self) -> dict[str, list[bool]]:
        """Work out the tick of now and empty the outbox: by user name, which were urgent."""
        running = services_of(self.people.app)
        now = running.clock()
        with running.database.session() as db:
            put_notices(db, running.config.keys.server, now - now % 300)
            query = select(Account.username, Notice).join(Account, Account.id == Notice.account_id)
            found: dict[str, list[bool]] = {}
            for username, notice in db.execute(query.order_by(Account.username)):
                found.setdefault(username, []).append(notice.is_urgent)
                db.delete(notice)
            db.commit()
        return found


@pytest.fixture
def desk(people: People) -> Desk:
    made = Desk(people, *three(people))
    for person in (made.anna, made.bert, made.cara):
        body = {"address": f"{person.username}@example.org", "zone": "UTC", "quiet": None}
        assert person.post("/desk/notices", body, method="PUT").status_code == 204
    return made
