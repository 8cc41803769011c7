"""Enrolment tells what must not be lost, what opens the app, and what comes after."""

from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Page, expect

from tests.e2e.conftest import Live, NewPage
from tests.e2e.staffing import enrol, visit


def asks_before_leaving(page: Page) -> bool:
    return bool(
        page.evaluate(
            "!dispatchEvent(new Event('beforeunload', {cancelable: true}))",
        )
    )


def test_the_page_warns_before_its_words_are_lost_and_says_how_to_begin_again(
    live: Live, new_page: NewPage
) -> None:
    page = new_page()
    visit(page, f"/enrol#{live.people.invite('dora', 'auditor')}")
    expect(page.locator("[data-state=words]")).to_contain_text("Do not reload or close")
    assert asks_before_leaving(page)
    page.reload()
    expect(page.locator("[data-state=no-link]")).to_contain_text("your invitation still works")
    assert not asks_before_leaving(page)


def test_the_code_app_opens_from_a_link_with_the_same_secret(live: Live, new_page: NewPage) -> None:
    page = new_page()
    dora = enrol(page, live, "dora", "auditor")
    link = urlsplit(str(page.locator("[data-says=otpauth]").get_attribute("href")))
    assert (link.scheme, link.netloc) == ("otpauth", "totp")
    assert parse_qs(link.query)["secret"] == [dora.totp]
    assert not asks_before_leaving(page)
    assert page.locator("[data-says=done-desk]").is_hidden()  # Nobody lets an auditor in.
