"""A statement (docs/spec/audit.md, 8): the text, made of a report, and read strictly.

    ti-audit-statement/v1
    origin intake.example.org/log/access
    size 70144
    root N+oeOWNSwe5SJRqJw+SiQ1/o7uoCTNpuiuOJtG5CTMA=
    beside intake.example.org/log/intake 1024 AbCd…
    range 0 70144
    checked leaves 70144 details 69021 erased 1123 missing 0
    rules 1
    findings 2 sha256:…
    reviewed 1
    verdict findings
    time 2026-11-22T00:00:00Z

The second line is no number, so that it is never taken for a checkpoint.
"""

import re
from datetime import UTC, datetime
from hashlib import sha256
from typing import NamedTuple

from intake.crypto.encoding import encode_json
from intake.log.events import Log
from intake.verify.reporting.values import Value, number, part, rows, text
from intake.verify.rules.finding import LOOK
from intake.verify.rules.rulebook import EDITION

FIRST = "ti-audit-statement/v1"
_HASH = "[A-Za-z0-9+/]{43}="
_NUMBER = "(?:0|[1-9][0-9]{0,18})"
_TEXT = re.compile(
    rf"{FIRST}\n"
    r"origin ([!-*,-~]{1,255})\n"
    rf"size ({_NUMBER})\n"
    rf"root ({_HASH})\n"
    rf"beside ([!-*,-~]{{1,255}}) ({_NUMBER}) ({_HASH})\n"
    rf"range 0 {_NUMBER}\n"
    rf"checked leaves {_NUMBER} details {_NUMBER} erased {_NUMBER} missing {_NUMBER}\n"
    rf"rules {_NUMBER}\n"
    rf"findings {_NUMBER} sha256:[0-9a-f]{{64}}\n"
    rf"reviewed {_NUMBER}\n"
    r"verdict (?:clean|findings)\n"
    r"time ([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z)\n"
)


class StatementError(ValueError):
    """A text is no statement."""


class Head(NamedTuple):
    """How far a log was checked."""

    origin: str
    size: int
    root: str  # base64


class Statement(NamedTuple):
    """What a statement rests on."""

    of: Head
    beside: Head  # The other log of the same instance.
    time: str


def encode_statement(report: Value, log: Log, now: int) -> str:
    """Return the statement on one log of a report that speaks of all days.

    Args:
        report: As ``making.report_on`` makes it.
        log: Which.
        now: Unix seconds.

    Raises:
        StatementError: A log of the copy has no checkpoint that holds.
    """
    (of,), (beside,) = _split(report, log)
    if not (of["root"] and beside["root"]):
        raise StatementError("a log of this copy has no checkpoint that holds: nothing to state")
    found, broken = _findings(report, log), rows(of, "verification")
    is_open = any(not each["reviewed"] and number(each, "level") >= LOOK for each in found)
    digest = sha256(encode_json({"rules": list(found), "verification": list(broken)})).hexdigest()
    size = number(of, "size")
    return "".join(
        f"{line}\n"
        for line in (
            FIRST,
            f"origin {of['origin']}",
            f"size {size}",
            f"root {of['root']}",
            f"beside {beside['origin']} {beside['size']} {beside['root']}",
            f"range 0 {size}",
            f"checked leaves {size - number(of, 'unreadable')} {_details(of)}",
            f"rules {EDITION}",
            f"findings {len(found) + len(broken)} sha256:{digest}",
            f"reviewed {sum(1 for each in found if each['reviewed'])}",
            f"verdict {'findings' if broken or is_open else 'clean'}",
            f"time {datetime.fromtimestamp(now, UTC):%Y-%m-%dT%H:%M:%SZ}",
        )
    )


def parse_statement(text: str) -> Statement:
    """Read a statement.

    Raises:
        StatementError: Anything that ``encode_statement`` would not have written.
    """
    found = _TEXT.fullmatch(text)
    if not found:
        raise StatementError("not a statement")
    origin, size, root, other, beside, beside_root, time = found.groups()
    return Statement(Head(origin, int(size), root), Head(other, int(beside), beside_root), time)


def says_findings(statement: str) -> bool:
    """Tell whether a statement's verdict is that there is something to look at."""
    return "\nverdict findings\n" in statement


def _split(report: Value, log: Log) -> tuple[list[Value], list[Value]]:
    logs = rows(report, "logs")
    of = [each for each in logs if text(each, "log") == log]
    return of, [each for each in logs if text(each, "log") != log]


def _findings(report: Value, log: Log) -> list[Value]:
    """Return the findings of the rules that begin in a log."""
    found = [each for one in rows(report, "incidents") for each in rows(one, "findings")]
    return [each for each in found if _begins_in(each) == log]


def _begins_in(finding: Value) -> object:
    entries = finding["entries"]
    return entries[0][0] if isinstance(entries, list) else None


def _details(log: Value) -> str:
    told, erased = part(log, "details"), number(log, "erased")
    counts = {name: count for name, count in told.items() if isinstance(count, int)}
    missing = counts.get("gone", 0) + counts.get("other", 0) - erased
    return f"details {counts.get('held', 0)} erased {erased} missing {missing}"
