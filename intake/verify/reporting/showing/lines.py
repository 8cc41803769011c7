"""A report as lines in a terminal."""

from collections.abc import Iterator
from datetime import UTC, datetime

from intake.verify.reporting.values import Value, number, part, rows, text
from intake.verify.rules.finding import LOOK, NOTE, SERIOUS

LEVELS = {SERIOUS: "serious", LOOK: "look", NOTE: "note"}
MOST = 50  # Incidents, and places of one, that are named; the file in JSON has all of them.


def lines(report: Value) -> Iterator[str]:
    """Yield the lines: verdicts, incidents, what was reviewed, the questions.

    What a copy names itself may hold anything: nothing of it reaches the terminal but what prints.
    """
    yield from (printable(line) for line in _all(report))


def printable(line: str) -> str:
    """Return a line in which what does not print is written as its escape."""
    return "".join(each if each.isprintable() else ascii(each)[1:-1] for each in line)


def _all(report: Value) -> Iterator[str]:
    yield span(report)
    for log in rows(report, "logs"):
        yield from _log(log)
    yield from _unasked(report)
    incidents = rows(report, "incidents")
    for title, is_reviewed in (("To look at", False), ("Reviewed", True)):
        chosen = [each for each in incidents if each["reviewed"] is is_reviewed]
        yield f"{title}: {len(chosen)}"
        yield from (f"  {line}" for each in chosen[:MOST] for line in incident_lines(each))
        if len(chosen) > MOST:
            yield f"  and {len(chosen) - MOST} more"
    yield "The twenty questions"
    for each in rows(report, "questions"):
        yield f"  {each['number']}. {each['title']} {each['answer']}"


def incident_lines(incident: Value) -> list[str]:
    """Return an incident as two lines: the sentence, and where the entries stand."""
    ranges, found = part(incident, "ranges"), rows(incident, "findings")
    titles = ", ".join(dict.fromkeys(text(each, "title") for each in found))
    places = "; ".join(f"{log} {_ranges(each)}" for log, each in ranges.items() if each)
    level = LEVELS[number(incident, "level")]
    return [f"[{level}] {incident['sentence']}", f"    {titles}. Entries: {places}"]


def span(report: Value) -> str:
    """Return the days that a report speaks of, and how new the copy is."""
    first, last = report["from"] or "the beginning", report["to"] or "the end"
    newest = datetime.fromtimestamp(number(report, "newest"), UTC)
    return f"From {first} to {last}; the newest entry is of {newest:%Y-%m-%d %H:%M} UTC."


def _ranges(found: object) -> str:
    pairs = found if isinstance(found, list) else []
    told = [str(first) if first == last else f"{first} to {last}" for first, last in pairs]
    more = len(told) - MOST
    return ", ".join(told[:MOST]) + (f" and {more} more" if more > 0 else "")


def _log(log: Value) -> Iterator[str]:
    verdict = part(log, "verdict")
    yield f"{log['origin'] or log['log']}, {log['size']} entries: {verdict['sentence']}"
    for each in rows(log, "verification"):
        yield f"  {each['kind']}: {each['text']}"


def _unasked(report: Value) -> list[str]:
    rules = report["unasked"]
    if not isinstance(rules, list) or not rules:
        return []
    return [f"Without details {len(rules)} rules could not be asked: {', '.join(rules)}"]
