"""The auditor's first page of a quarter, as the auditor of the desk reads it."""

import re
from dataclasses import dataclass, field

from intake.clock import day_of
from tests.quarter.real.at_work.desk import Desk

TILE = re.compile(r'data-tile="(\w+)" data-look="(\w+)"')
FINDING = re.compile(r'data-finding="[a-z-]+" data-id="([0-9a-f]+)"')


@dataclass(frozen=True)
class Page:
    """What it says."""

    tiles: dict[str, str] = field(default_factory=dict)  # Name to look: good, warn, bad, none.
    findings: frozenset[str] = frozenset()  # Ids of all that its incidents are made of.


def look(desk: Desk) -> Page:
    """Let the auditor sign in, and read it from the first day on."""
    since = day_of(desk.program.start).isoformat()
    with desk.session(desk.named("ivo")) as own:
        text = own.browser.get(f"/audit/?since={since}").text
    return Page(dict(TILE.findall(text)), frozenset(FINDING.findall(text)))
