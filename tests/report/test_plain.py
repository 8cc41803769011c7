"""A report without JavaScript: readable only in the request's memory, stored like any other."""

from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from intake.box.contents import open_box
from intake.box.services import get_box
from intake.crypto.case.receipts import derive, parse_receipt
from intake.report.forms import largest_post
from intake.store.models import LEVELS, Case
from intake.web.services import services_of
from tests.report.stored import NOTHING, ONE_REPORT, count_rows

FORM = "application/x-www-form-urlencoded"
CODE = "0123456789012345678901234567"
GOOD = {"plain": "1", "form_version": "3", "code": CODE, "danger_now": "no", "story": "a story"}


@pytest.fixture(autouse=True)
def _desk(desk: object) -> None:
    """There is a desk."""


def post(app: Flask, fields: object, path: str = "/en/form") -> TestResponse:
    body = fields if isinstance(fields, bytes) else urlencode(fields, doseq=True).encode()  # type: ignore[arg-type]
    return app.test_client().post(path, data=body, content_type=FORM)


def code_in(response: TestResponse) -> str:
    page = response.get_data(as_text=True)
    return page.split('id="receipt-code"')[1].split(">", 1)[1].split("<", 1)[0]


def read_back(app: Flask, code: str) -> dict[str, object]:
    running = services_of(app)
    keys = derive(parse_receipt(code), running.config.keys.salt)
    with running.database.reading() as db:
        box = get_box(db, keys.token)
    contents = open_box(box, keys)
    assert contents
    assert not contents.unreadable
    return contents.answers


@pytest.mark.parametrize("path", ["/en/form", "/en/plain", "/zh-Hans/plain"])
def test_a_plain_report_is_sealed_stored_and_opens_with_the_code(app: Flask, path: str) -> None:
    response = post(app, GOOD | {"kinds": ["documents", "family_call"], "f_state": "held"}, path)
    assert response.status_code == 200
    assert count_rows(app) == ONE_REPORT
    answers = read_back(app, code_in(response))
    assert answers["story"] == "a story"
    assert answers["kinds"] == ["documents", "family_call"]
    with services_of(app).database.reading() as db:
        case = db.query(Case).one()
    assert case.server_saw
    assert LEVELS[case.level] == "urgent"  # T09: somebody is held.


def test_no_word_of_it_is_in_the_database_or_the_instance(app: Flask, tmp_path: Path) -> None:
    post(app, GOOD | {"story": "PLANTED-STORY", "place": "PLANTED-PLACE"})
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert files
    assert not [path for path in files if b"PLANTED" in path.read_bytes()]


def test_answers_of_hidden_questions_are_dropped(app: Flask) -> None:
    response = post(app, GOOD | {"kinds": "other", "f_state": "held", "their_ok": "yes"})
    answers = read_back(app, code_in(response))
    assert "f_state" not in answers
    assert "their_ok" not in answers


def test_day_and_hour_are_one_answer(app: Flask) -> None:
    fields = {"kinds": "documents", "d_pickup": "2026-11-25", "d_pickup_time": "11:35"}
    answers = read_back(app, code_in(post(app, GOOD | fields)))
    assert answers["d_pickup"] == "2026-11-25 11:35"


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"danger_now": ""}, "e-danger_now"),
        ({"story": ""}, "e-kinds"),
        ({"danger_now": "maybe"}, "e-danger_now"),
        ({"kinds": ["documents", "unknown"]}, "e-kinds"),
        ({"country": "xx"}, "e-country"),
        ({"place": "x" * 201}, "e-place"),
        ({"last_when": "week", "last_date": "2026-02-30"}, "e-last_date"),
        ({"danger_now": ["no", "yes"]}, "e-danger_now"),
        ({"story": ["one", "two"]}, "e-story"),
        ({"unknown": "x"}, "f"),
        ({"kinds": "documents", "d_pickup": "25.11."}, "e-d_pickup"),
    ],
    ids=str,
)
def test_a_refused_page_comes_back_filled_and_says_where_to_look(
    app: Flask, fields: dict[str, object], named: str
) -> None:
    kept = {"anything_else": "kept <b>words</b>", "home_state": 'kept "too"'}
    response = post(app, GOOD | kept | fields)
    page = response.get_data(as_text=True)
    assert response.status_code == 422
    assert f'href="#{named}"' in page
    assert f'id="{named}"' in page
    assert "kept &lt;b&gt;words&lt;/b&gt;" in page
    assert "kept &#34;too&#34;" in page
    assert "Content-Encoding" not in response.headers
    assert count_rows(app) == NOTHING


