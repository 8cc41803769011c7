"""Sending and coming back, in a real browser, with and without JavaScript, in both languages."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from intake.store.models import LEVELS, Case
from tests.e2e.conftest import Live, NewPage, Watched
from tests.e2e.reporting import (
    ANSWER,
    LANGUAGES,
    MORE,
    STORY,
    fill_plain,
    fill_screens,
    open_box,
    send,
)
from tests.people import Person

#: All of Chromium, with its window and its profile.
pytestmark = pytest.mark.usefixtures("whole_browser", "anna")

DAY = (datetime.now(UTC) + timedelta(days=1)).date()
TOMORROW = DAY.isoformat()
WRITTEN = {
    "en": f"{DAY.day} {DAY:%B %Y} · 11:35",
    "zh-Hans": f"{DAY.year}年{DAY.month}月{DAY.day}日 · 11:35",
}


def only_case(live: Live) -> Case:
    with live.database.reading() as db:
        return db.scalars(select(Case)).one()


def answer(anna: Person, case: str, text: str) -> None:
    opened = anna.open(case)
    assert anna.take(opened).status_code == 201
    assert anna.answer(anna.open(case, "casework"), text).status_code == 201


def read_and_add(page: Page, lang: str, code: str) -> None:
    """Come back, read the report and the answer, add a message and see it."""
    open_box(page, lang, code)
    expect(page.locator("[data-answer=story]")).to_have_text(STORY[lang])
    expect(page.locator("[data-answer=d_pickup]")).to_have_text(WRITTEN[lang])
    expect(page.locator("[data-message=staff]")).to_contain_text(ANSWER[lang])
    expect(page.locator("[data-new]")).to_have_count(1)
    page.fill("[name=message]", MORE[lang])
    page.click("[name=send]")
    expect(page.locator("[data-message=reporter]")).to_contain_text(MORE[lang])
    expect(page.locator("[data-new]")).to_have_count(0)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_report_sealed_in_the_browser_is_answered_and_read_with_the_code(
    live: Live, anna: Person, new_page: NewPage, watched: Watched, lang: str
) -> None:
    page = new_page()
    fill_screens(page, lang, TOMORROW)
    code = send(page)
    assert re.fullmatch(r"\d{4}( \d{4}){6}", code)
    case = only_case(live)
    assert (case.server_saw, LEVELS[case.level]) == (False, "emergency")  # T03, the known lure.
    answer(anna, case.id, ANSWER[lang])
    read_and_add(new_page(), lang, code)
    assert watched.posts == [f"/{lang}/form", f"/{lang}/box/open", f"/{lang}/box/message"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_same_journey_works_without_javascript_and_says_who_could_read_along(
    live: Live, anna: Person, new_page: NewPage, lang: str
) -> None:
    page = new_page(java_script_enabled=False)
    fill_plain(page, lang, TOMORROW)
    code = send(page)
    case = only_case(live)
    assert (case.server_saw, LEVELS[case.level]) == (True, "urgent")  # By the server's own clock.
    answer(anna, case.id, ANSWER[lang])
    page = new_page(java_script_enabled=False)
    read_and_add(page, lang, code)
    assert page.locator("main > .care").count() == 1


def test_the_page_without_a_lock_works_where_scripts_are_on(live: Live, new_page: NewPage) -> None:
    page = new_page()
    fill_plain(page, "en", TOMORROW, "plain")
    code = send(page)
    page.goto("/en/box/plain")
    page.fill("[name=code]", code)
    page.click("[name=send]")
    expect(page.locator("[data-answer=story]")).to_have_text(STORY["en"])
    assert only_case(live).server_saw


@pytest.mark.usefixtures("full_strength")
def test_a_report_sent_without_javascript_opens_in_a_browser_that_has_it(new_page: NewPage) -> None:
    page = new_page(java_script_enabled=False)
    fill_plain(page, "en", TOMORROW)
    code = send(page)
    page = new_page()
    open_box(page, "en", code)
    expect(page.locator("[data-answer=story]")).to_have_text(STORY["en"])
    expect(page.locator("[data-saw]")).to_be_visible()


def test_the_warning_stands_before_the_first_question_and_before_the_code(
    new_page: NewPage,
) -> None:
    page = new_page(java_script_enabled=False)
    for path, field in (("plain", "danger_now"), ("box", "code")):
        page.goto(f"/en/{path}")
        warning = page.locator("main .care").first.bounding_box()
        asked = page.locator(f"[name={field}]").first.bounding_box()
        assert warning
        assert asked
        assert warning["y"] + warning["height"] <= asked["y"]


def test_a_code_that_leads_nowhere_is_said_and_one_of_another_length_counted(
    new_page: NewPage,
) -> None:
    wrong = {"1234 5678 9012 3456": "28 digits; these are 16", "no digits": "these are 0"}
    said = []
    for javascript in (True, False):
        page = new_page(java_script_enabled=javascript)
        page.goto("/en/box")
        for code, why in {**wrong, "0" * 28: "nothing under this code"}.items():
            page.fill("[name=code]", code)
            page.click("[name=send]")
            expect(page.locator("[role=alert]").first).to_contain_text(why)
            assert page.input_value("[name=code]") == code
            assert page.locator("[name=message]").count() == 0
            said.append(page.locator("[role=alert]").first.inner_text())
    assert said[:3] == said[3:]
