"""A report's way over the desk, over HTTP, with real keys, on both engines."""

import json
from typing import Any

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from intake.crypto.case.objects import Untrusted
from intake.errors import AuditLogError
from intake.store.models import Case, KeyFileRow, LogEntry
from intake.web.services import services_of
from tests.desk.stored import close, report, three
from tests.people import People


def leaves(people: People, log: str = "access") -> list[dict[str, object]]:
    with services_of(people.app).database.reading() as db:
        rows = db.scalars(select(LogEntry.leaf).where(LogEntry.log == log).order_by(LogEntry.idx))
        return [json.loads(leaf) for leaf in rows]


def test_a_report_is_read_taken_and_answered_and_the_reporter_reads_the_answer(
    people: People,
) -> None:
    anna = people.new("anna", "caseworker", triage=True)
    bert = people.new("bert", "caseworker")
    anna.admit(bert)
    reporter = people.reporter("my brother was called in")
    assert reporter.send().status_code == 201
    case = reporter.sending.case

    waiting = anna.listed().on("unassigned")
    assert [(row["case"], row["level"]) for row in waiting] == [(case, "urgent")]
    opened = anna.open(case)
    report = next(frame for frame in opened.frames if frame.kind == "report")
    assert report.body["answers"]["story"] == "my brother was called in"
    assert anna.take(opened, cover=bert).status_code == 201

    held = bert.open(case, "cover")
    assert bert.answer(held, "we read it").status_code == 201
    meta, _ = reporter.box()
    assert [row["by"] for row in meta["objects"]].count("staff") == 1
    events = [leaf["e"] for leaf in leaves(people)]
    for event in ("key.release", "report.open", "case.assign", "case.message"):
        assert event in events


def test_the_entry_of_an_opening_is_committed_before_anything_leaves(people: People) -> None:
    anna = people.new("anna", "caseworker", triage=True)
    reporter = people.reporter()
    reporter.send()
    for _ in ("the contact file", "everything"):
        before = len(leaves(people))
        answer = anna.post(f"/desk/{reporter.sending.case}/open", {"purpose": "triage"})
        assert answer.status_code == 200
        added = leaves(people)[before:]
        assert [leaf["e"] for leaf in added] == ["key.release", "report.open"]
        anna.open(reporter.sending.case)


def test_an_opening_without_purpose_or_with_another_word_is_refused(people: People) -> None:
    anna = people.new("anna", "caseworker", triage=True)
    reporter = people.reporter()
    reporter.send()
    for purpose in ("", "curiosity", "triage "):
        answer = anna.post(f"/desk/{reporter.sending.case}/open", {"purpose": purpose})
        assert answer.status_code == 422


def test_a_taken_case_looks_like_no_case_to_everybody_else_and_the_try_is_logged(
    people: People,
) -> None:
    anna, bert, cara = three(people)
    case = report(people)
    anna.hold(case, bert)
    none = cara.post(f"/desk/{'0' * 32}/open", {"purpose": "triage"})
    taken = cara.post(f"/desk/{case}/open", {"purpose": "triage"})
    assert (none.status_code, none.data) == (taken.status_code, taken.data) == (404, none.data)
    assert [leaf["o"] for leaf in leaves(people)[-2:]] == ["deny", "deny"]
    for path in ("take", "message"):
        assert cara.send(f"/desk/{case}/{path}", {}, {}).status_code in {400, 404, 422}
    assert (
        cara.post(f"/desk/{case}/status", {"status": "closed", "reason": "work_done"}).status_code
        == 404
    )


def test_only_the_first_taker_gets_the_case_and_the_desk_loses_its_key(people: People) -> None:
    anna, bert, cara = three(people)
    case = report(people)
    hers, theirs = anna.open(case), cara.open(case)
    assert anna.take(hers, bert).status_code == 201
    late = cara.take(theirs)
    assert (late.status_code, late.get_json()["error"]) == (409, "taken")
    for holder in (anna, bert):
        holder.open(case, "casework")
    with services_of(people.app).database.reading() as db:
        holders = set(db.scalars(select(KeyFileRow.holder).where(KeyFileRow.case_id == case)))
    assert holders == {"box", f"account:{anna.id}", f"account:{bert.id}"}


