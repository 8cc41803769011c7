"""Becoming a member of the staff: what a newcomer's browser makes at enrolment (SPEC 7 and 8)."""

import secrets
from collections.abc import Mapping
from typing import Any

from intake.client.browser import Browser
from intake.client.member.account.person import Person
from intake.client.member.account.session import login_keys
from intake.crypto import totp
from intake.crypto.age.hybrid import encode_recipient, new_seed, recipient_of
from intake.crypto.case.holders import AccountHolder
from intake.crypto.encoding import b64u, parse_b64u
from intake.crypto.keys import verification_key
from intake.crypto.roster import accounts
from intake.crypto.roster.accounts import AccountKeys, LoginKeys
from intake.crypto.roster.deskkeys import DeskKeyFile, make_desk_key_file
from intake.crypto.roster.roster import ROLES as DESK_ROLES
from intake.crypto.roster.roster import Member, Roster
from intake.crypto.roster.rosterchain import sign_roster
from intake.crypto.roster.rostertext import pin_of
from intake.crypto.roster.vault import COMPARED, NOTHING_SEEN, SEEN, Memory, Pin, seal_vault

Invitation = Mapping[str, Any]  # What ``/enrol/start`` answers.


def enrol(browser: Browser, token: str, passphrase: str) -> Person:
    """Use an invitation: make every key, and for the first triage member the desk.

    Raises:
        Denied: The server knows no such invitation, or does not accept what was made.
        LookupError: There is no desk that an account of it could remember.
    """
    invited: Invitation = browser.send_json("/enrol/start", {"token": token}).json()
    if invited["role"] in DESK_ROLES and not (invited["first"] or invited["desk"]):
        raise LookupError("there is no desk yet")
    person = Person(
        account=invited["account"],
        username=invited["username"],
        role=invited["role"],
        triage=invited["triage"],
        passphrase=passphrase,
        totp_secret=totp.new_secret(),
    )
    salt = parse_b64u(invited["pass_salt"], accounts.SERVER_SALT_BYTES)
    login = login_keys(passphrase, person.username, invited["origin"], salt)
    made = make_account(invited, new_seed(), login)
    code = {"totp_secret": person.totp_secret, "totp": person.code(browser.clock())}
    browser.send_json("/enrol", {**made, **code, "token": token})
    return person


def make_account(invited: Invitation, account_seed: bytes, login: LoginKeys) -> dict[str, object]:
    """Return the body of ``POST /enrol`` without token, secret of the code app and code.

    Args:
        invited: What the server says of the invitation.
        account_seed: 32 fresh bytes that never leave this client unsealed.
        login: Derived from the passphrase.
    """
    keys, account = accounts.derive_account(account_seed), invited["account"]
    if invited["first"]:
        first, pin = make_desk(member_of(invited, keys), keys)
        memory = Memory(COMPARED, pin)
    else:
        first, memory = None, _seen(invited)
    unlock = recipient_of(login.unlock_seed)
    return {
        "secret": b64u(login.auth_secret),
        "recipient": encode_recipient(recipient_of(keys.identity_seed)),
        "verify_key": b64u(verification_key(keys.signing_seed)),
        "seed_file": b64u(accounts.seal_seed_file(account, account_seed, unlock)),
        "vault": b64u(seal_vault(memory, keys.vault_seed)),
        "first": first,
    }


def _seen(invited: Invitation) -> Memory:
    """Return what somebody who makes no desk remembers from their first day on (SPEC 7)."""
    desk = invited["desk"]
    return Memory(SEEN, Pin(desk["roster"], desk["version"])) if desk else NOTHING_SEEN


def make_desk(member: Member, keys: AccountKeys) -> tuple[dict[str, str], Pin]:
    """Make a desk: its first roster, signed, its maker's desk key file, and the roster's pin."""
    desk, desk_seed = secrets.token_hex(16), new_seed()
    recipient = encode_recipient(recipient_of(desk_seed))
    roster = Roster(desk, 1, "-", 1, recipient, (member,))
    own = AccountHolder(member.account)
    file = make_desk_key_file(
        DeskKeyFile(desk, {1: desk_seed}, own, own),
        keys.signing_seed,
        recipient_of(keys.identity_seed),
    )
    note = sign_roster(roster, member.account, keys.signing_seed)
    return {"note": note, "desk_key": b64u(file)}, pin_of(roster)


def member_of(invited: Invitation, keys: AccountKeys) -> Member:
    """Return how somebody invited will stand in a roster."""
    return Member(
        account=invited["account"],
        user_name=invited["username"],
        role=invited["role"],
        triage=invited["triage"],
        recipient=encode_recipient(recipient_of(keys.identity_seed)),
        public=verification_key(keys.signing_seed),
    )
