"""The auditor's own machine, speaking to the application under test without a network."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from intake.log import writing
from intake.log.events import Event, Log
from intake.log.leaf import Leaf
from intake.log.signing.publishing import publish_daily
from intake.store.models import LogDetail, LogEntry
from intake.verify.mirror.limits import Limits
from intake.verify.mirror.sources import AnsweredError, TooLongError
from intake.verify.sealing.key import find_key, make_key
from intake.verify.visit.server import VisitedServer
from intake.verify.visit.signing import open_witness
from intake.verify.visit.visiting import Visit, visit
from intake.web.services import services_of
from tests.people import People, Person

Change = Callable[[str, bytes], bytes]
"""(path below ``/log/``, what is answered or posted) to what arrives."""


def make_token(person: Person, *, details: bool = False) -> str:
    """Make a token on the page, with a fresh code."""
    answer = person.post("/audit/token", {"totp": person.code(), "details": details})
    assert answer.status_code == 201
    token: str = answer.get_json()["token"]
    return token


def shown(token: str, key: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}", "Intake-Copy": key}


def ask(
    client: FlaskClient, token: str, key: str, path: str = "/log/access/checkpoint"
) -> TestResponse:
    return client.get(path, headers=shown(token, key))


def key_of(copy: Path) -> str:
    return open_witness(copy).vkeys()[0]


@dataclass
class Wire:
    """A ``Carrier`` that counts, and lets something on the way change what arrives."""

    client: FlaskClient
    headers: Mapping[str, str]
    change: Change = lambda _path, data: data
    asked: list[str] = field(default_factory=list)

    def read(self, path: str, most: int, /) -> bytes | None:
        self.asked.append(path)
        answer = self.client.get(f"/log/{path}", headers=dict(self.headers))
        if answer.status_code == 404:
            return None
        if answer.status_code != 200:
            raise AnsweredError(path, answer.status_code)
        data = self.change(path, answer.data)
        if len(data) > most:
            raise TooLongError(path, most)
        return data

    def post(self, path: str, body: bytes, /) -> None:
        self.asked.append(path)
        body = self.change(path, body)
        answer = self.client.post(f"/log/{path}", data=body, headers=dict(self.headers))
        if answer.status_code != 204:
            raise AnsweredError(path, answer.status_code)


@dataclass
class Machine:
    """A laptop with a copy."""

    people: People
    copy: Path
    asked: list[str] = field(default_factory=list)  # In the last run.

    def run(
        self,
        token: str,
        *,
        details: bool = False,
        change: Change = lambda _path, data: data,
        entries: int = 1 << 20,
    ) -> Visit:
        """Visit with a token; nothing is brought back if anything was found."""
        if details and find_key(self.copy) is None:
            make_key(self.copy)
        wire = Wire(self.people.client(), shown(token, key_of(self.copy)), change)
        self.asked = wire.asked
        server = VisitedServer(wire, self.copy, with_details=details)
        told = visit(server, self.copy, limits=Limits(entries), clock=self.people.clock)
        for line in told.lines:
            server.bring(line.log, line.note)
        return told


def entries(people: People, log: Log = Log.ACCESS) -> list[dict[str, object]]:
    """Every entry of a log, with its details."""
    with services_of(people.app).database.reading() as db:
        query = select(LogEntry.leaf, LogDetail.detail).outerjoin(
            LogDetail, (LogDetail.log == LogEntry.log) & (LogDetail.idx == LogEntry.idx)
        )
        rows = db.execute(query.where(LogEntry.log == log).order_by(LogEntry.idx)).all()
    return [json.loads(leaf) | {"detail": json.loads(told or b"{}")} for leaf, told in rows]


def events(people: People) -> list[object]:
    return [entry["e"] for entry in entries(people)]


def grow(people: People, count: int) -> None:
    """Append many entries at once."""
    with services_of(people.app).database.session() as db:
        leaf = writing.encode(Log.ACCESS, Leaf(Event.PAD, people.clock()))
        writing.append(db, Log.ACCESS, [leaf] * count)
        db.commit()
    sign_now(people)


def sign_now(people: People) -> None:
    """Do what the publisher does by itself: sign the access log, publish the intake log."""
    running = services_of(people.app)
    running.signer.checkpoint(running.database, Log.ACCESS)
    publish_daily(running.database, running.signer, people.clock())
