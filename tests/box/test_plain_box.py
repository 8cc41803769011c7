"""The box without JavaScript: opened in memory, for one request."""

from pathlib import Path
from urllib.parse import urlencode

import pytest
from flask import Flask
from sqlalchemy import select, update
from werkzeug.test import TestResponse

from intake.case.stored.bounds import CLASS_BYTES
from intake.crypto.case import frames
from intake.crypto.case.bodies import check_body
from intake.crypto.case.receipts import format_receipt
from intake.store.models import LogEntry, SealedObject
from intake.web.services import services_of
from tests.hostile import STRINGS
from tests.people import People, Reporter
from tests.promises.reporting import add_message, come_back_plain
from tests.report.checking import hidden_fields
from tests.report.stored import count_rows, intake_leaves

pytestmark = pytest.mark.usefixtures("desk")

FORM = "application/x-www-form-urlencoded"


@pytest.fixture
def reporter(people: People) -> Reporter:
    """Somebody whose report has arrived."""
    found = people.reporter("my brother was called in")
    assert found.send().status_code == 201
    return found


def post(app: Flask, fields: object, path: str = "/en/box") -> TestResponse:
    body = fields if isinstance(fields, bytes) else urlencode(fields, doseq=True).encode()  # type: ignore[arg-type]
    return app.test_client().post(path, data=body, content_type=FORM)


def open_with(app: Flask, code: str, **more: object) -> TestResponse:
    return post(app, {"plain": "1", "code": code, **more})


def seen_in(page: str) -> str:
    return page.split('name="seen" value="')[1].split('"', maxsplit=1)[0]


def test_the_code_opens_the_report_however_its_digits_are_written(
    app: Flask, reporter: Reporter
) -> None:
    grouped = format_receipt(reporter.receipt)
    full_width = "".join(chr(ord("０") + int(digit)) for digit in reporter.receipt)
    for code in (reporter.receipt, grouped, grouped.replace(" ", "-"), full_width):
        page = open_with(app, code)
        assert page.status_code == 200
        assert "my brother was called in" in page.get_data(as_text=True)
        assert "Content-Encoding" not in page.headers


def test_questions_are_shown_in_the_language_of_the_page(app: Flask, reporter: Reporter) -> None:
    fields = {"plain": "1", "code": reporter.receipt}
    page = post(app, fields, "/zh-Hans/box/plain").get_data(as_text=True)
    assert "家人被逼着给我打电话或发消息" in page
    assert "my brother was called in" in page


def test_codes_that_lead_nowhere_get_one_answer_that_keeps_the_digits(
    app: Flask, reporter: Reporter
) -> None:
    other = (int(reporter.receipt[-1]) + 1) % 10
    wrong = ["0" * 28, "1" * 28, f"{reporter.receipt[:-1]}x{other}", f"{'2' * 28}?"]
    answers = [open_with(app, code) for code in wrong]
    assert {answer.status_code for answer in answers} == {404}
    pages = {
        answer.get_data(as_text=True).replace(f">{code}</textarea>", "></textarea>").rstrip()
        for code, answer in zip(wrong, answers, strict=True)
    }
    assert len(pages) == 1, "a code that was never given looks like one with a wrong character"
    assert {len(answer.data) % CLASS_BYTES for answer in answers} == {0}
    assert 'name="message"' not in pages.pop()
    assert all(f">{code}</textarea>" in answers[i].text for i, code in enumerate(wrong) if code)


@pytest.mark.parametrize(
    ("code", "count"), [("1234 5678 9012 3456", 16), ("９" * 29, 29), ("no digits", 0), ("", 0)]
)
@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "A code has 28 digits; these are {n}. Compare each group with your paper."),
        ("zh-Hans", "查询码应有 28 位数字，这里是 {n} 位。请和纸上的查询码一组一组对照。"),
    ],
)
def test_a_code_of_another_length_is_counted(
    app: Flask, code: str, count: int, lang: str, said: str
) -> None:
    answer = post(app, {"plain": "1", "code": code}, f"/{lang}/box/plain")
    assert answer.status_code == 404
    assert said.format(n=count) in answer.text
    assert f">{code}</textarea>" in answer.text
    assert len(answer.data) % CLASS_BYTES == 0


def test_a_message_is_added_with_its_entry_and_shown(app: Flask, reporter: Reporter) -> None:
    page = open_with(app, reporter.receipt, message="they called\r\nagain").text
    assert "they called\nagain" in page
    assert intake_leaves(app)[-1]["e"] == "message.received"
    assert "they called\nagain" in open_with(app, reporter.receipt).text


def test_a_page_sent_twice_adds_one_message(app: Flask, reporter: Reporter) -> None:
    seen = seen_in(open_with(app, reporter.receipt).text)
    for _ in range(3):
        open_with(app, reporter.receipt, message="once", seen=seen)
    assert count_rows(app)["sealed_objects"] == 4
    again = seen_in(open_with(app, reporter.receipt).text)
    open_with(app, reporter.receipt, message="once", seen=again)  # Meant, this time.
    assert count_rows(app)["sealed_objects"] == 5


