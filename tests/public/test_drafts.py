"""A page that no two native speakers have read says so, in its language and in English."""

import re

import pytest
from flask import Flask

from intake.form.languages import LANGUAGES, SOURCE
from intake.form.loading.readers import PAGES
from intake.web.pages import public, wordings
from intake.web.services import services_of
from intake.web.words.i18n import translate
from tests.public.test_pages import get
from tests.public.whole import whole_page

pytestmark = pytest.mark.usefixtures("desk")
DRAFT = "Draft translation. Two native speakers have not checked it yet."
SAYING = ("", "help", "form", "plain", "plain/other", "box", "box/plain", "check", "access")
TRANSLATED = [tag for tag in LANGUAGES if tag != SOURCE]


@pytest.fixture
def _all_read(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (public, wordings):
        monkeypatch.setattr(module, "drafts", lambda _tag: frozenset())


@pytest.mark.parametrize("tag", TRANSLATED)
def test_a_draft_says_so_on_every_page_in_both_languages(app: Flask, tag: str) -> None:
    for name in SAYING:
        page = get(app, f"/{tag}/{name}").text
        assert page.count(f'<span lang="en" dir="ltr">{DRAFT}</span>') == 1, name
        assert page.count(translate(tag, DRAFT)) == 1, name


@pytest.mark.parametrize("name", SAYING)
def test_the_source_text_is_no_draft(app: Flask, name: str) -> None:
    assert DRAFT not in whole_page(app, f"/en/{name}")


@pytest.mark.usefixtures("_all_read")
@pytest.mark.parametrize("name", SAYING)
def test_what_two_have_read_is_no_draft_any_more(app: Flask, name: str) -> None:
    page = whole_page(app, f"/zh-Hans/{name}")
    for said in ('class="beside"', '<small lang="en"', DRAFT):
        assert (said in page) is False, said


@pytest.mark.parametrize("tag", TRANSLATED)
def test_on_the_help_page_notes_and_advice_stand_in_english_too(app: Flask, tag: str) -> None:
    emergency = services_of(app).emergency
    page = get(app, f"/{tag}/help").text
    beside = page.partition('<details class="beside">')[2].partition("</details>")[0]
    for part in emergency.advice.values():
        for line in part.lines[SOURCE]:
            assert line in beside
    for place in emergency.places:
        for number in place.numbers:
            if number.note:
                called, note = map(re.escape, (number.call or number.app, number.note[SOURCE]))
                assert re.search(rf">{called}</\w>\s*: {note}<", beside)


@pytest.mark.parametrize("tag", TRANSLATED)
@pytest.mark.parametrize("name", ["form", "plain", "plain/other"])
def test_whoever_agrees_to_something_is_asked_in_english_too(
    app: Flask, tag: str, name: str
) -> None:
    form = services_of(app).form
    page = whole_page(app, f"/{tag}/{name}")
    beside = re.findall(r'<small lang="en" dir="ltr">([^<]*)</small>', page)
    words = form.words(SOURCE, is_other=name == "plain/other").questions
    for question in form.consents:
        (line,) = [line for line in beside if words[question].label in line]
        for choice in words[question].choices.values():
            assert choice in line
    assert len(beside) == len(form.consents)


@pytest.mark.parametrize("tag", TRANSLATED)
def test_the_receipt_stands_in_english_too(app: Flask, tag: str) -> None:
    data = app.test_client().get(services_of(app).assets[f"form-{tag}.json"].url).get_json()
    receipt = str(data["receipt"])
    for text in (
        DRAFT,
        "Write it on paper.",
        "We cannot show it again. We cannot find it for you.",
    ):
        assert text in receipt


def test_what_a_page_hides_above_a_keyboard_is_its_own_line_and_not_the_receipts(
    app: Flask,
) -> None:
    page = get(app, "/zh-Hans/form").text
    hidden = re.findall(r"([^{}]*)\{display:none\}", page)
    assert [each for rule in hidden for each in rule.split(",") if "draft" in each] == [
        "main>.draft"
    ]


def test_the_question_of_consent_is_reworded_in_english_too(app: Flask) -> None:
    data = app.test_client().get(services_of(app).assets["form-zh-Hans.json"].url).get_json()
    twins = data["other"]["words"]["#q-r_may_call"]
    (line,) = [text for text in twins if text.startswith("May we tell the police now?")]
    assert "Yes, but not my immigration details" in line
    assert "Yes, but not the person’s immigration details" in twins[line]


def test_the_pages_that_are_read_are_those_that_say_so() -> None:
    assert PAGES == ("start", "help", "form", "receipt", "box", "check", "access")
