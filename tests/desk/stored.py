"""What the access log says, with details, and who else is on the desk, for tests of it."""

import json
from typing import Any

from sqlalchemy import select
from werkzeug.test import TestResponse

from intake.store.models import Case, KeyFileRow, LogDetail, LogEntry
from intake.web.services import services_of
from tests.people import People, Person
from tests.played import played_once


def told(people: People, since: int = 0) -> list[tuple[str, str, dict[str, Any]]]:
    """Event, outcome and detail of each entry of the access log from an index on."""
    with services_of(people.app).database.reading() as db:
        joined = (LogDetail.log == LogEntry.log) & (LogDetail.idx == LogEntry.idx)
        query = select(LogEntry.leaf, LogDetail.detail).outerjoin(LogDetail, joined)
        query = query.where(LogEntry.log == "access", LogEntry.idx >= since)
        rows = db.execute(query.order_by(LogEntry.idx)).all()
    entries = [(json.loads(leaf), json.loads(detail or b"{}")) for leaf, detail in rows]
    return [(leaf["e"], leaf["o"], detail) for leaf, detail in entries]


@played_once
def three(people: People) -> tuple[Person, Person, Person]:
    """Anna and cara read what waits; bert only what he holds."""
    anna = people.new("anna", "caseworker", triage=True)
    cara = people.new("cara", "caseworker", triage=True)
    assert anna.admit(cara).status_code == 201
    bert = people.new("bert", "caseworker")
    assert anna.admit(bert, cosigner=cara).status_code == 201
    return anna, bert, cara


@played_once
def report(people: People, level: str = "urgent") -> str:
    """Send a report; return its case id."""
    reporter = people.reporter(level=level)
    assert reporter.send().status_code == 201
    return reporter.sending.case


def propose_closing(holder: Person, case: str) -> TestResponse:
    """Settle what is unanswered, then close a case, or propose it where that takes two."""
    opened = holder.open(case, "casework")
    if opened.meta["answered"] < opened.meta["said"]:
        settled = holder.do(opened, lambda acts: acts.settle("no_question"))
        assert settled.status_code == 201
    return holder.do(opened, lambda acts: acts.close(["advice_given"]))


def agree(second: Person, case: str, what: str, *, agrees: bool = True) -> TestResponse:
    """Read a case, and agree to what waits in it, or end it."""
    opened = second.open(case, "review")
    (proposal,) = [each for each in opened.meta["proposals"] if each["act"] == what]
    return second.do(opened, lambda acts: acts.agree(proposal, agrees=agrees))


def close(holder: Person, case: str, second: Person | None = None) -> None:
    """Close a case as its holder; an emergency with somebody else, who agrees."""
    assert propose_closing(holder, case).status_code == 201
    if second is not None:
        assert agree(second, case, "close").status_code == 201


def reopen(holder: Person, case: str) -> None:
    """Open a closed case again."""
    opened = holder.open(case, "casework")
    answer = holder.do(opened, lambda acts: acts.reopen("new_information"))
    assert answer.get_json()["status"] == "reopened"


def row_of(people: People, case: str) -> Case:
    """The case as it is stored."""
    with services_of(people.app).database.reading() as db:
        return db.get_one(Case, case)


def holders_of(people: People, case: str) -> set[str]:
    """Who has a key file of a case."""
    with services_of(people.app).database.reading() as db:
        return set(db.scalars(select(KeyFileRow.holder).where(KeyFileRow.case_id == case)))
