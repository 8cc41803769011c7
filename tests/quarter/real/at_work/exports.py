"""Taking files out by two: one asks, another one reads the case and agrees, then they leave."""

import re

from intake.client.browser import Denied
from intake.client.member.account.person import OpenSession
from intake.client.member.cases import casework
from tests.quarter.real.at_work.desk import Case, Desk
from tests.quarter.staff import Person

SHOWN = re.compile(r'data-export="(\d+)"')


def ask_for_export(own: OpenSession, case: Case, purpose: str, to: str) -> bool:
    """Ask for the files of a case; tell whether somebody else must agree, or they were given."""
    try:
        casework.export(own, case.id, purpose, to)
    except Denied as denied:
        if denied.code != "second_export":
            raise
        return True
    return False


def agree_to_export(desk: Desk, case: Case, second: Person) -> None:
    """Let somebody read the case, and agree to what was asked for last in it."""
    with desk.session(second) as own:
        desk.open(own, case, "review")
        newest = SHOWN.findall(own.browser.get("/desk/exports").text)[-1]
        own.browser.send_json("/desk/exports/agree", {"index": int(newest), "agrees": True})
