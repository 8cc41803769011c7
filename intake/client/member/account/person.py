"""Somebody on the staff: what they have on paper, and what their browser holds while signed in."""

from dataclasses import dataclass

import pyotp

from intake.client.browser import Browser
from intake.crypto import totp
from intake.crypto.age.hybrid import encode_recipient, recipient_of
from intake.crypto.keys import verification_key
from intake.crypto.roster.accounts import AccountKeys
from intake.crypto.roster.roster import Member


@dataclass(frozen=True)
class Person:
    """What somebody has on paper and in their authenticator."""

    account: str  # 32 hexadecimal digits
    username: str
    role: str
    triage: bool
    passphrase: str
    totp_secret: str  # base32

    def code(self, now: int) -> str:
        """Return the one-time code of this moment, Unix seconds."""
        return pyotp.TOTP(self.totp_secret, interval=totp.STEP).at(now)


@dataclass(frozen=True)
class OpenSession:
    """One session: a browser that is signed in, whose, and the keys it holds in memory."""

    browser: Browser
    account: str
    username: str
    role: str
    triage: bool
    keys: AccountKeys

    @property
    def recipient(self) -> bytes:
        """What key files of this account are sealed to, 1,216 bytes."""
        return recipient_of(self.keys.identity_seed)

    @property
    def member(self) -> Member:
        """How this account stands, or will stand, in a roster."""
        public = verification_key(self.keys.signing_seed)
        recipient = encode_recipient(self.recipient)
        return Member(self.account, self.username, self.role, self.triage, recipient, public)
