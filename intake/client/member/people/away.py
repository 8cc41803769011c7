"""Saying that one is away until a day; supervisors say it for others, too."""

from intake.client.member.account.person import OpenSession


def be_away(own: OpenSession, until: str | None, account: str | None = None) -> None:
    """Say until when somebody is away.

    Args:
        own: Who says it.
        until: The day on which they are there again, ``YYYY-MM-DD``; None takes it back.
        account: Whose; None for one's own.

    Raises:
        Denied: The server refuses.
    """
    own.browser.send_json("/desk/away", {"account": account, "until": until})
