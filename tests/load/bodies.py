"""Sealed reports for a server's own desk, which is read from its form's page as a browser does."""

import re

from intake.crypto.age.hybrid import parse_recipient
from intake.crypto.case.sealing.sending import Desk
from tests.bench.reports import Body, make_bodies
from tests.load.targets import Target

SAID = re.compile(r'(data-desk|data-epoch|data-recipient|"form_version" value)="([^"]+)"')


def read_desk(page: str) -> tuple[Desk, int]:
    """Return the desk that a form's page names, and the version of the form."""
    said = dict(
        re.findall(r'(data-desk|data-epoch|data-recipient|"form_version" value)="([^"]+)"', page)
    )
    desk = Desk(said["data-desk"], int(said["data-epoch"]), parse_recipient(said["data-recipient"]))
    return desk, int(said['"form_version" value'])


def seal_bodies(target: Target, count: int) -> list[Body]:
    """Return that many different reports, each a multipart body and its Content-Type."""
    return make_bodies(*read_desk(target.get("/en/form").decode()), count)


def posts(target: Target, count: int) -> list[bytes]:
    """Return that many whole requests, each with another sealed report."""
    return [
        target.request("POST", "/en/form", f"Content-Type: {kind}", "Connection: close", body=body)
        for body, kind in seal_bodies(target, count)
    ]
