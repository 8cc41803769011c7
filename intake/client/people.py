"""Becoming a member of the staff: what a newcomer's browser makes at enrolment (SPEC 7 and 8)."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import pyotp

from intake.auth import enrolling
from intake.client.server import Server
from intake.crypto import passwords, totp
from intake.crypto.age.hybrid import encode_recipient, new_seed, recipient_of
from intake.crypto.case.keyfiles import account_holder
from intake.crypto.encoding import b64u
from intake.crypto.keys import verification_key
from intake.crypto.roster import accounts
from intake.crypto.roster.accounts import AccountKeys, LoginKeys, Pin
from intake.crypto.roster.deskkeys import DeskKeyFile, make_desk_key_file
from intake.crypto.roster.roster import Member, Roster, pin_of
from intake.crypto.roster.rosterchain import sign_roster
from intake.log.act import NOBODY, Act
from intake.store.models import Invite

NO_PIN = Pin(b64u(bytes(32)), 1)  # What a vault says before its owner compared a roster.


@dataclass(frozen=True)
class Person:
    """What somebody on the staff has on paper and in their authenticator."""

    account: str  # 32 hexadecimal digits
    username: str
    role: str
    triage: bool
    passphrase: str
    totp_secret: str  # base32

    def code(self, now: int) -> str:
        """Return the one-time code of this moment."""
        return pyotp.TOTP(self.totp_secret, interval=totp.STEP).at(now)


@lru_cache
def login_keys(passphrase: str, username: str, origin: str, server_salt: bytes) -> LoginKeys:
    """Return what follows from a passphrase; takes about 200 ms the first time, on purpose."""
    salt = accounts.passphrase_salt(origin, username, server_salt)
    typed = passwords.normalise_passphrase(passphrase)
    return accounts.derive_login(passwords.stretch_passphrase(typed, salt))


def enrol(server: Server, token: str, words: Sequence[str]) -> Person:
    """Use an invitation: make every key, and for the first triage member the desk.

    Args:
        server: The instance.
        token: From the link.
        words: The 2,048 words a passphrase is drawn from.
    """
    keys = server.running.config.keys
    with server.reading() as db:
        invited = enrolling.get_invite(db, token, server.now)
        first = enrolling.makes_the_desk(db, invited)
    secret = totp.unwrap_secret(keys.server, invited.account_id, invited.totp_wrapped)
    person = Person(
        account=invited.account_id,
        username=invited.username,
        role=invited.role,
        triage=invited.triage,
        passphrase=passwords.new_passphrase(words),
        totp_secret=secret,
    )
    sent = _make_account(server, person, invited, first=first)
    hashed = enrolling.hash_secret(server.running.database, token, sent.secret, server.now)
    with server.act() as db:
        enrolling.enrol(Act(db, NOBODY, server.now), keys, token, sent, hashed)
    return person


def _make_account(
    server: Server, person: Person, invited: Invite, *, first: bool
) -> enrolling.Enrolment:
    origin = server.running.config.settings.origin
    login = login_keys(person.passphrase, person.username, origin, invited.pass_salt)
    seed = new_seed()
    keys = accounts.derive_account(seed)
    note, desk_key, pin = _make_desk(person, keys) if first else (None, None, NO_PIN)
    return enrolling.Enrolment(
        secret=login.auth_secret,
        code=person.code(server.now),
        recipient=encode_recipient(recipient_of(keys.identity_seed)),
        verify_key=verification_key(keys.signing_seed),
        seed_file=accounts.seal_seed_file(person.account, seed, recipient_of(login.unlock_seed)),
        vault=accounts.seal_vault(pin, keys.vault_seed),
        note=note,
        desk_key=desk_key,
    )


def _make_desk(person: Person, keys: AccountKeys) -> tuple[str, bytes, Pin]:
    """Return the first roster, signed, its maker's desk key file, and the pin of the roster."""
    desk, desk_seed = secrets.token_hex(16), new_seed()
    recipient = recipient_of(keys.identity_seed)
    member = Member(
        account=person.account,
        user_name=person.username,
        role=person.role,
        triage=person.triage,
        recipient=encode_recipient(recipient),
        public=verification_key(keys.signing_seed),
    )
    desk_recipient = encode_recipient(recipient_of(desk_seed))
    roster = Roster(desk, 1, "-", 1, desk_recipient, (member,))
    own = account_holder(person.account)
    key_file = DeskKeyFile(desk, {1: desk_seed}, own, own)
    return (
        sign_roster(roster, person.account, keys.signing_seed),
        make_desk_key_file(key_file, keys.signing_seed, recipient),
        pin_of(roster),
    )
