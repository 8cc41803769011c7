"""The box for a browser that opens it itself: sealed bytes for whoever shows the token."""

import secrets

import pytest
from flask import Flask
from sqlalchemy import event, insert, update
from werkzeug.test import TestResponse

from intake.clock import day_of
from intake.crypto.age.file import check_sealed
from intake.crypto.case.objects import Untrusted, sha256
from intake.crypto.case.reading.trusted import TrustedCase
from intake.crypto.case.sealing.messages import SealedMessage, seal_message
from intake.crypto.encoding import b64u, encode_json
from intake.store.models import Case, LogEntry, Opening
from intake.web import wire
from intake.web.services import services_of
from tests.people import MovableClock, People, Reporter, parts_of
from tests.report.stored import count_rows, intake_leaves

pytestmark = pytest.mark.usefixtures("desk")


@pytest.fixture
def reporter(people: People) -> Reporter:
    """Somebody whose report has arrived."""
    found = people.reporter()
    assert found.send().status_code == 201
    return found


def ask(app: Flask, body: object, path: str = "/zh-Hans/box/open") -> TestResponse:
    data = body if isinstance(body, bytes) else encode_json(body)
    return app.test_client().post(path, data=data, content_type="application/json")


def sealed_message(reporter: Reporter, text: str = "more") -> SealedMessage:
    return seal_message(
        reporter.read().key_file,
        reporter.keys.author_seed,
        by="reporter",
        text=text,
        day="2026-10-26",
    )


def post_message(
    reporter: Reporter, sealed: SealedMessage, change: dict[str, object] | None = None
) -> TestResponse:
    meta: dict[str, object] = {
        "epoch": sealed.row.epoch,
        "id": sealed.row.id,
        "sha256": sealed.sha256,
        "token": b64u(reporter.keys.token),
        "v": 1,
    }
    body, kind = wire.encode_multipart(
        {"meta": encode_json(meta | (change or {})), "message": sealed.data}
    )
    return reporter.client.post("/en/box/message", data=body, content_type=kind)


def test_the_token_gives_what_is_sealed_to_the_reporter_and_no_more(
    reporter: Reporter,
) -> None:
    meta, parts = reporter.box()
    assert [item["kind"] for item in meta["objects"]] == ["report", "contact"]
    assert meta["case"] == reporter.sending.case
    assert parts["key"] == reporter.sending.parts["key_box"]
    assert {sha256(parts[item["id"]]) for item in meta["objects"]} == {
        sha256(reporter.sending.parts[kind]) for kind in ("report", "contact")
    }
    assert set(parts) == {"key", "proofs", *(item["id"] for item in meta["objects"])}


def test_a_visit_is_logged_nowhere(app: Flask, reporter: Reporter) -> None:
    before = count_rows(app)
    with services_of(app).database.reading() as db:
        entries = db.query(LogEntry).count()
    reporter.box()
    ask(app, {"token": b64u(secrets.token_bytes(32)), "v": 1})
    with services_of(app).database.reading() as db:
        assert db.query(LogEntry).count() == entries
    assert count_rows(app) == before


def test_on_the_wire_an_empty_number_looks_like_a_short_box(app: Flask, reporter: Reporter) -> None:
    tokens = [reporter.keys.token, secrets.token_bytes(32), bytes(32), reporter.keys.author_seed]
    answers = [ask(app, {"token": b64u(token), "v": 1}) for token in tokens]
    assert {answer.status_code for answer in answers} == {200}
    assert {len(answer.data) for answer in answers} == {32_768}
    heads = [{name: value for name, value in each.headers if name != "Date"} for each in answers]
    for head in heads:
        head["Content-Type"] = head["Content-Type"].partition("boundary=")[0]
    assert heads[1:] == heads[:1] * 3


def test_an_empty_number_answers_the_same_on_every_day_and_its_key_file_opens_for_nobody(
    app: Flask, reporter: Reporter, clock: MovableClock
) -> None:
    real, _ = reporter.box()
    token = secrets.token_bytes(32)
    first = parts_of(ask(app, {"token": b64u(token), "v": 1}))
    clock.pass_seconds(40 * 86_400)
    again = parts_of(ask(app, {"token": b64u(token), "v": 1}))
    other = parts_of(ask(app, {"token": b64u(bytes(32)), "v": 1}))
    assert first == again != other
    meta, parts = first
    assert meta.keys() == real.keys()
    assert [row.keys() for row in meta["objects"]] == [row.keys() for row in real["objects"]]
    for row in meta["objects"]:
        check_sealed(parts[row["id"]], row["kind"])
        assert sha256(parts[row["id"]]) == row["sha256"]
    with pytest.raises(Untrusted) as refused:
        TrustedCase.of_reporter(parts["key"], reporter.keys, meta["case"])
    assert refused.value.reason == "wrong_identity"


