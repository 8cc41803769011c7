"""The form without a script on a small telephone: short, calm, sent in four questions."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import NewPage
from tests.e2e.reporting import LANGUAGES

PHONE = {"width": 360, "height": 740}
#: Pixels, whether somebody is there included; the same page with every group open takes over 9,000.
TALLEST = 3_500


def height(page: Page) -> float:
    box = page.locator("body").bounding_box()
    assert box
    return box["height"]


@pytest.mark.usefixtures("anna")
@pytest.mark.parametrize("lang", LANGUAGES)
def test_without_a_script_four_questions_are_enough_and_sending_is_always_in_sight(
    new_page: NewPage, lang: str
) -> None:
    page = new_page(java_script_enabled=False, viewport=PHONE)
    page.goto(f"/{lang}/form")
    page.click("noscript a")
    assert height(page) <= TALLEST
    expect(page.locator("details[id] >> visible=true")).to_have_count(6)
    expect(page.locator(".bar [name=send]")).to_be_in_viewport()
    page.check("[name=danger_now][value=no]")
    page.check("[name=who_for][value=me]")
    page.check("[name=kinds][value=documents]")
    expect(page.locator("#g-documents")).to_be_visible()
    expect(page.locator("#g-family_call")).to_be_hidden()
    page.fill("[name=story]", "words")
    page.click(".bar [name=send]")
    expect(page.locator("[data-answer=story]")).to_have_text("words")
