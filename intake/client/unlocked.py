"""A signed-in member of the staff with unlocked keys, as the browser holds them in memory."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from intake.auth import signing_in
from intake.client.people import NO_PIN, Person, login_keys
from intake.client.server import Server
from intake.crypto import totp
from intake.crypto.encoding import parse_b64u
from intake.crypto.roster import accounts
from intake.crypto.roster.accounts import AccountKeys, Pin
from intake.crypto.roster.roster import parse_roster
from intake.crypto.roster.rosterchain import Walk, walk_roster
from intake.crypto.tlog.note import parse_note
from intake.log.act import NOBODY, Act, Actor
from intake.roster import chain as roster
from intake.store.models import Vault
from intake.web.staff import sessions


class SignInDenied(Exception):
    """The server refused name, passphrase or code."""


@dataclass(frozen=True)
class Unlocked:
    """One session: who, with which keys, against which server."""

    server: Server
    actor: Actor
    keys: AccountKeys

    @contextmanager
    def act(self) -> Iterator[Act]:
        """Give one act of this person; commit when nothing was raised."""
        with self.server.act() as db:
            yield Act(db, self.actor, self.server.now)


def sign_in(server: Server, person: Person) -> Unlocked:
    """Sign in and unlock the account seed.

    Raises:
        SignInDenied: The server said no.
        Refused: The seed file is not of this account.
    """
    config = server.running.config
    with server.reading() as db:
        salt = signing_in.pass_salt(db, config.keys, person.username)
    login = login_keys(person.passphrase, person.username, config.settings.origin, salt)
    code = person.code(server.now)
    attempt = signing_in.Attempt(person.username, login.auth_secret, code)
    secret_ok = signing_in.check_secret(server.running.database, attempt)
    with server.act() as db:
        act = Act(db, NOBODY, server.now)
        outcome = signing_in.sign_in(act, config.keys, attempt, secret_ok=secret_ok)
    if isinstance(outcome, signing_in.Denied):
        raise SignInDenied
    seed = accounts.open_seed_file(outcome.seed_file, login.unlock_seed, person.account)
    actor = Actor(person.account, person.username, person.role, person.triage)
    return Unlocked(server, actor, accounts.derive_account(seed))


def sign_out(unlocked: Unlocked) -> None:
    """End the session; its server half goes with it."""
    with unlocked.act() as act:
        signing_in.sign_out(act)
        sessions.end_all(act.db, unlocked.actor.id)


@contextmanager
def session(server: Server, person: Person) -> Iterator[Unlocked]:
    """Wait for a code that was not used yet, sign in, give the session, sign out."""
    server.clock.pass_seconds(totp.STEP)
    unlocked = sign_in(server, person)
    yield unlocked
    sign_out(unlocked)


def load_roster(unlocked: Unlocked) -> Walk:
    """Return the verified chain of rosters; a newer version moves the pin.

    Raises:
        RosterError: The chain does not lead on from what this account has pinned.
        LookupError: This account has compared no roster yet.
    """
    walk, pin = _walk(unlocked)
    if pin is None:
        raise LookupError("the desk's number was not compared yet")
    if walk.newest.version > pin.version:
        _save_pin(unlocked, walk.pin)
    return walk


def compare_desk(unlocked: Unlocked, number: str) -> None:
    """Pin the newest roster if its safety number is the one that a member read out.

    Raises:
        ValueError: It is another.
    """
    walk, _ = _walk(unlocked)
    if desk_number(walk) != number:
        raise ValueError("another desk")
    _save_pin(unlocked, walk.pin)


def desk_number(walk: Walk) -> str:
    """Return the safety number of the newest roster."""
    return accounts.roster_safety_number(parse_b64u(walk.pin.roster, 32))


def _walk(unlocked: Unlocked) -> tuple[Walk, Pin | None]:
    with unlocked.server.reading() as db:
        notes = roster.all_notes(db)
        vault = db.get_one(Vault, unlocked.actor.id).data
    pin = accounts.open_vault(vault, unlocked.keys.vault_seed)
    known = None if pin == NO_PIN else pin
    desk = parse_roster(parse_note(notes[0]).text).desk
    return walk_roster(notes, desk, known), known


def _save_pin(unlocked: Unlocked, pin: Pin) -> None:
    vault = accounts.seal_vault(pin, unlocked.keys.vault_seed)
    with unlocked.act() as act:
        signing_in.save_vault(act, vault)
