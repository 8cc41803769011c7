"""A report as a table of comma-separated values (RFC 4180): a line for each finding."""

import csv
import io

from intake.log.events import Log
from intake.verify.reporting.values import Value, rows, text

HEAD = (
    *("incident", "finding", "rule", "version", "level", "reviewed", "actor", "cases"),
    *("access", "intake", "what"),
)
#: What a table program takes for a formula, and their full-width forms.
_ARMED = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def encode_table(report: Value) -> bytes:
    """Return the table in UTF-8; no cell begins as a formula does."""
    written = io.StringIO(newline="")
    table = csv.writer(written, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    table.writerow(HEAD)
    for log in rows(report, "logs"):
        for broken in rows(log, "verification"):
            table.writerow(map(disarm, _of_check(text(log, "log"), broken)))
    for incident in rows(report, "incidents"):
        for finding in rows(incident, "findings"):
            table.writerow(map(disarm, _of_rule(incident, finding)))
    return written.getvalue().encode()


def disarm(value: object) -> str:
    """Return a cell that no table program takes for a formula: with an apostrophe before it."""
    cell = str(value)
    return f"'{cell}" if cell.lstrip(" ").startswith(_ARMED) else cell


def _of_check(log: str, broken: Value) -> list[object]:
    index = "" if broken["index"] is None else broken["index"]
    places = (index, "") if log == Log.ACCESS else ("", index)
    return ["", "", broken["kind"], "", 3, "no", "", "", *places, broken["text"]]


def _of_rule(incident: Value, finding: Value) -> list[object]:
    refs, entries = finding["refs"], finding["entries"]
    cases = " ".join(refs) if isinstance(refs, list) else ""
    return [
        *(incident["id"], finding["id"], finding["rule"], finding["version"], finding["level"]),
        *("yes" if finding["reviewed"] else "no", finding["actor"] or "", cases),
        *(_indices(entries, log) for log in Log),
        finding["title"],
    ]


def _indices(entries: object, log: str) -> str:
    found = entries if isinstance(entries, list) else []
    return " ".join(str(each[1]) for each in found if each[0] == log)
