"""One account of the staff under test: its client, its keys, enrolment and signing in."""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from flask.testing import FlaskClient
from pyotp.totp import TOTP
from werkzeug.test import TestResponse

from intake.client.browser import CSRF, Browser
from intake.client.member.account.enrolling import make_account, make_desk
from intake.client.member.account.person import OpenSession
from intake.crypto import totp
from intake.crypto.age.hybrid import recipient_of
from intake.crypto.encoding import b64u, parse_b64u
from intake.crypto.roster import accounts
from intake.crypto.roster.roster import Member
from tests.people.carrying import HOME, Kept, answer_to

if TYPE_CHECKING:
    from tests.people.everybody import People

WORDS = ["plain", "words", "for", "a", "test", "only", "never", "real"]


@dataclass
class Account:
    """An account with a client, a passphrase, a TOTP secret and, enrolled, a seed."""

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
