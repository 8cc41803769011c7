"""What is stored and logged, for tests of people."""

import json
from typing import Any

from sqlalchemy import func, select
from werkzeug.test import TestResponse

from intake.audit.tables.entries import read_rows
from intake.log.events import Log
from intake.log.leaf import commitment
from intake.log.tree import log_size
from intake.store.models import LogDetail, LogEntry
from intake.store.models.log import LogActor
from intake.verify.detail_lines import Line
from intake.verify.rules import Finding, Fold, read_record
from intake.web.services import services_of
from tests.people import People


def count(people: People, *tables: type) -> list[int]:
    with services_of(people.app).database.reading() as db:
        return [db.scalar(select(func.count()).select_from(table)) or 0 for table in tables]


def entries(people: People) -> list[dict[str, Any]]:
    with services_of(people.app).database.reading() as db:
        query = select(LogEntry.leaf).where(LogEntry.log == "access").order_by(LogEntry.idx)
        return [json.loads(leaf) for leaf in db.scalars(query)]


def details(people: People) -> list[dict[str, Any]]:
    with services_of(people.app).database.reading() as db:
        query = select(LogDetail.detail).where(LogDetail.log == "access").order_by(LogDetail.idx)
        return [json.loads(detail) for detail in db.scalars(query)]


def findings(people: People, rule: str) -> list[Finding]:
    """What a rule of the audit finds in the access log."""
    fold = Fold()
    with services_of(people.app).database.reading() as db:
        for index, leaf, _, salt, detail in read_rows(db, Log.ACCESS, 0, log_size(db, Log.ACCESS)):
            line = Line(index, commitment(salt, detail), detail) if salt and detail else None
            fold.take(read_record(Log.ACCESS, index, leaf, line))
    return [each for each in fold.findings() if each.rule == rule]


def pseudonym_of(people: People, account_id: str) -> str:
    """Somebody's one name in the log so far."""
    with services_of(people.app).database.reading() as db:
        query = select(LogActor.pseudonym).where(LogActor.account_id == account_id)
        return db.scalars(query).one()


def events(people: People) -> list[str]:
    return [entry["e"] for entry in entries(people)]


def code_of(answer: TestResponse) -> tuple[int, str]:
    return answer.status_code, answer.get_json()["error"]
