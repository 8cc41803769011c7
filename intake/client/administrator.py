"""An administrator: invites and disables; holds no key of a case."""

from intake.client.member.person import OpenSession


def invite(admin: OpenSession, username: str, role: str, *, triage: bool = False) -> str:
    """Return the token of a new invitation, which stands in its link's fragment.

    Raises:
        Denied: There is such a name already, or the role cannot have triage.
    """
    asked = {"username": username, "role": role, "triage": triage}
    link: str = admin.browser.send_json("/admin/invite", asked).json()["link"]
    return link.partition("#")[2]


def disable(admin: OpenSession, account: str) -> None:
    """Disable an account at once."""
    admin.browser.send_json("/admin/disable", {"account": account})
