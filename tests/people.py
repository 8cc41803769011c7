"""Named people for tests: the played clients of ``intake.client``, with answers to look at.

Argon2 at full strength takes 0.2 s a person; tests that look at nothing of it may share people.
"""

import json
import secrets
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Protocol

from flask import Flask
from flask.testing import FlaskClient
from pyotp.totp import TOTP
from werkzeug.test import TestResponse

from intake.admin import inviting
from intake.client import multipart
from intake.client.browser import CSRF, Answer, Browser, Denied
from intake.client.member.account.enrolling import make_account, make_desk
from intake.client.member.account.person import OpenSession
from intake.client.member.account.session import decode_file
from intake.client.member.cases import casework, listing
from intake.client.member.cases.acts import Acts
from intake.client.member.cases.opencase import (
    SomebodyNamed,
    confirm_own,
    look_first,
    read_released,
    release,
)
from intake.client.member.people import admitting
from intake.client.reporter.box import fetch_box
from intake.client.reporter.sending import post_sealed
from intake.clock import day_of
from intake.crypto import passwords, totp
from intake.crypto.age.hybrid import parse_recipient, recipient_of
from intake.crypto.case.keyfiles import KeyFile
from intake.crypto.case.objects import Row, sha256
from intake.crypto.case.reading.trusted import TrustedCase
from intake.crypto.case.receipts import ReporterKeys, derive, new_receipt
from intake.crypto.case.sealing.sending import Desk, Draft, Sending, seal_report
from intake.crypto.encoding import b64u, encode_json, parse_b64u
from intake.crypto.roster import accounts
from intake.crypto.roster.deskkeys import open_desk_key_file
from intake.crypto.roster.roster import Member, next_roster, parse_roster, pin_of
from intake.crypto.roster.rosterchain import Walk, cosign_roster, walk_roster
from intake.crypto.tlog.note import parse_note
from intake.log.act import SYSTEM, Act
from intake.web.services import services_of

HOME = "http://localhost"
WORDS = ["plain", "words", "for", "a", "test", "only", "never", "real"]

unfile = decode_file


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


