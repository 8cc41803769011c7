"""The guard in front of every view: whose page asked, and who was refused."""

import json

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from intake.store.models import LogDetail, LogEntry
from intake.web.services import services_of
from tests.people import People

NAME = {"username": "anna"}


@pytest.mark.parametrize(
    ("host", "origin", "status"),
    [
        ("localhost", "http://localhost", 200),
        ("localhost:8000", "http://localhost:8000", 200),
        ("127.0.0.1:8000", "http://127.0.0.1:8000", 200),
        ("[::1]:8000", "http://[::1]:8000", 200),
        ("abc.onion", "http://abc.onion", 200),
        ("intake.example.org", "https://intake.example.org", 200),
        ("intake.example.org", "http://intake.example.org", 403),  # Anybody on the way made it.
        ("intake.example.org", "ftp://intake.example.org", 403),
        ("intake.example.org", "//intake.example.org", 403),
        ("localhost.example.org", "http://localhost.example.org", 403),
        ("notonion", "http://notonion", 403),
        ("localhost", "http://localhost:8000", 403),
        ("localhost", "http://[", 403),  # No address at all.
        ("localhost", "http://[::1", 403),
        ("localhost", "https://]", 403),
        ("localhost", "null", 403),
    ],
)
def test_only_a_page_of_a_secure_origin_of_ours_is_answered(
    people: People, host: str, origin: str, status: int
) -> None:
    headers = {"Host": host, "Origin": origin}
    answer = people.client().post("/sign-in/start", json=NAME, headers=headers)
    assert answer.status_code == status


def test_a_refused_role_is_logged_with_the_part_of_the_site_and_no_address(people: People) -> None:
    audra = people.new("audra", "auditor")
    case = "ab" * 16
    for path in (f"/desk/{case}", "/admin/", "/roster"):
        assert audra.client.get(path).status_code == 403
    with services_of(people.app).database.reading() as db:
        query = select(LogEntry.leaf, LogDetail.detail).join(
            LogDetail, (LogDetail.log == LogEntry.log) & (LogDetail.idx == LogEntry.idx)
        )
        rows = db.execute(query.order_by(LogEntry.idx)).all()
    refused = [(json.loads(leaf), json.loads(detail)) for leaf, detail in rows[-3:]]
    assert [(leaf["e"], leaf["o"]) for leaf, _ in refused] == [("auth.deny", "deny")] * 3
    assert [detail["area"] for _, detail in refused] == ["desk", "admin", "auth"]
    assert {(detail["role"], detail["reason"]) for _, detail in refused} == {
        ("auditor", "wrong_role")
    }
    assert case not in str(rows)


def test_a_refusal_that_cannot_be_logged_is_no_answer(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    audra = people.new("audra", "auditor")
    monkeypatch.setattr("intake.log.writing.append_leaves", lambda *_: 1 / 0)
    assert audra.client.get("/desk/").status_code == 500


def answer_to(people: People, path: str) -> TestResponse:
    """Ask for a path as it is: a test client would take a second slash for a host."""
    asked = {"PATH_INFO": path}
    return people.client().get("/", environ_overrides=asked, headers={"Host": "evil.invalid"})


@pytest.mark.parametrize("path", ["/en", "/admin", "/desk", "//en", "//desk"])
def test_a_redirect_stays_on_this_host_whatever_the_request_calls_it(
    people: People, path: str
) -> None:
    answer = answer_to(people, path)
    assert answer.status_code == 308
    assert answer.headers["Location"] == f"/{path.strip('/')}/"


@pytest.mark.parametrize("path", ["//evil.invalid//en/", "//evil.invalid/en", "/%2Fevil.invalid"])
def test_a_path_that_names_another_host_leads_nowhere(people: People, path: str) -> None:
    answer = answer_to(people, path)
    assert answer.status_code == 404
    assert "Location" not in answer.headers


@pytest.mark.parametrize("path", ["/en/form", "/zh-Hans/plain", "/en/box", "/en/box/plain"])
@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_a_foreign_page_sends_nothing_for_a_reporter(people: People, path: str, site: str) -> None:
    # It could choose the code, and read afterwards what its visitor writes under it.
    fields = {"plain": "1", "code": "1" * 28}
    refused = people.client().post(path, data=fields, headers={"Sec-Fetch-Site": site})
    assert refused.status_code == 403
    for own in ("same-origin", "none"):
        answer = people.client().post(path, data=fields, headers={"Sec-Fetch-Site": own})
        assert answer.status_code != 403


def test_a_foreign_page_cannot_make_staff_open_or_export(people: People) -> None:
    anna = people.new("anna", "caseworker", triage=True)
    reporter = people.reporter()
    assert reporter.send().status_code == 201
    address = "/desk/rows"  # Everything else that opens or exports is a POST with a token.
    assert anna.client.get(address, headers={"Sec-Fetch-Site": "same-site"}).status_code == 403
    assert anna.client.get(address, headers={"Sec-Fetch-Site": "same-origin"}).status_code == 200
