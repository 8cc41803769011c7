"""The queue: by level, then by age, a page at a time, and only for triage members."""

import dataclasses
import json
from datetime import date

import pytest
from sqlalchemy import delete, insert, select, text
from sqlalchemy.orm import Session

from intake.crypto.case.sealing.sending import Draft
from intake.desk import queue
from intake.log.events import Log
from intake.store.models import Case, KeyFileRow, LogDetail, LogEntry, SealedObject
from intake.web.services import services_of
from tests.people import People, parts_of


def test_levels_come_first_then_age(people: People) -> None:
    anna = people.new("anna", "caseworker", triage=True)
    for level in ("routine", "urgent", "emergency", "urgent", "soon"):
        reporter = people.reporter(level=level)
        reporter.send()
    meta, _ = anna.queue()
    levels = [row["level"] for row in meta["waiting"]]
    assert levels == ["emergency", "urgent", "urgent", "soon", "routine"]


def test_pages_follow_each_other_without_gap_or_repeat(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queue, "PAGE", 2)
    anna = people.new("anna", "caseworker", triage=True)
    cases = {
        people_send(people, level) for level in ("urgent", "soon", "urgent", "routine", "soon")
    }
    seen: list[str] = []
    after: str | None = ""
    while after is not None:
        meta, _ = parts_of(anna.client.get(f"/desk/data?after={after}"))
        seen += [row["case"] for row in meta["waiting"]]
        after = meta["next"]
    assert len(seen) == 5
    assert set(seen) == cases


def people_send(people: People, level: str) -> str:
    reporter = people.reporter(level=level)
    reporter.send()
    return reporter.sending.case


@pytest.mark.parametrize(
    "cursor", ["0.x.y", "9", "0.2026-13-99.x", "²", "0.2026-11-22." + "G" * 32, "0" * 5000]
)
def test_a_cursor_nobody_made_is_refused(people: People, cursor: str) -> None:
    anna = people.new("anna", "caseworker", triage=True)
    answer = anna.client.get("/desk/data", query_string={"after": cursor})
    assert answer.status_code == 422


def test_somebody_to_keep_away_shows_in_the_summary_only_as_a_mark(people: People) -> None:
    anna = people.new("anna", "caseworker", triage=True)

    def avoid(draft: Draft) -> Draft:
        return dataclasses.replace(
            draft, avoid=True, contact={"c_mode": "here", "c_avoid": "a person by name"}
        )

    reporter = people.reporter(change=avoid)
    reporter.send()
    opened = anna.open(reporter.sending.case)
    summary = next(frame for frame in opened.frames if frame.kind == "summary")
    assert summary.body["avoid"] is True
    assert "a person by name" not in str(summary.body)


def test_a_case_whose_summary_is_lost_keeps_its_place_in_the_queue(people: People) -> None:
    anna = people.new("anna", "caseworker", triage=True)
    lost, kept = people_send(people, "urgent"), people_send(people, "routine")
    summary = (SealedObject.case_id == lost, SealedObject.kind == "summary")
    with services_of(people.app).database.engine.begin() as past_the_guard:
        past_the_guard.execute(delete(SealedObject).where(*summary))
    meta, parts = anna.queue()
    assert [row["case"] for row in meta["waiting"]] == [lost, kept]
    assert [row["summary"] is None for row in meta["waiting"]] == [True, False]
    assert set(parts) == {kept, "desk_key"}


PLAN = (
    " SELECT id FROM cases WHERE desk = 'd' AND assignee IS NULL AND status != 'closed'"
    " ORDER BY level, received_on, id LIMIT 51"
)


def fill(db: Session, count: int) -> None:
    """Store many empty cases, never committed: a planner needs rows to choose by."""
    rows = [
        {
            **dict.fromkeys(("log_seq", "epoch"), 0),
            **dict.fromkeys(("id", "log_ref"), f"{n:032x}"),
            **{name: n.to_bytes(32, "big") for name in ("token_hash", "sent_hash", "leaf_hash")},
            "desk": "d" if n % 50 == 0 else "e",
            "desk_epoch": 1,
            "level": n % 4,
            "status": "new",
            "server_saw": False,
            "received_on": date(2026, 1, 1 + n % 28),
            "active_on": date(2026, 1, 1),
        }
        for n in range(count)
    ]
    db.connection().execute(insert(Case.__table__), rows)  # type: ignore[arg-type]
    db.connection().execute(text("ANALYZE cases"))


def test_the_queue_is_read_along_its_index(people: People) -> None:
    database = services_of(people.app).database
    sqlite = database.engine.dialect.name == "sqlite"
    with database.session() as db:
        fill(db, 5_000)
        plan = db.execute(text(("EXPLAIN QUERY PLAN" if sqlite else "EXPLAIN") + PLAN))
        assert "ix_cases_queue" in " ".join(str(row) for row in plan)


def looks(people: People) -> list[dict[str, object]]:
    """What the log says of every look at the queue, but when it was; details included."""
    with services_of(people.app).database.reading() as db:
        joined = (LogDetail.log == LogEntry.log) & (LogDetail.idx == LogEntry.idx)
        query = select(LogEntry.leaf, LogDetail.detail).outerjoin(LogDetail, joined)
        rows = db.execute(query.where(LogEntry.log == Log.ACCESS).order_by(LogEntry.idx)).all()
    entries = [json.loads(leaf) | {"t": 0, "detail": detail} for leaf, detail in rows]
    return [entry for entry in entries if entry["e"] == "case.list"]


def test_the_log_of_looks_is_the_same_whether_reports_came_or_not(people: People) -> None:
    """Whoever reads it, details and all, must not learn between which looks a report came."""
    anna = people.new("anna", "caseworker", triage=True)
    anna.queue()
    for level in ("urgent", "soon"):
        people_send(people, level)
        people.clock.pass_seconds(300)
        anna.queue()
    first, *others = looks(people)
    assert others == [first] * 2
    assert first["detail"] is None


def test_the_queue_hands_out_summaries_and_the_desks_key_file_and_nothing_else(
    people: People,
) -> None:
    """``case.list`` is the entry for these; a key file of a case needs an entry that names it."""
    anna = people.new("anna", "caseworker", triage=True)
    taken, waiting = people_send(people, "urgent"), people_send(people, "soon")
    anna.take(anna.open(taken))
    meta, parts = anna.queue()
    assert {row["case"] for row in (*meta["waiting"], *meta["yours"])} >= {waiting}
    desk_key = parts.pop("desk_key")
    with services_of(people.app).database.reading() as db:
        summaries = select(SealedObject.case_id, SealedObject.data).where(
            SealedObject.kind == "summary"
        )
        stored = {row.case_id: row.data for row in db.execute(summaries)}
        assert parts == {row["case"]: stored[row["case"]] for row in meta["waiting"]}
        assert desk_key not in set(db.scalars(select(KeyFileRow.data)))
