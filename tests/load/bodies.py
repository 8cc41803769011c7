"""Sealed reports for a server's own desk, which is read from its form's page as a browser does."""

import re
from dataclasses import replace

from intake.crypto.age.hybrid import parse_recipient
from intake.crypto.case.sealing.sending import Desk, Sending, seal_report
from tests.bench.reports import Body, make_bodies, multipart, new_draft, new_keys
from tests.load.targets import Target

SAID = re.compile(r'(data-desk|data-epoch|data-recipient|"form_version" value)="([^"]+)"')


def read_desk(target: Target) -> tuple[Desk, int]:
    """Return the desk that a form's page names, and the version of the form, from the plain one."""
    said = dict(SAID.findall(target.get("/en/form").decode() + target.get("/en/plain").decode()))
    desk = Desk(said["data-desk"], int(said["data-epoch"]), parse_recipient(said["data-recipient"]))
    return desk, int(said['"form_version" value'])


def seal_bodies(target: Target, count: int) -> list[Body]:
    """Return that many different reports, each a multipart body and its Content-Type."""
    return make_bodies(*read_desk(target), count)


def posts(target: Target, count: int) -> list[bytes]:
    """Return that many whole requests, each with another sealed report."""
    return [
        target.request("POST", "/en/form", f"Content-Type: {kind}", "Connection: close", body=body)
        for body, kind in seal_bodies(target, count)
    ]


def sealed_report(target: Target, level: str) -> tuple[dict[str, object], dict[str, bytes]]:
    """Return `meta` and files of one report that claims a level."""
    [sending] = _sendings(target, level, 1)
    return dict(sending.meta), dict(sending.parts)


def report_posts(target: Target, level: str, count: int) -> list[bytes]:
    """Return that many whole requests, each with another report that claims a level."""
    bodies = [multipart(sending) for sending in _sendings(target, level, count)]
    return [
        target.request("POST", "/en/form", f"Content-Type: {kind}", "Connection: close", body=body)
        for body, kind in bodies
    ]


def _sendings(target: Target, level: str, count: int) -> list[Sending]:
    desk, form = read_desk(target)
    draft = replace(new_draft(form), level=level)
    return [seal_report(draft, desk, new_keys()) for _ in range(count)]
