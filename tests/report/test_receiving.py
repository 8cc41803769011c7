"""A sealed report arrives: stored with its entry in one transaction, once, or not at all."""

import base64
from dataclasses import replace

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from intake.crypto.case.objects import sha256
from intake.crypto.encoding import encode_json
from intake.crypto.tlog.merkle import leaf_hash
from intake.errors import AuditLogError
from intake.store.models import LEVELS, Case, LogEntry
from intake.web import wire
from intake.web.services import services_of
from tests.people import People, Reporter
from tests.report.stored import NOTHING, ONE_REPORT, count_rows, intake_leaves
from tests.threads import at_once

pytestmark = pytest.mark.usefixtures("desk")


def post(reporter: Reporter, meta: object, parts: dict[str, bytes]) -> TestResponse:
    body, kind = wire.encode_multipart({"meta": encode_json(meta), **parts})
    return reporter.client.post("/zh-Hans/form", data=body, content_type=kind)


def test_a_report_is_stored_with_the_entries_of_its_hashes(app: Flask, people: People) -> None:
    reporter = people.reporter()
    response = reporter.send()
    assert response.status_code == 201
    assert count_rows(app) == ONE_REPORT
    parts = reporter.sending.parts
    report, *keys = intake_leaves(app)
    facts = {"contact": sha256(parts["contact"]), "report": sha256(parts["report"])}
    assert report == {
        "e": "report.received",
        "f": facts,
        "t": people.clock() // 86400 * 86400,
        "v": 1,
    }
    assert [key["f"] for key in keys] == [
        {"key": sha256(parts[name])} for name in ("key_desk", "key_box")
    ]


def test_the_answer_is_the_start_of_the_stored_leaf_hash(app: Flask, people: People) -> None:
    leaf = people.reporter().send().get_json()["leaf"]
    with services_of(app).database.reading() as db:
        entry = db.get_one(LogEntry, ("intake", 0))
    assert leaf == base64.b32encode(leaf_hash(entry.leaf)).decode()[:20]


def test_plain_columns_are_those_that_design_allows(app: Flask, people: People) -> None:
    reporter = people.reporter(level="soon")
    reporter.send()
    with services_of(app).database.reading() as db:
        case = db.get_one(Case, reporter.sending.case)
    assert (LEVELS[case.level], case.status, case.server_saw) == ("soon", "new", False)


def test_the_same_bytes_again_are_answered_alike_and_stored_once(
    app: Flask, people: People
) -> None:
    reporter = people.reporter()
    first, second = reporter.send(), reporter.send()
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.get_json() == second.get_json()
    assert count_rows(app) == ONE_REPORT


def test_the_same_bytes_at_the_same_moment_are_stored_once(app: Flask, people: People) -> None:
    reporter = people.reporter()

    def send() -> int:
        body, kind = wire.encode_multipart(
            {"meta": encode_json(reporter.sending.meta), **reporter.sending.parts}
        )
        return app.test_client().post("/en/form", data=body, content_type=kind).status_code

    assert sorted(at_once([send] * 4)) == [200, 200, 200, 201]
    assert count_rows(app) == ONE_REPORT


@pytest.mark.parametrize("shared", ["token", "case", "id"])
def test_the_same_token_case_or_object_with_other_bytes_is_a_conflict(
    app: Flask, people: People, shared: str
) -> None:
    first, second = people.reporter("one"), people.reporter("two")
    first.send()
    meta = dict(second.sending.meta)
    if shared == "id":
        meta["ids"] = first.sending.meta["ids"]
    else:
        meta[shared] = first.sending.meta[shared]
    response = post(second, meta, second.sending.parts)
    assert response.status_code == 409
    assert response.get_json()["error"] == "conflict"
    assert count_rows(app) == ONE_REPORT


@pytest.mark.parametrize(
    ("name", "value"),
    [("form", 99), ("desk", "0" * 32), ("desk_epoch", 2)],
)
def test_another_form_or_an_unknown_desk_is_stale(
    app: Flask, people: People, name: str, value: object
) -> None:
    reporter = people.reporter()
    response = post(reporter, reporter.sending.meta | {name: value}, reporter.sending.parts)
    assert (response.status_code, response.get_json()["error"]) == (409, "stale")
    assert "复制" in response.get_json()["message"]  # In the reader's language.
    assert count_rows(app) == NOTHING


def test_what_had_arrived_is_found_again_after_the_form_changed(app: Flask, people: People) -> None:
    reporter = people.reporter()
    first = reporter.send()
    running = services_of(app)
    changed = replace(running.form, version=running.form.version + 1)
    app.extensions["intake"] = replace(running, form=changed)
    again = reporter.send()
    assert (again.status_code, again.get_json()) == (200, first.get_json())
    assert count_rows(app) == ONE_REPORT


def test_a_damaged_report_is_refused_in_the_language_of_the_reader(
    app: Flask, people: People
) -> None:
    reporter = people.reporter()
    parts = reporter.sending.parts | {"report": reporter.sending.parts["report"][:-1]}
    response = post(reporter, reporter.sending.meta, parts)
    assert (response.status_code, response.get_json()["error"]) == (422, "damaged")
    assert "损坏" in response.get_json()["message"]
    assert count_rows(app) == NOTHING


def test_parts_missing_repeated_or_foreign_are_refused(app: Flask, people: People) -> None:
    reporter = people.reporter()
    parts = dict(reporter.sending.parts)
    missing = {name: data for name, data in parts.items() if name != "contact"}
    for sent in (missing, parts | {"photo": b"x"}):
        assert post(reporter, reporter.sending.meta, sent).status_code == 400
    body, kind = wire.encode_multipart({"meta": encode_json(reporter.sending.meta), **parts})
    boundary = b"--" + kind.partition("boundary=")[2].encode()
    twice = body.replace(boundary + b"--", body[: body.index(boundary, 1)] + boundary + b"--")
    for data in (twice, body[:-30], b"", b"x" * 1000):
        response = reporter.client.post("/en/form", data=data, content_type=kind)
        assert response.status_code == 400
    assert count_rows(app) == NOTHING


def test_more_bytes_than_any_report_can_have_are_refused(app: Flask, people: People) -> None:
    reporter = people.reporter()
    parts = reporter.sending.parts | {"report": bytes(1 << 20)}
    response = post(reporter, reporter.sending.meta, parts)
    assert (response.status_code, response.get_json()["error"]) == (413, "too_large")
    assert count_rows(app) == NOTHING


def test_nothing_is_stored_when_the_entry_cannot_be_made(
    app: Flask, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_arguments: object, **_named: object) -> int:
        raise AuditLogError("no log today")

    reporter = people.reporter()
    monkeypatch.setattr("intake.log.writing.append", fail)
    response = reporter.send()
    assert (response.status_code, response.get_json()["error"]) == (503, "unavailable")
    assert count_rows(app) == NOTHING


def test_every_level_is_kept_in_its_place(app: Flask, people: People) -> None:
    for level in LEVELS:
        reporter = people.reporter(level=level, change=lambda draft: replace(draft, rules=["T22"]))
        assert reporter.send().status_code == 201
        with services_of(app).database.reading() as db:
            assert LEVELS[db.get_one(Case, reporter.sending.case).level] == level
