"""Whatever key file or ciphertext of a case leaves for the staff has an entry for it, by case."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from intake.log.events import Log
from intake.log.tree import log_size
from intake.store.models import Case, KeyFileRow, LogDetail, LogEntry, SealedObject
from intake.web.services import services_of
from tests.engines import copy_of
from tests.promises.asking import ask
from tests.promises.office import WHO, Office, make_office, running
from tests.promises.routes import ROUTES

STAFF = ("/desk", "/admin", "/audit", "/log", "/roster", "/session", "/vault", "/waiting")


@pytest.fixture
def office(tmp_path: Path, sqlite_template: Path) -> Iterator[Office]:
    with running(tmp_path, copy_of(sqlite_template, tmp_path)) as (app, clock):
        yield make_office(app, clock)


def sealed_files(office: Office) -> list[tuple[bytes, str]]:
    """Every key file and every object but the queue's summaries, and how the log calls its case."""
    keys = select(KeyFileRow.data, Case.log_ref).join(Case, Case.id == KeyFileRow.case_id)
    objects = select(SealedObject.data, Case.log_ref).join(Case, Case.id == SealedObject.case_id)
    with services_of(office.people.app).database.reading() as db:
        rows = db.execute(keys.union_all(objects.where(SealedObject.kind != "summary"))).all()
    return [(data, log_ref) for data, log_ref in rows]


def named_since(office: Office, size: int) -> set[tuple[str, str]]:
    """Event and case of each entry from an index on."""
    joined = (LogDetail.log == LogEntry.log) & (LogDetail.idx == LogEntry.idx)
    query = select(LogEntry.leaf, LogDetail.detail).join(LogDetail, joined)
    query = query.where(LogEntry.log == Log.ACCESS, LogEntry.idx >= size)
    with services_of(office.people.app).database.reading() as db:
        rows = db.execute(query).all()
    told = [(json.loads(leaf), json.loads(detail)) for leaf, detail in rows]
    return {(leaf["e"], detail.get("log_ref", "")) for leaf, detail in told if leaf["o"] == "ok"}


def test_no_address_hands_out_a_case_without_an_entry_for_that_case(office: Office) -> None:
    left = 0
    for route in [each for each in ROUTES if each.rule.startswith(STAFF)]:
        for who in WHO:
            with services_of(office.people.app).database.reading() as db:
                size = log_size(db, Log.ACCESS)
            answer = ask(office, who, route)
            handed_out = {ref for data, ref in sealed_files(office) if data in answer.data}
            named = named_since(office, size)
            for log_ref in handed_out:
                assert {("key.release", log_ref), ("report.open", log_ref)} <= named, (who, route)
            left += len(handed_out)
    assert left > 2
