"""The entries of one case are a chain inside their details."""

import json
import secrets
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from sqlalchemy import select

from intake.log.act import SYSTEM, Act
from intake.log.events import Event
from intake.store.engine import Database
from intake.store.models import Case
from intake.store.models.log import LogDetail, LogEntry
from tests.log.filling import NOW
from tests.threads import at_once


@dataclass
class Link:
    """One entry of the chain."""

    detail: dict[str, object]
    commitment: str


def add_case(database: Database) -> str:
    case_id = secrets.token_hex(16)
    today = date(2026, 11, 22)
    with database.session() as session:
        case = Case(
            id=case_id, desk="d" * 32, desk_epoch=0, level=1, received_on=today, active_on=today,
            token_hash=secrets.token_bytes(32), sent_hash=b"", leaf_hash=b"",
            log_ref=secrets.token_hex(16),
        )  # fmt: skip
        session.add(case)
        Act(session, SYSTEM, NOW).log(Event.REPORT_OPEN, case, detail={"purpose": "triage"})
        session.commit()
    return case_id


def chain(database: Database) -> list[Link]:
    with database.reading() as session:
        joined = (LogDetail.log == LogEntry.log) & (LogDetail.idx == LogEntry.idx)
        query = select(LogDetail.detail, LogEntry.leaf).join(LogEntry, joined)
        rows = session.execute(query.order_by(LogEntry.idx)).all()
    return [Link(json.loads(detail), json.loads(leaf)["c"]) for detail, leaf in rows]


def test_each_entry_of_a_case_names_the_one_before(database: Database) -> None:
    case_id = add_case(database)
    for event in (Event.CASE_ASSIGN, Event.CASE_MESSAGE):
        with database.session() as session:
            case = session.get_one(Case, case_id)
            Act(session, SYSTEM, NOW).log(event, case)
            session.commit()
    links = chain(database)
    assert [link.detail["case_seq"] for link in links] == [1, 2, 3]
    assert [link.detail.get("case_prev") for link in links] == [
        None,
        links[0].commitment,
        links[1].commitment,
    ]
    assert len({link.detail["log_ref"] for link in links}) == 1
    assert links[0].detail["purpose"] == "triage"


def test_an_act_that_is_undone_leaves_no_gap(database: Database) -> None:
    case_id = add_case(database)
    for commit in (False, True):
        with database.session() as session:
            case = session.get_one(Case, case_id)
            Act(session, SYSTEM, NOW).log(Event.CASE_STATUS, case)
            if commit:
                session.commit()
    assert [link.detail["case_seq"] for link in chain(database)] == [1, 2]


def test_four_threads_on_one_case_make_one_chain(database: Database) -> None:
    case_id = add_case(database)

    def run() -> None:
        for _ in range(10):
            with database.session() as session:
                case = session.get_one(Case, case_id)
                Act(session, SYSTEM, NOW).log(Event.CASE_STATUS, case)
                session.commit()

    at_once([run] * 4)
    links = chain(database)
    assert [link.detail["case_seq"] for link in links] == list(range(1, 42))
    for before, link in pairwise(links):
        assert link.detail["case_prev"] == before.commitment