@pytest.mark.parametrize(
    ("fields", "name", "says"),
    [
        ({"danger_now": ""}, "danger_now", "Please answer this"),
        ({"place": "字" * 1_201}, "place", "This is 1,001 characters too long."),
        ({"kinds": ["unknown"]}, "kinds", "Please choose again"),
        ({"last_when": "week", "last_date": "2026-02-30"}, "last_date", "as a day"),
    ],
)
def test_what_is_wrong_stands_above_its_question_and_is_tied_to_it(
    app: Flask, fields: dict[str, object], name: str, says: str
) -> None:
    page = post(app, GOOD | fields).text
    above, _, question = page.partition(f'id="q-{name}"')
    error = above.rpartition(f'<p class="error" id="e-{name}">')[2]
    assert error.startswith(says) or says in error.partition("</p>")[0]
    assert "<fieldset" not in error.partition("</p>")[2].removesuffix("<fieldset ")
    assert f'aria-describedby="e-{name}"' in question.partition("</label>")[0]


def test_a_stale_page_comes_back_filled(app: Flask) -> None:
    response = post(app, GOOD | {"form_version": "0"})
    assert response.status_code == 409
    assert "a story" in response.get_data(as_text=True)
    assert count_rows(app) == NOTHING


def test_readable_answers_without_plain_are_refused_on_a_page_that_says_why(app: Flask) -> None:
    for fields in ({**GOOD, "plain": "0"}, {"story": "a story"}, {**GOOD, "plain": ["1", "1"]}):
        response = post(app, fields, "/zh-Hans/form")
        assert response.status_code == 400
        assert "没有加密" in response.get_data(as_text=True)
    assert count_rows(app) == NOTHING


@pytest.mark.parametrize(
    "body", [b"plain=1&story=%FF%FE", b"plain=1&story=\xff", b"plain=1&story=a%00b", b"%00=1"]
)
def test_bytes_that_are_no_text_are_refused(app: Flask, body: bytes) -> None:
    assert post(app, body).status_code == 400
    assert count_rows(app) == NOTHING


def test_the_longest_texts_the_page_allows_come_back_and_longer_ones_do_not(app: Flask) -> None:
    form = services_of(app).form
    texts = {q.id: "𠮷" * q.room for q in form.questions.values() if q.max}
    kept = post(app, {"plain": "1", **texts, "danger_now": ""})
    assert kept.status_code == 422
    assert kept.get_data(as_text=True).count("𠮷") == sum(map(len, texts.values()))
    longer = post(app, GOOD | {"story": "x" * largest_post(form)})
    assert longer.status_code == 413
    assert "too long" in longer.get_data(as_text=True)
    assert count_rows(app) == NOTHING


def test_the_longest_texts_the_page_allows_can_be_sent(app: Flask) -> None:
    form = services_of(app).form
    every = {q.id: list(q.choices) for q in form.questions.values() if q.type == "checkbox"}
    first = {q.id: q.choices[1] for q in form.questions.values() if q.type in {"radio", "select"}}
    texts = {q.id: "字" * q.max for q in form.questions.values() if q.max}
    page = {"plain": "1", "form_version": "3", "wording": "other", "code": CODE}
    response = post(app, page | every | first | texts)
    assert response.status_code == 200
    assert read_back(app, code_in(response))["story"] == texts["story"]


def test_line_ends_arrive_as_line_feeds(app: Flask) -> None:
    body = urlencode({**GOOD, "story": ""}).encode() + b"one%0D%0Atwo%0Dthree"
    body = body.replace(b"story=", b"story=" + quote("one\r\ntwo\rthree").encode(), 1)
    body = body.removesuffix(b"one%0D%0Atwo%0Dthree")
    assert read_back(app, code_in(post(app, body)))["story"] == "one\ntwo\nthree"


def test_other_content_types_are_refused(app: Flask) -> None:
    for kind in ("text/plain", "application/json", "multipart/form-data"):
        response = app.test_client().post("/en/form", data=b"plain=1", content_type=kind)
        assert response.status_code == 400


def test_what_is_asked_back_holds_what_was_written_whatever_it_looks_like(app: Flask) -> None:
    page = post(app, GOOD | {"kinds": "family_call", "f_deadline": "{n} days, {meant}"})
    assert page.status_code == 422
    assert "\u2068{n} days, {meant}\u2069" in page.get_data(as_text=True)
