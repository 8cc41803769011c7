"""The form without a script: one calm page with closed groups, nothing written out of sight."""

import re
from urllib.parse import urlencode

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from intake.web.services import services_of

FORM = "application/x-www-form-urlencoded"
GOOD = {"plain": "1", "form_version": "3", "danger_now": "no", "story": "a story"}
SCENE = ["r_travel", "r_where", "r_look", "r_people", "r_may_call"]
OPEN = ["danger_now", "who_for", "their_ok", "kinds", *SCENE, "story"]


@pytest.fixture(autouse=True)
def _desk(desk: object) -> None:
    """There is a desk."""


def post(app: Flask, fields: object, lang: str = "en") -> TestResponse:
    body = urlencode(fields, doseq=True).encode()  # type: ignore[arg-type]
    return app.test_client().post(f"/{lang}/plain", data=body, content_type=FORM)


def groups(page: str) -> dict[str, bool]:
    """Topics of the groups, and whether each stands open."""
    found = re.findall(r'<details id="g-(\w+)"( open)?>', page)
    return {topic: bool(is_open) for topic, is_open in found}


def asked(page: str) -> list[str]:
    return re.findall(r'id="q-(\w+)"', page)


def test_what_a_report_needs_stands_open_and_everything_else_in_closed_groups(app: Flask) -> None:
    page = app.test_client().get("/en/plain").text
    before, _, rest = page.partition("<details id=")
    assert asked(before) == OPEN
    names = list(services_of(app).form.questions)
    assert sorted(asked(page)) == sorted(names)
    assert asked(page)[len(OPEN) :] == [name for name in names if name not in OPEN]
    assert set(groups(page).values()) == {False}
    assert list(groups(page)) == [
        *("when_where", "harassment", "family_call", "documents", "forced_return", "other"),
        *("need", "about", "contact", "sharing", "ident"),
    ]
    assert asked(rest.rpartition("</details>")[2]) == []


def test_a_group_says_how_many_questions_it_has(app: Flask) -> None:
    for lang, words in (("en", "Questions: 4"), ("zh-Hans", "4 个问题")):
        page = app.test_client().get(f"/{lang}/plain").text
        (ident,) = re.findall(r'<details id="g-ident">\s*<summary>(.*?)</summary>', page)
        assert words in ident, "five times the same four"


def test_it_can_be_sent_from_anywhere_on_the_page(app: Flask) -> None:
    page = app.test_client().get("/en/plain").text
    assert re.search(r'<div class="bar">\s*<button type="submit" name="send"', page)


def test_a_group_that_fits_nothing_picked_is_hidden_with_its_title(app: Flask) -> None:
    page = app.test_client().get("/en/plain").text
    picked = ":has([name=kinds][value=documents]:checked)"
    (places,) = re.findall(re.escape(f"body:not({picked}) ") + r":is\(([^)]*)\)", page)
    assert "#g-documents" in places.split(",")
    assert not re.search(r"#g-(need|contact|ident)\b", page.split("</style>")[0])


def test_on_a_refused_page_stands_open_what_was_answered_or_is_wrong(app: Flask) -> None:
    said = {"danger_now": "", "place": "Lyon", "kinds": "documents", "d_pickup_time": "11:35"}
    said |= {"c_mode": "here", "s_police": "ask_me", "ident_value_5": "last of all"}
    response = post(app, GOOD | said)
    assert response.status_code == 422
    opened = {topic for topic, is_open in groups(response.text).items() if is_open}
    assert opened == {"when_where", "documents", "ident"}, "what was only the page's own is not"


@pytest.mark.parametrize("edit", [{"edit": "1"}, {"form_version": "0"}], ids=str)
def test_whoever_changes_something_finds_what_was_answered_in_sight(
    app: Flask, edit: dict[str, str]
) -> None:
    page = post(app, GOOD | {"s_lawyer": "no", "c_word": "tangerine"} | edit).text
    assert {topic for topic, is_open in groups(page).items() if is_open} == {"contact", "sharing"}
    assert 'value="tangerine"' in page


@pytest.mark.parametrize("lang", ["en", "zh-Hans"])
def test_what_is_not_asked_any_more_is_named_before_it_is_left_out(app: Flask, lang: str) -> None:
    said = {"kinds": "other", "d_where_text": "behind the shop", "c_cover": "a course"}
    page = post(app, GOOD | said, lang).text
    sent, _, dropped = page.partition({"en": "Not sent", "zh-Hans": "不会发送"}[lang])
    assert "behind the shop" in dropped
    assert 'data-answer="d_where_text"' not in sent
    assert "a course" not in re.sub(r"<input[^>]*>", "", page), "a secret is only said to be set"
    assert "Not sent" not in post(app, GOOD | {"kinds": "other"}).text
