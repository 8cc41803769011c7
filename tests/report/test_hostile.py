"""Every hostile string into every text input of the form: stored and read back, or refused."""

from urllib.parse import urlencode

import pytest
from flask import Flask

from intake.extension import services_of
from intake.formdata import Question
from intake.questions import BLANK
from tests.desks import TestDesk
from tests.hostile import STRINGS
from tests.report.stored import NOTHING, ONE_REPORT, count_rows
from tests.report.test_plain import FORM, code_in, read_back

WHEN = {  # Choices that open every follow-up with a text.
    "kinds": ["harassment", "family_call", "documents", "forced_return", "other"],
    "d_where": "shop",
    "d_holder": "employer",
    "last_when": "week",
}


def texts(app: Flask) -> list[Question]:
    return [question for question in services_of(app).form.questions.values() if question.max]


@pytest.mark.parametrize("name", STRINGS)
def test_a_hostile_string_in_every_text_is_read_back_as_it_was(
    app: Flask, desk: TestDesk, name: str
) -> None:
    assert desk
    sent = {question.id: STRINGS[name][: question.max] for question in texts(app)}
    fields = {"plain": "1", "form_version": "1", "danger_now": "no", **WHEN, **sent}
    body = urlencode(fields, doseq=True)
    response = app.test_client().post("/en/form", data=body, content_type=FORM)
    assert response.status_code == 200
    assert count_rows(app) == ONE_REPORT
    answers = read_back(app, code_in(response))
    for field, text in sent.items():
        kept = text.replace("\r\n", "\n").replace("\r", "\n").strip(BLANK)
        assert answers.get(field, "") == kept


@pytest.mark.parametrize("name", STRINGS)
def test_a_hostile_string_where_a_choice_or_date_belongs_is_refused_and_comes_back_escaped(
    app: Flask, desk: TestDesk, name: str
) -> None:
    assert desk
    text = STRINGS[name]
    if not text.strip(BLANK):
        return
    for field in ("danger_now", "country", "d_travel_at", "f_deadline", "h_what", "no_field"):
        fields = {"plain": "1", "danger_now": "no", "story": text, **WHEN, field: text}
        body = urlencode(fields, doseq=True)
        response = app.test_client().post("/zh-Hans/form", data=body, content_type=FORM)
        assert response.status_code == 422
        assert "<script>alert" not in response.get_data(as_text=True)
        assert "<img src=x" not in response.get_data(as_text=True)
    assert count_rows(app) == NOTHING
