"""Every hostile string into every text input of the form: stored and read back, or refused."""

from urllib.parse import urlencode

import pytest
from flask import Flask

from intake.form.given.answers import BLANK
from intake.web.services import services_of
from tests.hostile import STRINGS
from tests.report.checking import press
from tests.report.stored import NOTHING, count_rows
from tests.report.test_plain import FORM, code_in, read_back

pytestmark = pytest.mark.usefixtures("desk")

WHEN = {  # Choices that open every follow-up with a text.
    "kinds": ["harassment", "family_call", "documents", "forced_return", "other"],
    "d_where": "shop",
    "d_holder": "employer",
    "last_when": "week",
    "o_kind": "office",
    "c_mode": "also",
    "c_channel": "phone",
    **{f"ident_kind_{time}": "other" for time in range(1, 6)},
}
NOT_TEXT = ("danger_now", "country", "d_travel_at", "f_deadline", "h_what", "no_field")


def test_a_hostile_string_in_every_text_is_read_back_as_it_was(app: Flask) -> None:
    texts = [question for question in services_of(app).form.questions.values() if question.max]
    for name, text in STRINGS.items():
        sent = {question.id: text[: question.max] for question in texts}
        fields = {"plain": "1", "form_version": "3", "danger_now": "no", **WHEN, **sent}
        body = urlencode(fields, doseq=True)
        response = app.test_client().post("/en/form", data=body, content_type=FORM)
        assert response.status_code == 200, name
        assert "<script>alert" not in response.get_data(as_text=True)
        answers = read_back(app, code_in(press(app, response)))
        for field, written in sent.items():
            kept = written.replace("\r\n", "\n").replace("\r", "\n").strip(BLANK)
            assert answers.get(field, "") == kept, (name, field)
    assert count_rows(app)["cases"] == len(STRINGS)


def test_a_hostile_string_where_a_choice_or_date_belongs_comes_back_escaped(app: Flask) -> None:
    for name, text in STRINGS.items():
        for field in NOT_TEXT if text.strip(BLANK) else ():
            fields = {"plain": "1", "danger_now": "no", "story": text, **WHEN, field: text}
            body = urlencode(fields, doseq=True)
            response = app.test_client().post("/zh-Hans/form", data=body, content_type=FORM)
            page = response.get_data(as_text=True)
            assert response.status_code == 422, (name, field)
            assert "<script>alert" not in page
            assert "<img src=x" not in page
            assert '" autofocus' not in page
    assert count_rows(app) == NOTHING
