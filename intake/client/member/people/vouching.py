"""Vouching for an auditor or administrator: that they are somebody else than who invited them."""

from intake.client.member.account.person import OpenSession
from intake.crypto.encoding import b64u
from intake.crypto.roster.vouch import sign_vouch


def vouch(own: OpenSession, username: str, recipient: bytes | None = None) -> None:
    """Vouch for somebody one has met.

    Args:
        own: Who vouches.
        username: For whom.
        recipient: Of an auditor the key of 1,216 bytes whose number they read aloud; signed for.

    Raises:
        Denied: Nobody of this name waits for this person.
    """
    signed = recipient and sign_vouch(own.account, recipient, own.keys.signing_seed)
    body = {"username": username, "vouch": b64u(signed) if signed else None}
    own.browser.send_json("/admin/vouch", body)
