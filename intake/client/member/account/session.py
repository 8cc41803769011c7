"""Signing in and out: both factors shown, the account seed unlocked in this client's memory."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache

from intake.client.browser import Browser
from intake.client.member.account.person import OpenSession, Person
from intake.crypto import passwords
from intake.crypto.encoding import b64u, parse_b64u
from intake.crypto.roster import accounts
from intake.crypto.roster.accounts import LoginKeys


@lru_cache
def login_keys(passphrase: str, username: str, origin: str, server_salt: bytes) -> LoginKeys:
    """Return what follows from a passphrase; takes about 200 ms the first time, on purpose."""
    salt = accounts.passphrase_salt(origin, username, server_salt)
    typed = passwords.normalise_passphrase(passphrase)
    return accounts.derive_login(passwords.stretch_passphrase(typed, salt))


def sign_in(browser: Browser, person: Person) -> OpenSession:
    """Sign in with the code of this moment, and unlock the account seed.

    Raises:
        Denied: The server said no.
        Refused: The seed file is not of this account.
    """
    asked = {"username": person.username}
    started = browser.send_json("/sign-in/start", asked).json()
    salt = parse_b64u(started["pass_salt"], accounts.SERVER_SALT_BYTES)
    login = login_keys(person.passphrase, person.username, started["origin"], salt)
    code = person.code(browser.clock())
    sent = asked | {"secret": b64u(login.auth_secret), "totp": code}
    found = browser.send_json("/sign-in", sent).json()
    browser.visit(found["go"])
    sealed = decode_file(found["seed_file"])
    seed = accounts.open_seed_file(sealed, login.unlock_seed, person.account)
    return OpenSession(
        browser,
        person.account,
        person.username,
        person.role,
        person.triage,
        accounts.derive_account(seed),
    )


def sign_out(unlocked: OpenSession) -> None:
    """End the session; its server half goes with it."""
    unlocked.browser.send_json("/sign-out", {})


@contextmanager
def session(browser: Browser, person: Person) -> Iterator[OpenSession]:
    """Sign in, give the session, sign out."""
    unlocked = sign_in(browser, person)
    yield unlocked
    sign_out(unlocked)


def decode_file(text: str) -> bytes:
    """Return the age file that stands in JSON as base64url."""
    return parse_b64u(text, len(text) * 3 // 4)
