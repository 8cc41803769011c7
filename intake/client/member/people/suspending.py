"""Keeping somebody out at once, and letting them back in: as members and administrators do."""

from intake.client.member.account.person import OpenSession


def suspend(own: OpenSession, account: str) -> None:
    """Suspend an account.

    Raises:
        Denied: This person may not, or nobody could read or undo it afterwards.
    """
    own.browser.send_json("/admin/suspend", {"account": account})


def resume(own: OpenSession, account: str) -> None:
    """Undo a suspension; raises as above."""
    own.browser.send_json("/admin/resume", {"account": account})
