"""An instance of a quarter that stays, to be looked at: its last day is of this week."""

import json
from pathlib import Path

import pytest

from intake.admin.instance import write_secret
from intake.clock import DAY, HOUR, system_clock
from intake.crypto import passwords
from tests.quarter.real.judged import judge
from tests.strength import QUICK_HASHER

NAME = "people.json"
WEEK = 7 * DAY  # The first day is a Thursday.


def keep(folder: Path, seed: int, days: int) -> str:
    """Make a quarter in a folder; people derive their keys with all the work that browsers do.

    Returns:
        What to do next.
    """
    start = (system_clock() - days * DAY - 5 * HOUR) // WEEK * WEEK  # As 1 January 1970 was.
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "_HASHER", QUICK_HASHER)  # The server's side of it alone.
        made = judge(folder, seed, days, start)
    accounts = made.planted.desk.accounts
    people = [
        {
            "username": each.username,
            "role": each.role,
            "passphrase": each.passphrase,
            "totp_secret": each.totp_secret,
        }
        for each in accounts.everybody()
    ]
    write_secret(folder / NAME, json.dumps(people, indent=1) + "\n")
    return f"INTAKE_INSTANCE={folder} intake serve; who can sign in stands in {folder / NAME}"
