"""An administrator: invites and disables; holds no key of a case."""

from typing import Any

from intake.client.member.account.person import OpenSession


def invite(admin: OpenSession, username: str, role: str, *, triage: bool = False) -> str:
    """Return the token of a new invitation, which stands in its link's fragment.

    Raises:
        Denied: There is such a name already, or the role cannot have triage.
    """
    asked = {"username": username, "role": role, "triage": triage}
    link: str = admin.browser.send_json("/admin/invite", asked).json()["link"]
    return link.partition("#")[2]


def list_invites(admin: OpenSession) -> list[dict[str, Any]]:
    """Return the open invitations (docs/spec/desk.md, 6)."""
    found: list[dict[str, Any]] = admin.browser.get("/admin/invites").json()["invites"]
    return found


def revoke_invite(admin: OpenSession, account: str) -> None:
    """Take an invitation back.

    Raises:
        Denied: It was used, or is over.
    """
    admin.browser.send_json("/admin/revoke-invite", {"account": account})


def disable(admin: OpenSession, account: str) -> None:
    """Disable an account at once."""
    admin.browser.send_json("/admin/disable", {"account": account})
