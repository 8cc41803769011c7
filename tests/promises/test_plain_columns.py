"""No trace that can be avoided: what stands in clear beside the sealed files, and nothing else."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import Date, DateTime, LargeBinary, Time, select

import intake.store.models  # noqa: F401 - completes Base.metadata
from intake.store.engine import Base
from intake.store.models import LogEntry
from intake.web.services import services_of
from tests.people import People
from tests.promises.reporting import add_message, send_plain

#: Everything the database knows of a case without a key (DESIGN, plain columns). A new column fails
#: here until somebody has thought about what it tells a thief.
COLUMNS = {
    "cases": "id desk desk_epoch epoch level highest claimed_from status alarm_at server_saw"
    " received_on active_on assignee cover on_it aside screened paused rekey desk_key desk_key_by"
    " said answered waiting_on token_hash sent_hash leaf_hash log_ref log_seq log_prev",
    "sealed_objects": "id case_id position kind by epoch received_on sha256 data",
    "key_files": "case_id epoch holder sha256 data",
    "openings": "id case_id opened_on role purpose case_seq leaf_index",
    "attachments": "id case_id epoch received_on size sha256",
    "chunks": "attachment_id n data",
    "case_people": "case_id account_id seen confirmed excluded keyed_on assign named"
    " named_by named_on named_again",
    "case_proposals": "case_id act by for_account value object_id expires_at",
    "export_asks": "idx case_id by purpose recipient approver expires_at",  # Of staff, by the hour.
    "case_grants": "case_id account_id object_id expires_at",
    "shown": "account_id case_id shown_on is_logged",
    "drafts": "account_id case_id data",
    "told": "account_id case_id said",
    # Auditors ask staff about what staff did; no moment of it is a reporter's.
    "inquiries": "id by case_id idx asked_at asks entries about words_for words own answered_by"
    " answered_at answered_as answer answer_words answer_idx",
    "notices": "id account_id hour is_urgent",
    "notice_addresses": "account_id wrapped",  # Zone and quiet hours say where somebody lives.
}
#: Everything else is about staff, and about the logs.
OTHERS = {
    *("accounts", "invites", "unlock_files", "sessions", "throttles", "vaults", "watches", "cards"),
    "visit_tokens",
    "leases",
    "audit_ask",
    "audit_statements",  # What auditors signed: of the logs, never of a case.
    "pages_served",
    *("roster_versions", "roster_proposals", "desk_keys"),
    *("witness_policies", "witness_asked", "log_cosigned"),
    *("log_entry", "log_tile", "log_state", "log_detail", "log_actor", "log_published"),
    *("log_seen", "log_ix", "log_hour", "log_pair"),  # Made from the logs alone, and so are these.
    *("log_fold", "audit_finding", "audit_page"),
}
#: What may differ between two reports of the same day: random names, hashes and ciphertext.
RANDOM = {
    *("id", "case_id", "token_hash", "sent_hash", "leaf_hash", "log_ref", "sha256", "data"),
    *("leaf", "hash", "idx"),
}
DAY = 86_400


def rows_of(people: People) -> dict[str, list[dict[str, Any]]]:
    with services_of(people.app).database.reading() as db:
        return {
            name: [dict(row) for row in db.execute(select(Base.metadata.tables[name])).mappings()]
            for name in COLUMNS
        }


def test_beside_the_sealed_files_a_case_has_these_columns_and_no_other() -> None:
    tables = Base.metadata.tables
    assert set(tables) == set(COLUMNS) | OTHERS
    for name, columns in COLUMNS.items():
        assert {column.name for column in tables[name].columns} == set(columns.split()), name


def test_no_column_about_a_case_can_hold_a_time_of_day() -> None:
    for name in COLUMNS:
        for column in Base.metadata.tables[name].columns:
            assert not isinstance(column.type, DateTime | Time), column
            assert column.name.endswith("_on") == isinstance(column.type, Date), column


def test_sqlite_does_not_number_the_rows_of_cases_in_the_order_they_came(
    sqlite_template: Path,
) -> None:
    with closing(sqlite3.connect(sqlite_template)) as connection:
        rows = connection.execute("SELECT name FROM pragma_table_list WHERE wr").fetchall()
    assert {"cases", "sealed_objects", "key_files", "openings"} <= {name for (name,) in rows}


def test_two_reports_of_one_day_differ_only_in_what_is_random(people: People) -> None:
    people.new("anna", "caseworker", triage=True)
    people.clock.pass_seconds(DAY - people.clock() % DAY + 3_661)
    for _ in range(2):
        reporter = people.reporter()
        assert reporter.send().status_code == 201
        assert add_message(reporter, "a message").status_code == 201
        people.clock.pass_seconds(40_000)
    rows = rows_of(people)
    first, second = (case["id"] for case in rows["cases"])
    for name in ("cases", "sealed_objects", "key_files"):
        of = "id" if name == "cases" else "case_id"
        mine, theirs = ([row for row in rows[name] if row[of] == each] for each in (first, second))
        for one, other in zip(sorted(mine, key=_place), sorted(theirs, key=_place), strict=True):
            differing = {column for column in one if one[column] != other[column]}
            assert differing <= RANDOM, name
            lengths = [{k: len(v) for k, v in row.items() if k == "data"} for row in (one, other)]
            assert lengths[0] == lengths[1]


def _place(row: dict[str, Any]) -> tuple[str, int]:
    return str(row.get("holder", "")), row.get("position", 0)


def test_the_log_of_what_reporters_did_knows_the_day_and_no_more(people: People) -> None:
    people.new("anna", "caseworker", triage=True)
    reporter = people.reporter()
    assert reporter.send().status_code == 201
    people.clock.pass_seconds(7_777)
    assert add_message(reporter, "a message").status_code == 201
    assert send_plain(people.client(), {"story": "a story"})[0].status_code == 200
    with services_of(people.app).database.reading() as db:
        query = select(LogEntry.leaf).where(LogEntry.log == "intake")
        leaves = [json.loads(leaf) for leaf in db.scalars(query)]
    assert len(leaves) == 7
    today = people.clock() - people.clock() % DAY
    assert {leaf["t"] for leaf in leaves} == {today}
    assert {key for leaf in leaves for key in leaf} == {"e", "f", "t", "v"}


def test_nobody_who_reports_or_returns_appears_in_the_log_of_staff(people: People) -> None:
    people.new("anna", "caseworker", triage=True)
    database = services_of(people.app).database

    def access() -> int:
        with database.reading() as db:
            return len(db.scalars(select(LogEntry.idx).where(LogEntry.log == "access")).all())

    before = access()
    reporter = people.reporter()
    reporter.send()
    reporter.box()
    add_message(reporter, "a message")
    send_plain(people.client(), {"story": "a story"})
    assert access() == before


def test_what_is_sealed_lies_in_one_kind_of_column(people: People) -> None:
    """Every binary column of a case is a hash of 32 bytes or a sealed file."""
    people.new("anna", "caseworker", triage=True)
    assert people.reporter().send().status_code == 201
    for name, rows in rows_of(people).items():
        binary = [
            column.name
            for column in Base.metadata.tables[name].columns
            if isinstance(column.type, LargeBinary)
        ]
        for row in rows:
            for column in binary:
                sealed = bytes(row[column]).startswith(b"age-encryption.org/v1\n")
                assert sealed == (column == "data"), (name, column)
                assert sealed or len(row[column]) == 32
