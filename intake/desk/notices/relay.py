"""Handing a notice to the operator's relay, by apprise; its address is set in ``intake.toml``.

The words are fixed and say nothing: whoever sees them on a phone learns that somebody has a desk.
"""

import logging
import re
from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import quote

from intake.config import ConfigError

if TYPE_CHECKING:
    from apprise import Apprise

PLACE = "{address}"
#: One address: nothing that would make two of it, or settings of the relay.
ADDRESS = re.compile(r"(?!.*@.*@)[^\s,;&?%<>\"\x00-\x1f\x7f]{3,200}")
TITLE = "Desk"
WORDS = {
    True: "Please look at the desk now.",
    False: "Please look at the desk.",
}

Send = Callable[[str, bool], bool]
"""(address, whether it is urgent) hands one notice over; tells whether the relay took it."""


def check_relay(url: str) -> None:
    """Refuse an address of a relay that cannot be used.

    Raises:
        ConfigError: It has no place for the address, or is of no known kind.
    """
    if url.count(PLACE) != 1 or _open(url, "somebody@example.org") is None:
        raise ConfigError(
            f"intake.toml: notices must be an address of apprise with one {PLACE}, such as"
            f" mailto://relay.example.org:25?from=desk@example.org&to={PLACE}"
        )


def is_address(url: str, address: str) -> bool:
    """Tell whether the relay knows what to do with somebody's address."""
    return ADDRESS.fullmatch(address) is not None and _open(url, address) is not None


def make_sender(url: str) -> Send:
    """Return what hands notices to this relay."""

    def send(address: str, is_urgent: bool) -> bool:
        relay = _open(url, address)
        return relay is not None and bool(relay.notify(body=WORDS[is_urgent], title=TITLE))

    return send


def _open(url: str, address: str) -> "Apprise | None":
    """Return the relay for one address, or None where there is none."""
    # Here, because it loads a hundred modules, and most instances that start a test need none.
    import apprise  # noqa: PLC0415

    logging.getLogger("apprise").disabled = True  # It would write addresses.
    asset = apprise.AppriseAsset(app_id="", app_desc="", app_url="", async_mode=False)
    service = apprise.Apprise.instantiate(
        url.replace(PLACE, quote(address, safe="")), asset=asset, suppress_exceptions=True
    )
    if service is None or not len(service):
        return None
    service.notify_format = apprise.NotifyFormat.TEXT
    relay = apprise.Apprise(asset=asset)
    relay.add(service)
    return relay
