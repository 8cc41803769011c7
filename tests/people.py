"""Staff and reporters for tests: each acts over HTTP with its own keys, as its browser would.

Argon2 at full strength takes 0.2 s a person; tests that look at nothing of it may share people.
"""

import io
import json
import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from flask import Flask
from flask.testing import FlaskClient
from pyotp.totp import TOTP
from werkzeug.formparser import parse_form_data
from werkzeug.test import TestResponse

from intake.admin import inviting
from intake.crypto import passwords, totp
from intake.crypto.age.hybrid import encode_recipient, new_seed, parse_recipient, recipient_of
from intake.crypto.case.keyfiles import KeyFile, account_holder, open_key_file
from intake.crypto.case.messages import seal_message
from intake.crypto.case.objects import Reader, Row, sha256
from intake.crypto.case.receipts import ReporterKeys, derive, new_receipt
from intake.crypto.case.sending import Desk, Draft, Sending, seal_report
from intake.crypto.case.taking import take_case
from intake.crypto.encoding import b64u, encode_json, parse_b64u
from intake.crypto.keys import verification_key
from intake.crypto.roster import accounts
from intake.crypto.roster.deskkeys import DeskKeyFile, make_desk_key_file, open_desk_key_file
from intake.crypto.roster.roster import Member, Roster, next_roster, parse_roster, pin_of
from intake.crypto.roster.rosterchain import Walk, cosign_roster, sign_roster, walk_roster
from intake.crypto.roster.vault import COMPARED, NOTHING_SEEN, SEEN, Memory, Pin, seal_vault
from intake.crypto.tlog.note import parse_note
from intake.log.act import SYSTEM, Act
from intake.web import wire
from intake.web.services import services_of

HOME = "http://localhost"
WORDS = ["plain", "words", "for", "a", "test", "only", "never", "real"]