def test_a_message_that_is_too_long_comes_back(app: Flask, reporter: Reporter) -> None:
    page = open_with(app, reporter.receipt, message="x" * 8001)
    assert page.status_code == 422
    assert "x" * 8001 in page.text
    assert open_with(app, reporter.receipt, message="x" * 400_000).status_code == 413
    assert count_rows(app)["sealed_objects"] == 3
    assert open_with(app, reporter.receipt, message="𠮷" * 8000).status_code == 200


def test_a_day_nobody_can_read_is_asked_back_once_and_then_goes_as_it_was_written(
    app: Flask, reporter: Reporter
) -> None:
    happened = {"what": "new", "danger_now": "no", "kinds": "other", "last_when": "week"}
    fields = happened | {"last_date": "two days ago"}
    asked = open_with(app, reporter.receipt, **fields)
    assert asked.status_code == 422
    carried = dict(hidden_fields(asked))["asked"]
    again = open_with(app, reporter.receipt, **fields, asked=carried)
    assert again.status_code == 200
    assert "two days ago" in again.text


def test_a_visit_is_logged_nowhere(app: Flask, reporter: Reporter) -> None:
    def entries() -> list[int]:
        with services_of(app).database.reading() as db:
            return list(db.scalars(select(LogEntry.idx)))

    before = entries()
    open_with(app, reporter.receipt)
    open_with(app, "0" * 28)
    assert entries() == before


def test_a_code_without_plain_is_refused(app: Flask, reporter: Reporter) -> None:
    for fields in ({"code": reporter.receipt}, {"code": reporter.receipt, "plain": "yes"}):
        refused = post(app, fields)
        assert refused.status_code == 400
        assert "my brother" not in refused.text
    other = app.test_client().post("/en/box", json={"plain": "1", "code": reporter.receipt})
    assert other.status_code == 400


def test_what_cannot_be_opened_is_said_and_the_rest_is_shown(
    app: Flask, reporter: Reporter
) -> None:
    with services_of(app).database.engine.begin() as connection:
        contact = reporter.sending.parts["contact"]
        damaged = contact[:-1] + bytes([contact[-1] ^ 1])
        connection.execute(
            update(SealedObject).where(SealedObject.kind == "contact").values(data=damaged)
        )
    page = open_with(app, reporter.receipt).text
    assert "could not be opened" in page
    assert "my brother was called in" in page


def test_a_message_of_no_day_is_one_line_and_the_rest_is_shown(
    app: Flask, reporter: Reporter, monkeypatch: pytest.MonkeyPatch
) -> None:
    def seal_whatever(kind: str, body: dict[str, object]) -> dict[str, object]:
        return body if kind == "message" else check_body(kind, body)

    with monkeypatch.context() as patched:  # As somebody seals who does not use our code.
        patched.setattr(frames, "check_body", seal_whatever)
        assert add_message(reporter, "it never came", day="9999-99-99").status_code == 201
    assert add_message(reporter, "it came").status_code == 201
    page = open_with(app, reporter.receipt).text
    assert page.count("This message could not be opened.") == 1
    assert "it never came" not in page
    assert "it came" in page
    assert "my brother was called in" in page


def test_a_message_that_was_taken_away_is_missed(app: Flask, reporter: Reporter) -> None:
    for text in ("first", "second"):
        open_with(app, reporter.receipt, message=text)
    with services_of(app).database.engine.begin() as connection:
        connection.execute(SealedObject.__table__.delete().where(SealedObject.position == 3))  # type: ignore[attr-defined]
    page = open_with(app, reporter.receipt).text
    assert "missing here" in page
    assert "second" in page


def test_no_word_of_a_message_is_in_the_database(
    app: Flask, reporter: Reporter, tmp_path: Path
) -> None:
    open_with(app, reporter.receipt, message="PLANTED")
    words = (b"PLANTED", b"my brother", reporter.receipt.encode())
    for path in tmp_path.rglob("*"):
        assert not path.is_file() or not any(word in path.read_bytes() for word in words)


def test_hostile_strings_as_message_and_as_code(app: Flask, reporter: Reporter) -> None:
    for name, text in STRINGS.items():
        assert open_with(app, text).status_code == 404, name
        page = open_with(app, reporter.receipt, message=text)
        assert page.status_code == 200, name
        assert "<script>alert" not in page.text
        assert "<img src=x" not in page.text
    assert post(app, b"plain=1&code=%00").status_code == 400
    assert post(app, b"plain=1&code=%FF").status_code == 400


def test_a_message_stands_under_the_day_that_is_sealed_in_it(
    app: Flask, reporter: Reporter
) -> None:
    assert add_message(reporter, "words of another day").status_code == 201
    page = come_back_plain(app.test_client(), reporter.receipt).get_data(as_text=True)
    day, words = page.index("24 October 2026</small>"), page.index(">words of another day<")
    assert day < words
