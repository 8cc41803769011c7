"""What people are told when something fails, each side of the house in its frame and language."""

import pytest
from flask import Flask
from sqlalchemy.exc import OperationalError

from intake.errors import AuditLogError, NotFound
from intake.web.wire import WireError
from tests.admin.stored import events
from tests.people import HOME, People, Person

PAGE = {"Accept": "text/html,*/*"}
FAILURES = {
    404: NotFound("nothing"),
    413: WireError("too_large"),
    500: ZeroDivisionError("secret words"),
    503: AuditLogError("secret words"),
}


@pytest.fixture
def anna(people: People) -> Person:
    return people.new("anna", "caseworker", triage=True)


def break_queue(app: Flask, status: int) -> None:
    view = app.view_functions["desk.index"]

    def broken() -> str:
        raise FAILURES[status]

    broken.__dict__ |= view.__dict__
    app.view_functions["desk.index"] = broken


@pytest.mark.parametrize("status", FAILURES)
def test_staff_read_in_english_and_in_their_frame_what_failed_and_what_to_do(
    app: Flask, anna: Person, status: int
) -> None:
    assert anna.client.get("/desk/", headers=PAGE).status_code == 200
    break_queue(app, status)
    answer = anna.client.get("/desk/", headers=PAGE)
    page = answer.get_data(as_text=True)
    assert answer.status_code == status
    assert '<html lang="en"' in page
    assert 'id="lock"' in page
    assert "What to do" in page
    assert 'id="leave"' not in page
    assert "secret words" not in page


@pytest.mark.parametrize("status", FAILURES)
def test_a_script_of_staff_gets_a_code_and_a_sentence(
    app: Flask, anna: Person, status: int
) -> None:
    break_queue(app, status)
    answer = anna.client.get("/desk/", headers={"Accept": "*/*"})
    assert answer.status_code == status
    assert set(answer.get_json()) == {"error", "message"}
    assert "secret" not in answer.get_data(as_text=True)


def test_another_role_is_told_so_and_led_home(anna: Person) -> None:
    page = anna.client.get("/audit/", headers=PAGE)
    text = page.get_data(as_text=True)
    assert page.status_code == 403
    assert "This is not for your role" in text
    assert "is in the access log" in text
    assert 'class="button main" href="/desk/"' in text


@pytest.mark.parametrize("path", ["/sign-in", "/sign-in/start", "/enrol", "/enrol/start"])
def test_a_form_that_another_page_sends_is_refused_with_a_page(people: People, path: str) -> None:
    answer = people.client().post(path, data={"username": "anna"})
    text = answer.get_data(as_text=True)
    assert answer.status_code == 403
    assert "This page is too old" in text
    assert "access log" not in text
    assert 'class="button main" href="/sign-in"' in text


@pytest.mark.parametrize("headers", [{}, {"Origin": HOME}])
def test_a_page_too_old_is_not_called_another_role_nor_logged(
    people: People, anna: Person, headers: dict[str, str]
) -> None:
    before = events(people)
    answer = anna.client.post("/sign-out", data={}, headers=headers | PAGE)
    script = anna.client.post("/sign-out", json={}, headers=headers)
    assert (answer.status_code, script.status_code) == (403, 403)
    assert script.get_json()["error"] == "forbidden"
    for text in (answer.get_data(as_text=True), script.get_data(as_text=True)):
        assert "too old" in text
        assert "role" not in text.partition("<main")[2]
        assert "access log" not in text.partition("<main")[2]
    assert events(people) == before


def test_who_is_not_signed_in_reads_a_staff_page_without_a_frame(people: People) -> None:
    page = people.client().get("/desk/none/none", headers=PAGE)
    text = page.get_data(as_text=True)
    assert page.status_code == 404
    assert 'class="button main" href="/sign-in"' in text
    assert 'id="lock"' not in text
    assert "Set-Cookie" not in page.headers


def test_a_database_that_is_gone_is_a_page_too(
    anna: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*_: object) -> None:
        raise OperationalError("SELECT words", {}, Exception("words"))

    monkeypatch.setattr("intake.web.staff.sessions._load", gone)
    answer = anna.client.get("/desk/", headers=PAGE)
    text = answer.get_data(as_text=True)
    assert answer.status_code == 503
    assert "nothing was shown and nothing was changed" in text
    assert "words" not in text


def test_the_public_side_keeps_its_own_page_and_language(people: People) -> None:
    page = people.client().get("/zh-Hans/nowhere", headers=PAGE)
    text = page.get_data(as_text=True)
    assert page.status_code == 404
    assert 'id="leave"' in text
    assert "sign-in" not in text
