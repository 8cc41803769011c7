"""Asks for one line of the table of addresses as somebody would: with a session and its token."""

import json
from collections.abc import Mapping

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from intake.crypto.encoding import b64u, encode_json
from intake.web import wire
from tests.people import HOME
from tests.promises.office import Office
from tests.promises.routes import Route

NOTHING = b64u(bytes(32))
FORM = "application/x-www-form-urlencoded"
SECONDS = frozenset({"/sign-out"})  # Asked for in a second browser, because it ends the session.


def multipart(meta: object, parts: Mapping[str, bytes]) -> tuple[bytes, str]:
    return wire.encode_multipart({"meta": json.dumps(meta).encode(), **parts})


def as_json(value: object) -> tuple[bytes, str]:
    return encode_json(value), "application/json"


HASHES = {"report": NOTHING, "contact": NOTHING}
FRAME = {"id": "0" * 32, "epoch": 0, "sha256": NOTHING}
#: All that any act of the staff tells beside its frame, each right in form.
TOLD: dict[str, object] = {
    "from": "soon",
    "to": "urgent",
    "reason": "misjudged",
    "aside": True,
    "seen": 0,
    "dispositions": ["advice_given"],
    "via": "phone",
    "outcome": "reached",
    "agreed": True,
    "members": [],
    "named": False,
    "unsure": False,
    "act": "close",
    "object": "0" * 32,
    "agrees": True,
}

#: What is sent, by the word in the table: body and content type.
BODIES = {
    "-": (b"", ""),
    "json": as_json({}),
    "words": (b"story=words&plain=0", FORM),
    "plain": (b"code=1234+5678&plain=1", FORM),
    "token": as_json({"token": NOTHING, "v": 1}),
    "name": as_json({"username": "nobody"}),
    "invite": as_json({"token": "no-invitation"}),
    "purpose": as_json({"purpose": "triage"}),
    "export": as_json({"purpose": "triage", "recipient": "lawyer"}),
    "cases": as_json({"cases": ["0" * 32]}),
    "reason": as_json({"reason": "no-reason"}),
    "status": as_json({"status": "no-status", "reason": "work_done"}),
    "taking": multipart({"report": NOTHING, "contact": NOTHING}, {"key_assignee": b"no key"}),
    "message": multipart(FRAME | {"seen": 0}, {"message": b"none"}),
    "hashes": as_json(HASHES),
    "grant": multipart(HASHES | {"to": "0" * 32, "object": "0" * 32}, {"key": b"none"}),
    "away": as_json({"until": "2020-01-01"}),
    "desk": multipart(HASHES, {"key_desk": b"none"}),
    "offer": multipart(
        FRAME | HASHES | {"to": "0" * 32, "place": "cover"}, {"frame": b"none", "key": b"none"}
    ),
    "framed": multipart(FRAME | TOLD, {"frame": b"none"}),
}


def ask(office: Office, who: str, route: Route) -> TestResponse:
    """Send one request of the table as one of ``WHO``, with everything a page of ours would add."""
    path = route.path.format(**office.paths())
    client, csrf = office.client(who), ""
    if who in office.persons:
        person = office.again(who) if path in SECONDS else office.persons[who]
        client, csrf = person.client, person.csrf
    return send(client, route, path, {"Origin": HOME, "X-CSRFToken": csrf})


def send(client: FlaskClient, route: Route, path: str, headers: Mapping[str, str]) -> TestResponse:
    """Send the body of a line with these headers."""
    body, kind = BODIES[route.sends]
    return client.open(
        path, method=route.method, data=body, content_type=kind or None, headers=dict(headers)
    )
