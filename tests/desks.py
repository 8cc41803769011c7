"""A desk without the people behind it, for tests that look at nothing of them: four cheap rows."""

import secrets
from dataclasses import dataclass
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import insert

from intake.crypto.age.hybrid import encode_recipient, new_seed, recipient_of
from intake.crypto.keys import verification_key
from intake.crypto.roster import accounts
from intake.crypto.roster.roster import Member, Roster
from intake.crypto.roster.rosterchain import sign_roster
from intake.store.models import Account, DeskKey, RosterVersion
from intake.web.services import services_of


@dataclass(frozen=True)
class TestDesk:
    """A desk of epoch 1 whose identity the test holds."""

    __test__ = False
    id: str
    seed: bytes
    account: str


@pytest.fixture
def desk(app: Flask) -> TestDesk:
    """The application has a desk; its only member never signs in."""
    keys = accounts.derive_account(secrets.token_bytes(32))
    made = TestDesk(secrets.token_hex(16), new_seed(), secrets.token_hex(16))
    recipient = encode_recipient(recipient_of(keys.identity_seed))
    public = verification_key(keys.signing_seed)
    member = Member(made.account, "anna", "caseworker", True, recipient, public)
    roster = Roster(made.id, 1, "-", 1, encode_recipient(recipient_of(made.seed)), (member,))
    account = {
        "id": made.account,
        "username": "anna",
        "role": "caseworker",
        "triage": True,
        "disabled": False,
        "pass_salt": bytes(16),
        "auth_hash": "none",
        "totp_wrapped": b"none",
        "totp_step": 0,
        "recipient": recipient,
        "verify_key": public,
        "enrolled_on": date(2026, 10, 1),
    }
    note = sign_roster(roster, made.account, keys.signing_seed)
    key = {"desk": made.id, "epoch": 1, "account_id": made.account, "data": b"none"}
    # Past the session on purpose: what no log entry covers, a session would not commit.
    with services_of(app).database.engine.begin() as connection:
        connection.execute(insert(Account), account)
        connection.execute(insert(RosterVersion), {"version": 1, "note": note})
        connection.execute(insert(DeskKey), key)
    return made