def unfile(text: str) -> bytes:
    """Return an age file from base64url."""
    return parse_b64u(text, len(text) * 3 // 4)


def parts_of(response: TestResponse) -> tuple[dict[str, Any], dict[str, bytes]]:
    """Take a multipart answer apart into meta and files."""
    environ = {
        "wsgi.input": io.BytesIO(response.data),
        "CONTENT_LENGTH": str(len(response.data)),
        "CONTENT_TYPE": response.headers["Content-Type"],
        "REQUEST_METHOD": "POST",
    }
    _, _, files = parse_form_data(environ)
    parts = {name: file.read() for name, file in files.items()}
    for file in files.values():
        file.close()
    return json.loads(parts.pop("meta")), parts


def first_memory(started: dict[str, Any], first: dict[str, str] | None) -> Memory:
    """Return what a vault holds from the day the account is made."""
    if first:
        return Memory(COMPARED, pin_of(parse_roster(parse_note(first["note"]).text)))
    desk = started["desk"]
    return Memory(SEEN, Pin(desk["roster"], desk["version"])) if desk else NOTHING_SEEN


class MovableClock(Protocol):
    """A clock that tests move by hand."""

    def __call__(self) -> int: ...

    def pass_seconds(self, seconds: int) -> None: ...


@dataclass
class Opened:
    """A case as one person's browser holds it."""

    meta: dict[str, Any]
    key_file: KeyFile
    reader: Reader
    frames: list[Any]


@dataclass
class Person:
    """One member of staff, with a client, a passphrase, a TOTP secret and, enrolled, a seed."""

    people: "People"
    username: str
    role: str
    triage: bool
    client: FlaskClient
    passphrase: str = " ".join(WORDS)
    id: str = ""
    totp: str = ""
    seed: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    csrf: str = ""
    change: dict[str, object] = field(default_factory=dict)  # What enrolment sends instead.

    @property
    def keys(self) -> accounts.AccountKeys:
        return accounts.derive_account(self.seed)

    @property
    def recipient(self) -> bytes:
        return recipient_of(self.keys.identity_seed)

    def post(self, path: str, body: object = None, *, method: str = "POST") -> TestResponse:
        """Send JSON as the page's script does."""
        headers = {"Origin": HOME, "X-CSRFToken": self.csrf}
        return self.client.open(path, method=method, json=body or {}, headers=headers)

    def send(self, path: str, meta: object, parts: Mapping[str, bytes]) -> TestResponse:
        """Send a multipart body as the page's script does."""
        body, kind = wire.encode_multipart({"meta": json.dumps(meta).encode(), **parts})
        headers = {"Origin": HOME, "X-CSRFToken": self.csrf}
        return self.client.post(path, data=body, content_type=kind, headers=headers)

    # --- enrolment and sign-in -------------------------------------------------------------

    def login_keys(self, origin: str, pass_salt: str) -> accounts.LoginKeys:
        salt = accounts.passphrase_salt(origin, self.username, parse_b64u(pass_salt, 16))
        return accounts.derive_login(self.people.stretch(self.passphrase, salt))

    def enrol(self, token: str) -> TestResponse:
        started = self.post("/enrol/start", {"token": token}).get_json()
        self.id, self.totp = started["account"], totp.new_secret()
        login = self.login_keys(started["origin"], started["pass_salt"])
        first = self.first_roster() if started["first"] else None
        body = {
            "token": token,
            "secret": b64u(login.auth_secret),
            "totp_secret": self.totp,
            "totp": self.code(),
            "recipient": encode_recipient(self.recipient),
            "verify_key": b64u(verification_key(self.keys.signing_seed)),
            "seed_file": b64u(
                accounts.seal_seed_file(self.id, self.seed, recipient_of(login.unlock_seed))
            ),
            "vault": b64u(seal_vault(first_memory(started, first), self.keys.vault_seed)),
            "first": first,
        }
        return self.post("/enrol", body | self.change)

    def member(self) -> Member:
        public = verification_key(self.keys.signing_seed)
        recipient = encode_recipient(self.recipient)
        return Member(self.id, self.username, self.role, self.triage, recipient, public)

    def first_roster(self) -> dict[str, str]:
        desk, desk_seed = secrets.token_hex(16), new_seed()
        recipient = encode_recipient(recipient_of(desk_seed))
        roster = Roster(desk, 1, "-", 1, recipient, (self.member(),))
        holder = account_holder(self.id)
        key = DeskKeyFile(desk, {1: desk_seed}, holder, holder)
        file = make_desk_key_file(key, self.keys.signing_seed, self.recipient)
        return {
            "note": sign_roster(roster, self.id, self.keys.signing_seed),
            "desk_key": b64u(file),
        }

    def code(self) -> str:
        """Return a code that was not used yet; the clock is moved on for it."""
        self.people.clock.pass_seconds(30)
        return TOTP(self.totp).at(self.people.clock())

    def sign_in(self) -> TestResponse:
        started = self.post("/sign-in/start", {"username": self.username}).get_json()
        login = self.login_keys(started["origin"], started["pass_salt"])
        body = {"username": self.username, "secret": b64u(login.auth_secret), "totp": self.code()}
        response = self.post("/sign-in", body)
        if response.status_code == 200:
            page = self.client.get(response.get_json()["go"]).get_data(as_text=True)
            found = re.search(r'<meta name="csrf" content="([^"]+)">', page)
            self.csrf = found[1] if found else ""
        return response

    # --- the roster ------------------------------------------------------------------------

    def notes(self) -> list[str]:
        found: list[str] = self.client.get("/roster").get_json()["versions"]
        return found

    def walk(self) -> Walk:
        notes = self.notes()
        return walk_roster(notes, parse_roster(parse_note(notes[-1]).text).desk)

    def desk_seeds(self, desk_key: bytes) -> Mapping[int, bytes]:
        return open_desk_key_file(desk_key, self.keys.identity_seed, self.id, self.walk()).epochs

    def admit(self, newcomer: "Person", cosigner: "Person | None" = None) -> TestResponse:
        """Admit somebody; with two members or more a second one signs as well."""
        before = self.walk().newest
        roster = next_roster(before, [*before.members, newcomer.member()])
        note = sign_roster(roster, self.id, self.keys.signing_seed)
        desk_key = None
        if newcomer.triage:
            _, parts = parts_of(self.client.get("/desk/data"))
            key = DeskKeyFile(
                before.desk,
                self.desk_seeds(parts["desk_key"]),
                account_holder(newcomer.id),
                account_holder(self.id),
            )
            desk_key = b64u(make_desk_key_file(key, self.keys.signing_seed, newcomer.recipient))
        body = {"note": note, "newcomer": newcomer.id, "desk_key": desk_key}
        if cosigner is None:
            return self.post("/admin/people/roster", body)
        self.post("/admin/people/propose", body)
        waiting = cosigner.client.get("/roster").get_json()["proposal"]
        signed = cosign_roster(waiting["note"], cosigner.id, cosigner.keys.signing_seed)
        return cosigner.post(
            "/admin/people/roster", {"note": signed, "newcomer": newcomer.id, "desk_key": None}
        )

    # --- the desk --------------------------------------------------------------------------

    def queue(self) -> tuple[dict[str, Any], dict[str, bytes]]:
        return parts_of(self.client.get("/desk/data"))

    def open(self, case: str, purpose: str = "triage") -> Opened:
        """Open a case and verify everything in it; raises Refused or KeyError if it cannot."""
        meta, parts = parts_of(self.post(f"/desk/{case}/open", {"purpose": purpose}))
        walk, desk_seed = self.walk(), None
        identity = self.keys.identity_seed
        if "desk_key" in parts:
            desk_seed = identity = self.desk_seeds(parts["desk_key"])[meta["desk_epoch"]]
        key_file = open_key_file(parts["key"], identity, case, meta["holder"])
        pinned = {"report": key_file.report, "contact": key_file.contact}
        reader = Reader(
            case,
            key_file.epochs,
            key_file.author,
            key_file.notes,
            desk_seed,
            walk.staff_keys(),
            pinned,
        )
        frames = []
        for row in meta["objects"]:
            if row["kind"] != "summary" or desk_seed:
                asked = Row(case, row["id"], row["kind"], row["epoch"], row["by"])
                frames.append(reader.read(asked, parts[row["id"]]))
        return Opened(meta, key_file, reader, frames)

    def take(self, opened: Opened, cover: "Person | None" = None) -> TestResponse:
        holders = {self.id: self.recipient} | ({cover.id: cover.recipient} if cover else {})
        files = take_case(opened.key_file, self.id, self.keys.signing_seed, holders)
        meta = {
            "cover": cover.id if cover else None,
            "report": opened.key_file.report,
            "contact": opened.key_file.contact,
        }
        parts = {"key_assignee": files[self.id]}
        if cover:
            parts["key_cover"] = files[cover.id]
        return self.send(f"/desk/{opened.meta['case']}/take", meta, parts)

    def answer(self, opened: Opened, text: str) -> TestResponse:
        sealed = seal_message(
            opened.key_file, self.keys.signing_seed, by="staff", text=text, day="2026-10-24"
        )
        meta = {"id": sealed.row.id, "epoch": sealed.row.epoch, "sha256": sealed.sha256}
        return self.send(f"/desk/{opened.meta['case']}/message", meta, {"message": sealed.data})


@dataclass
class Reporter:
    """Somebody who reports, with the receipt."""

    people: "People"
    client: FlaskClient
    receipt: str
    keys: ReporterKeys
    sending: Sending

    def send(self) -> TestResponse:
        parts = {"meta": json.dumps(self.sending.meta, sort_keys=True, separators=(",", ":"))}
        body, kind = wire.encode_multipart({"meta": parts["meta"].encode(), **self.sending.parts})
        return self.client.post("/en/form", data=body, content_type=kind)

    def box(self) -> tuple[dict[str, Any], dict[str, bytes]]:
        """Come back with the number and fetch everything, as the box's page does."""
        meta: dict[str, Any] = {"objects": [], "next": 0}
        parts: dict[str, bytes] = {}
        while meta["next"] is not None:
            page, files = parts_of(self.open(begin=meta["next"]))
            assert files.pop("pad").strip() == b""
            meta, parts = page | {"objects": meta["objects"] + page["objects"]}, parts | files
        return meta, parts

    def open(self, **more: object) -> TestResponse:
        """Ask for one answer of the box."""
        body = {"token": b64u(self.keys.token), "v": 1, **more}
        return self.client.post(
            "/en/box/open", data=encode_json(body), content_type="application/json"
        )


class People:
    """Makes staff and reporters of one application."""

    def __init__(self, app: Flask, clock: MovableClock) -> None:
        self.app, self.clock = app, clock
        self._stretched: dict[tuple[str, bytes], bytes] = {}

    def stretch(self, passphrase: str, salt: bytes) -> bytes:
        key = (passphrase, salt)
        if key not in self._stretched:
            self._stretched[key] = passwords.stretch_passphrase(passphrase, salt)
        return self._stretched[key]

    def client(self) -> FlaskClient:
        return self.app.test_client()

    def invite(self, username: str, role: str, *, triage: bool = False) -> str:
        found = services_of(self.app)
        with found.database.session() as db:
            act = Act(db, SYSTEM, self.clock())
            token = inviting.invite(act, found.config.keys, username, role, triage=triage)
            db.commit()
        return token

    def new(self, username: str, role: str, *, triage: bool = False) -> Person:
        """Invite, enrol and sign in somebody."""
        person = Person(self, username, role, triage, self.app.test_client())
        token = self.invite(username, role, triage=triage)
        assert person.enrol(token).status_code == 201
        assert person.sign_in().status_code == 200
        return person

    def reporter(
        self,
        story: str = "a story",
        level: str = "urgent",
        change: Callable[[Draft], Draft] | None = None,
    ) -> Reporter:
        """Seal a report to the desk of now; ``send`` sends it."""
        found = services_of(self.app)
        desk, receipt = found.desk(), new_receipt()
        assert desk is not None
        keys = derive(receipt, found.config.keys.salt)
        at = self.clock() // 3600 * 3600
        draft = Draft(
            answers={"danger_now": "no", "kinds": ["family_call"], "story": story},
            contact={"c_mode": "here"},
            avoid=False,
            country="fr",
            kinds=["family_call"],
            who_for="me",
            lang="en",
            at=at,
            form=found.form.version,
            level=level,
            rules=["T09"],
            tags=[],
        )
        draft = change(draft) if change else draft
        where = Desk(desk.id, desk.epoch, parse_recipient(desk.recipient))
        return Reporter(self, self.client(), receipt, keys, seal_report(draft, where, keys))


__all__ = ["Opened", "People", "Person", "Reporter", "parts_of", "pin_of", "sha256", "unfile"]