@dataclass
class Opened:
    """A case as one person's browser holds it."""

    meta: dict[str, Any]
    trusted: TrustedCase
    frames: list[Any]

    @property
    def key_file(self) -> KeyFile:
        return self.trusted.key_file


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

    def unlocked(self, browser: Browser | None = None) -> OpenSession:
        """Return this person as the played client knows them while signed in."""
        if browser is None:
            browser = Browser(Kept(self.client), self.people.clock)
            browser.csrf = self.csrf
        return OpenSession(browser, self.id, self.username, self.role, self.triage, self.keys)

    def act(self, act: Callable[[OpenSession], object]) -> TestResponse:
        """Let this person act; return the last answer."""
        return answer_to(
            self.client, self.people.clock, lambda browser: act(self.unlocked(browser)), self.csrf
        )

    def post(self, path: str, body: object = None, *, method: str = "POST") -> TestResponse:
        """Send JSON as the page's script does; what it says is not even read."""
        headers = {"Origin": HOME, "X-CSRFToken": self.csrf}
        return self.client.open(path, method=method, json=body or {}, headers=headers)

    def send(self, path: str, meta: object, parts: Mapping[str, bytes]) -> TestResponse:
        """Send a multipart body as the page's script does."""
        return self.act(lambda own: own.browser.send_parts(path, meta, parts))

    # --- enrolment and sign-in -------------------------------------------------------------

    def login_keys(self, origin: str, pass_salt: str) -> accounts.LoginKeys:
        salt = accounts.passphrase_salt(origin, self.username, parse_b64u(pass_salt, 16))
        return accounts.derive_login(self.people.stretch(self.passphrase, salt))

    def enrol(self, token: str) -> TestResponse:
        started = self.post("/enrol/start", {"token": token}).get_json()
        self.id, self.totp = started["account"], totp.new_secret()
        login = self.login_keys(started["origin"], started["pass_salt"])
        made = make_account(started, self.seed, login)
        code = {"totp_secret": self.totp, "totp": self.code()}
        return self.post("/enrol", {**made, **code, "token": token, **self.change})

    def member(self) -> Member:
        return self.unlocked().member

    def first_roster(self) -> dict[str, str]:
        return make_desk(self.member(), self.keys)[0]

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
            found = CSRF.search(page)
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
        walk, new = self.walk(), newcomer.member()
        desk_key = admitting.share_desk(self.unlocked(), walk, new) if new.triage else None
        day = day_of(self.people.clock()).isoformat()
        version = next_roster(walk.newest, [*walk.newest.members, new], day)
        body = admitting.sign_admission(self.id, self.keys, version, new.account, desk_key)
        if cosigner is None:
            return self.post("/admin/people/roster", body)
        self.post("/admin/people/propose", body)
        waiting = cosigner.client.get("/roster").get_json()["proposal"]
        signed = cosign_roster(waiting["note"], cosigner.id, cosigner.keys.signing_seed)
        return cosigner.post(
            "/admin/people/roster", {"note": signed, "newcomer": newcomer.id, "desk_key": None}
        )

    # --- the desk --------------------------------------------------------------------------

    def listed(self) -> listing.Listing:
        """Return everything on this person's list."""
        return listing.fetch_list(self.unlocked())

    def desk_key(self) -> bytes | None:
        """Return their desk key file, as it comes with summaries."""
        return listing.fetch_desk_key(self.unlocked())

    def open(self, case: str, purpose: str = "triage") -> Opened:
        """Open a case, verify everything in it and confirm; raises Untrusted, Denied if it cannot.

        The first time of all that nobody of the desk is meant is decided on the way.
        """
        own, walk = self.unlocked(), self.walk()
        try:
            meta, parts = release(own, walk, case, purpose)
        except SomebodyNamed as named:
            named.look.acts.exclude(named=True)
            meta, parts = release(own, walk, case, purpose)
        found = read_released(own, walk, case, meta, parts)
        confirm_own(found)
        return Opened(dict(meta), found.trusted, list(found.frames.values()))

    def look(self, case: str, purpose: str = "triage") -> Opened:
        """Open a case of which nobody has decided yet whom it is kept from, and decide nothing."""
        own, walk = self.unlocked(), self.walk()
        meta, parts = parts_of(self.post(f"/desk/{case}/open", {"purpose": purpose}))
        found = look_first(own, walk, case, meta, parts)
        return Opened(meta, found.trusted, [found.contact])

    def take(
        self, opened: Opened, cover: "Person | None" = None, *, alone: bool = False
    ) -> TestResponse:
        """Take a case with a cover: whom the test names, else the first who can; or alone."""
        account, recipient = (cover.id, cover.recipient) if cover else (None, b"")
        others = [] if cover or alone else opened.meta["covers"]
        found = self.walk().newest.find_member(others[0]) if others else None
        if found:
            account, recipient = found.account, parse_recipient(found.recipient)
        return self.act(
            lambda own: casework.hand_in_taking(own, opened.trusted, account, recipient)
        )

    def hold(self, case: str, cover: "Person") -> None:
        """Take a case; both holders open their own key files, and the desk's goes."""
        assert self.take(self.open(case), cover).status_code == 201
        for holder, purpose in ((self, "casework"), (cover, "cover")):
            holder.open(case, purpose)

    def export(self, case: str, purpose: str = "triage") -> TestResponse:
        """Ask for the stored files of a case."""
        return self.post(f"/desk/{case}/export", {"purpose": purpose})

    def answer(self, opened: Opened, text: str) -> TestResponse:
        seen = opened.meta["said"]
        return self.act(lambda own: casework.post_answer(own, opened.trusted, text, seen))

    def do(self, opened: Opened, act: Callable[[Acts], object]) -> TestResponse:
        """Let this person act on a case they have open; return the answer."""
        return self.act(lambda own: act(Acts(own, opened.trusted, opened.meta)))


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
            dates={},
        )
        draft = change(draft) if change else draft
        where = Desk(desk.id, desk.epoch, parse_recipient(desk.recipient))
        return Reporter(self, self.client(), receipt, keys, seal_report(draft, where, keys))


__all__ = ["Opened", "People", "Person", "Reporter", "parts_of", "pin_of", "sha256", "unfile"]
