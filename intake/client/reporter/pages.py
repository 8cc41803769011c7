"""What the reporter's pages carry for their scripts: where a report goes, the salt of receipts."""

import re
from dataclasses import dataclass
from functools import lru_cache

from intake.client.browser import Browser, Denied
from intake.clock import HOUR
from intake.crypto.age.hybrid import parse_recipient
from intake.crypto.case import receipts
from intake.crypto.case.receipts import ReporterKeys
from intake.crypto.case.sealing.sending import Desk
from intake.crypto.encoding import parse_b64u

SALT_BYTES = 32
HOUR_ADDRESS = "/.well-known/intake/hour"
HOUR_TEXT = re.compile(r"[0-9]{1,12}\n", re.ASCII)


@dataclass(frozen=True)
class FormPage:
    """The form's page: the desk of today, and the instance's salt of 32 bytes."""

    desk: Desk
    salt: bytes


def read_form_page(browser: Browser, lang: str) -> FormPage:
    """Load the form.

    Raises:
        Denied: There is no desk yet.
    """
    page = browser.get(f"/{lang}/form").text
    recipient = parse_recipient(_named(page, "recipient"))
    desk = Desk(_named(page, "desk"), int(_named(page, "epoch")), recipient)
    return FormPage(desk, parse_b64u(_named(page, "salt"), SALT_BYTES))


def read_box_salt(browser: Browser, lang: str) -> bytes:
    """Load the page that asks for the code; return the instance's salt, 32 bytes."""
    return parse_b64u(_named(browser.get(f"/{lang}/box").text, "salt"), SALT_BYTES)


def read_log_key(browser: Browser, lang: str) -> str:
    """Load the same page; return the intake log's verifier key."""
    return _named(browser.get(f"/{lang}/box").text, "log")


def read_hour(browser: Browser) -> int | None:
    """Ask for the server's hour, Unix seconds; None where no such answer comes (wire.md 3)."""
    try:
        text = browser.get(HOUR_ADDRESS).text
    except Denied:
        return None
    return int(text) if HOUR_TEXT.fullmatch(text) and int(text) % HOUR == 0 else None


@lru_cache
def reporter_keys(receipt: str, salt: bytes) -> ReporterKeys:
    """Return the keys of a receipt; takes about 150 ms the first time, on purpose."""
    return receipts.derive(receipts.parse_receipt(receipt), salt)


def _named(page: str, name: str) -> str:
    found = re.search(rf'data-{name}="?([^"\s>]+)', page)
    if not found:
        raise ValueError(f"the page carries no {name}")
    return found[1]