def test_an_emergency_stays_open_to_triage_until_it_is_closed(people: People) -> None:
    anna, bert, cara = three(people)
    case = report(people, "emergency")
    anna.hold(case, bert)
    assert cara.open(case, "safety").meta["holder"].startswith("desk:")
    close(anna, case, bert)
    assert cara.post(f"/desk/{case}/open", {"purpose": "safety"}).status_code == 404


def test_the_same_answer_twice_is_stored_once(people: People) -> None:
    anna = people.new("anna", "caseworker", triage=True)
    reporter = people.reporter()
    reporter.send()
    case = reporter.sending.case
    opened = anna.open(case)
    anna.take(opened)
    opened = anna.open(case, "casework")
    sent: list[dict[str, Any]] = []
    original = anna.client.open

    def keep(path: str, **request: Any) -> TestResponse:  # noqa: ANN401 - whatever was sent
        sent.append({"path": path, **request})
        return original(path, **request)

    anna.client.open = keep  # type: ignore[method-assign, assignment]
    anna.answer(opened, "once")
    assert original(**sent[0]).status_code == 201
    meta, _ = reporter.box()
    assert sum(row["kind"] == "message" for row in meta["objects"]) == 1


def test_status_moves_only_along_the_list_and_with_a_reason(people: People) -> None:
    anna = people.new("anna", "caseworker", triage=True)
    reporter = people.reporter()
    reporter.send()
    path = f"/desk/{reporter.sending.case}/status"
    for body in (
        {"status": "waiting_partner", "reason": "partner_asked"},
        {"status": "triaged", "reason": "because"},
        {"status": "triaged", "reason": "work_done"},  # A reason, and not one for this.
        {"status": "nonsense", "reason": "work_done"},
    ):
        assert anna.post(path, body).status_code == 422
    assert anna.post(path, {"status": "triaged", "reason": "first_review"}).status_code == 200


def test_a_key_file_swapped_for_another_case_is_refused_by_the_reader(people: People) -> None:
    anna = people.new("anna", "caseworker", triage=True)
    first, second = people.reporter("first"), people.reporter("second")
    first.send()
    second.send()
    with services_of(people.app).database.session() as db:
        keys = {
            key.case_id: key
            for key in db.scalars(select(KeyFileRow).where(KeyFileRow.holder.like("desk:%")))
        }
        one, other = keys[first.sending.case], keys[second.sending.case]
        one.data, other.data = other.data, one.data
        db.info["intake.appended"] = True  # Whoever holds the database does not ask the log.
        db.commit()
    with pytest.raises(Untrusted) as refused:
        anna.open(first.sending.case)
    assert refused.value.reason == "bad_case"
    path = f"/desk/{first.sending.case}/unreadable"
    assert anna.post(path, {"reason": "bad_case"}).status_code == 204
    assert leaves(people)[-1]["e"] == "case.mismatch"


def test_the_export_holds_the_stored_files_byte_for_byte(people: People) -> None:
    anna = people.new("anna", "caseworker", triage=True)
    reporter = people.reporter()
    reporter.send()
    anna.open(reporter.sending.case, "triage")
    answer = anna.export(reporter.sending.case, "legal")
    assert answer.status_code == 200
    assert reporter.sending.parts["report"] in answer.data
    assert reporter.sending.parts["key_desk"] in answer.data
    assert reporter.sending.parts["key_box"] not in answer.data  # Only the person's own.
    meta, _ = reporter.box()
    assert [row["purpose"] for row in meta["openings"]] == ["triage", "triage", "legal"]
    assert leaves(people)[-1]["e"] == "evidence.export"


def test_a_log_that_cannot_be_written_means_nothing_is_served(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna = people.new("anna", "caseworker", triage=True)
    reporter = people.reporter()
    reporter.send()
    case = reporter.sending.case

    def broken(*_arguments: object, **_named: object) -> int:
        raise AuditLogError("the log is full")

    monkeypatch.setattr("intake.log.writing.append", broken)
    answers = [
        anna.post("/desk/summaries", {"cases": [case]}),
        anna.post(f"/desk/{case}/open", {"purpose": "triage"}),
        anna.export(case),
        anna.post(f"/desk/{case}/status", {"status": "triaged", "reason": "first_review"}),
        people.reporter().send(),
    ]
    assert [answer.status_code for answer in answers] == [503] * 5
    assert not any(b"age-encryption.org" in answer.data for answer in answers)
    with services_of(people.app).database.reading() as db:
        assert db.get_one(Case, case).status == "new"
