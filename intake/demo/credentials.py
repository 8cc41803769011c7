"""``demo.json``: how to get into a demo instance (CONTRACT); only its owner can read it."""

import json
from pathlib import Path
from typing import TypedDict, cast

from intake.admin.instance import write_secret
from intake.demo.play import Outcome

NAME = "demo.json"


class DemoAccount(TypedDict):
    """What one person types to sign in; ``totp_secret`` is base32."""

    role: str
    username: str
    passphrase: str
    totp_secret: str


class Credentials(TypedDict):
    """The file; receipts have 28 digits, the recipient is ``age1pq1…``."""

    base_url: str
    desk_recipient: str
    accounts: list[DemoAccount]
    receipts: list[str]


def write_credentials(instance: Path, base_url: str, desk_recipient: str, played: Outcome) -> None:
    """Write the file; fail if there is one."""
    accounts: list[DemoAccount] = [
        {
            "role": person.role,
            "username": person.username,
            "passphrase": person.passphrase,
            "totp_secret": person.totp_secret,
        }
        for person in played.people.values()
    ]
    found: Credentials = {
        "base_url": base_url,
        "desk_recipient": desk_recipient,
        "accounts": accounts,
        "receipts": [receipt.code for receipt in played.receipts.values()],
    }
    write_secret(instance / NAME, json.dumps(found, indent=1) + "\n")


def read_credentials(instance: Path) -> Credentials:
    """Return what the file of a demo instance holds."""
    return cast("Credentials", json.loads((instance / NAME).read_text(encoding="utf-8")))


def update_address(instance: Path, base_url: str) -> None:
    """Write another address into the file, whole or not at all."""
    found = read_credentials(instance)
    if found["base_url"] == base_url:
        return
    found["base_url"] = base_url
    fresh = instance / f".{NAME}"
    fresh.unlink(missing_ok=True)
    write_secret(fresh, json.dumps(found, indent=1) + "\n")
    fresh.replace(instance / NAME)
