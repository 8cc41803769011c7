"""docs/FORMS.md in a browser: what its examples ask and tell, in form, box and at the desk."""

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from intake.config import Config
from intake.store.engine import Database
from intake.web.services import services_of
from tests.conftest import TestClock, make_app
from tests.e2e.conftest import Live, NewPage
from tests.e2e.public.presses import Presser
from tests.e2e.reporting import open_box, ready, send
from tests.e2e.staffing import enter_desk, open_case
from tests.guides import make_forms
from tests.people import Person


@pytest.fixture
def app(config: Config, database: Database, clock: TestClock) -> Flask:
    """The application of an operator who did all that the guide shows."""
    make_forms(config.instance, "FORMS.md")
    return make_app(config, database, clock)


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_an_added_question_is_asked_told_of_and_read_by_everybody(
    live: Live, anna: Person, new_page: NewPage, lang: str
) -> None:
    words, page = services_of(live.app).form.texts[lang], new_page()
    kept = words.questions["f_kept"]
    answer(page, lang, kept.label)
    expect(page.get_by_role("heading", level=1)).to_have_text(words.told["keep_it"].title)
    page.click("[data-move=end]")
    open_box(page, lang, send(page))
    expect(page.locator("dt", has_text=kept.label)).to_be_visible()
    expect(page.locator("dd[data-answer=f_kept]")).to_have_text(kept.choices["yes"])
    desk = new_page()
    enter_desk(desk, anna)
    (row,) = anna.listed().rows
    open_case(desk, row["case"], "triage")
    expect(desk.get_by_text("They still have the call or message.")).to_be_visible()
    desk.click("[data-tab=report]")
    expect(desk.get_by_text("Do you still have the call or message?")).to_have_count(1)


def answer(page: Page, lang: str, label: str) -> None:
    """Go to the question of the guide, answer it and what follows, and go on."""
    page.goto(f"/{lang}/form")
    ready(page)
    finger = Presser(page)
    finger.pick("danger_now", "no")
    finger.go_on_to("kinds")
    finger.pick("kinds", "family_call")
    finger.go_on_to("f_kept")
    expect(page.locator("legend", has_text=label)).to_be_visible()
    expect(page.locator("[name=f_kept_where]")).to_be_hidden()
    finger.pick("f_kept", "yes")
    page.fill("[name=f_kept_where]", "the old phone")
    finger.press("[name=next]")
