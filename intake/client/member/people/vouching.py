"""Vouching for an auditor or administrator: that they are somebody else than who invited them."""

from intake.client.member.account.person import OpenSession


def vouch(own: OpenSession, username: str) -> None:
    """Vouch for somebody one has met.

    Raises:
        Denied: Nobody of this name waits for this person.
    """
    own.browser.send_json("/admin/vouch", {"username": username})