def test_an_empty_number_asks_the_database_what_a_box_asks(app: Flask, reporter: Reporter) -> None:
    asked: list[list[str]] = []
    engine = services_of(app).database.engine

    def note(_c: object, _cursor: object, statement: str, *_more: object) -> None:
        asked[-1].append(statement)

    event.listen(engine, "before_cursor_execute", note)
    for token in (reporter.keys.token, bytes(32)):
        asked.append([])
        ask(app, {"token": b64u(token), "v": 1})
    event.remove(engine, "before_cursor_execute", note)
    files = [text for text in asked[0] if "SELECT sealed_objects.data" in text]
    assert asked[1] == [text for text in asked[0] if text not in files]
    assert len(files) == 2


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{}",
        b"\xff",
        b'{"v":1,"token":"A"}',
        b'{"token":"' + b"A" * 43 + b'","v":2}',
        b'{"token":"A","v":1}',
        b'{"token":null,"v":1}',
        b'{"begin":-1,"token":"' + b"A" * 43 + b'","v":1}',
        b'{"begin":null,"token":"' + b"A" * 43 + b'","v":1}',
        b"[" * 500,
    ],
)
def test_what_is_no_token_is_refused(app: Flask, body: bytes) -> None:
    assert ask(app, body).status_code == 422


def test_a_question_longer_than_a_token_is_refused(app: Flask) -> None:
    assert ask(app, b"x" * 5000).status_code == 413


def test_a_message_is_stored_with_its_entry_and_read_back(app: Flask, reporter: Reporter) -> None:
    sealed = sealed_message(reporter)
    assert post_message(reporter, sealed).status_code == 201
    assert intake_leaves(app)[-1]["e"] == "message.received"
    assert intake_leaves(app)[-1]["f"] == {"message": sealed.sha256}
    meta, parts = reporter.box()
    assert meta["objects"][-1]["by"] == "reporter"
    assert parts[sealed.row.id] == sealed.data


def test_the_same_message_again_is_stored_once(app: Flask, reporter: Reporter) -> None:
    sealed = sealed_message(reporter)
    statuses = [post_message(reporter, sealed).status_code for _ in range(3)]
    assert statuses == [201, 200, 200]
    assert count_rows(app)["sealed_objects"] == 4
    assert len(intake_leaves(app)) == 4


def test_the_same_id_with_other_bytes_is_a_conflict(app: Flask, reporter: Reporter) -> None:
    first, second = sealed_message(reporter), sealed_message(reporter, "other")
    post_message(reporter, first)
    assert post_message(reporter, second, {"id": first.row.id}).status_code == 409
    report = reporter.sending.meta["ids"]["report"]  # type: ignore[index]  # an object of ids
    assert post_message(reporter, second, {"id": report}).status_code == 409
    assert count_rows(app)["sealed_objects"] == 4


@pytest.mark.parametrize(
    "change",
    [
        {"epoch": 1},
        {"epoch": -1},
        {"id": "x"},
        {"sha256": b64u(bytes(32))},
        {"token": "A"},
        {"v": 2},
        {"more": 1},
    ],
    ids=str,
)
def test_a_message_with_another_meta_is_refused(
    app: Flask, reporter: Reporter, change: dict[str, object]
) -> None:
    assert post_message(reporter, sealed_message(reporter), change).status_code == 422
    assert count_rows(app)["sealed_objects"] == 3


def test_a_damaged_message_is_refused(app: Flask, reporter: Reporter) -> None:
    sealed = sealed_message(reporter)
    for data in (sealed.data[:-1], b"", b"age-encryption.org/v1\n"):
        damaged = SealedMessage(sealed.row, data, sha256(data))
        assert post_message(reporter, damaged).status_code == 422
    assert count_rows(app)["sealed_objects"] == 3


def test_a_message_under_an_unknown_token_is_refused_like_every_unknown_one(
    app: Flask, reporter: Reporter
) -> None:
    token = b64u(secrets.token_bytes(32))
    refused = post_message(reporter, sealed_message(reporter), {"token": token})
    assert refused.status_code == 404
    assert "nothing under this code" in refused.get_json()["message"]
    assert count_rows(app)["sealed_objects"] == 3


@pytest.mark.parametrize(
    ("status", "opened", "steps"),
    [
        ("new", False, ["received"]),
        ("new", True, ["received", "read"]),
        ("triaged", False, ["received", "read"]),
        ("assigned", True, ["received", "read"]),
        ("in_contact", True, ["received", "read", "working"]),
        ("closed", True, ["received", "read", "closed"]),
    ],
)
def test_the_steps_follow_from_status_and_openings(
    app: Flask, reporter: Reporter, status: str, opened: bool, steps: list[str]
) -> None:
    with services_of(app).database.engine.begin() as connection:
        connection.execute(update(Case).values(status=status))
        if opened:
            row: dict[str, object] = {"id": "0" * 32, "case_id": reporter.sending.case}
            row |= {"role": "caseworker", "purpose": "triage", "case_seq": 1}
            row |= {"opened_on": day_of(services_of(app).clock())}
            connection.execute(insert(Opening), row)
    meta, _ = reporter.box()
    assert meta["steps"] == steps
    assert len(meta["openings"]) == int(opened)
