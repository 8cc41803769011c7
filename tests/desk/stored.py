"""What the access log says, with details, and who else is on the desk, for tests of it."""

import json
from typing import Any

from sqlalchemy import select

from intake.store.models import LogDetail, LogEntry
from intake.web.services import services_of
from tests.people import People, Person


def told(people: People, since: int = 0) -> list[tuple[str, str, dict[str, Any]]]:
    """Event, outcome and detail of each entry of the access log from an index on."""
    with services_of(people.app).database.reading() as db:
        joined = (LogDetail.log == LogEntry.log) & (LogDetail.idx == LogEntry.idx)
        query = select(LogEntry.leaf, LogDetail.detail).outerjoin(LogDetail, joined)
        query = query.where(LogEntry.log == "access", LogEntry.idx >= since)
        rows = db.execute(query.order_by(LogEntry.idx)).all()
    entries = [(json.loads(leaf), json.loads(detail or b"{}")) for leaf, detail in rows]
    return [(leaf["e"], leaf["o"], detail) for leaf, detail in entries]


def three(people: People) -> tuple[Person, Person, Person]:
    """Anna and cara read what waits; bert only what he holds."""
    anna = people.new("anna", "caseworker", triage=True)
    cara = people.new("cara", "caseworker", triage=True)
    assert anna.admit(cara).status_code == 201
    bert = people.new("bert", "caseworker")
    assert anna.admit(bert, cosigner=cara).status_code == 201
    return anna, bert, cara


def report(people: People, level: str = "urgent") -> str:
    """Send a report; return its case id."""
    reporter = people.reporter(level=level)
    assert reporter.send().status_code == 201
    return reporter.sending.case
