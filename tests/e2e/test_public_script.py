"""Where a script may run, nothing is sent until it runs: late, blocked or broken alike."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from intake.web.services import services_of
from tests.e2e.conftest import Live, NewPage, Watched

pytestmark = pytest.mark.usefixtures("anna")

BROKEN = "throw new Error('broken on purpose')"


def hold_back(_route: Route) -> None:
    """Never answer."""


def block(route: Route) -> None:
    route.abort()


def replace(route: Route) -> None:
    route.fulfill(body=BROKEN, content_type="text/javascript")


def press_everything(page: Page) -> None:
    """Type, press Enter in every field, click every button; hidden ones through the DOM."""
    for field in page.locator("input, textarea, select").all():
        if field.is_visible():
            field.focus()
            page.keyboard.press("Enter")
    page.evaluate(
        """() => {
          for (const field of document.querySelectorAll("input, textarea")) {
            field.value = "planted";
            field.dispatchEvent(new KeyboardEvent("keydown", {key: "Enter", bubbles: true}));
          }
          for (const button of document.querySelectorAll("button")) button.click();
        }"""
    )
    for button in page.locator("button").all():
        if button.is_visible():
            button.click()


@pytest.mark.parametrize("way", [hold_back, block, replace], ids=["late", "blocked", "broken"])
@pytest.mark.parametrize("path", ["/en/form", "/zh-Hans/box"])
def test_nothing_leaves_while_the_script_does_not_run(
    new_page: NewPage, watched: Watched, way: Callable[[Route], None], path: str
) -> None:
    watched.posts.clear()
    page = new_page()
    page.route("**/static/*.js", way)
    page.goto(path, wait_until="commit")
    expect(page.locator("#wait")).to_be_visible()
    press_everything(page)
    page.wait_for_timeout(300)
    assert watched.posts == []
    assert page.url.endswith(path)
    assert page.locator("form").count() == 0
    page.click("#wait a")  # The way out leads to the same questions, without a lock.
    expect(page.locator("form")).to_have_count(1)
    watched.complaints.clear()  # The blocked or broken script complained, as it should.


@pytest.mark.parametrize("path", ["/zh-Hans/form", "/en/box"])
@pytest.mark.parametrize(
    "code",
    [BROKEN, "", "document.querySelector('main').click(); nowhere();"],
    ids=["throws", "empty", "late"],
)
def test_nothing_leaves_when_our_own_script_is_broken(
    live: Live, new_page: NewPage, watched: Watched, path: str, code: str
) -> None:
    assets = services_of(live.app).assets
    name = f"{path.rpartition('/')[2]}.js"
    assets.keep(name, f"broken-{name}", code.encode())  # With the right integrity.
    watched.posts.clear()
    page = new_page()
    page.goto(path)
    expect(page.locator("#wait")).to_be_visible()
    press_everything(page)
    page.wait_for_timeout(300)
    assert watched.posts == []
    assert page.url.endswith(path)
    watched.complaints.clear()  # Of the broken script.


def test_a_script_that_was_tampered_with_does_not_run(new_page: NewPage, watched: Watched) -> None:
    page = new_page()
    page.route("**/static/*.js", replace)
    page.goto("/en/form")
    page.wait_for_timeout(300)
    assert not any("broken on purpose" in complaint for complaint in watched.complaints)
    assert any("integrity" in complaint for complaint in watched.complaints)
    watched.complaints.clear()


def test_data_that_was_tampered_with_keeps_the_page_waiting(
    new_page: NewPage, watched: Watched
) -> None:
    page = new_page()
    page.route("**/static/*.json", lambda route: route.fulfill(json={"data": {}}))
    page.goto("/en/form")
    page.wait_for_timeout(300)
    expect(page.locator("#wait")).to_be_visible()
    assert watched.complaints
    watched.complaints.clear()


def test_no_sooner_than_the_script_runs_there_is_a_next_button(new_page: NewPage) -> None:
    page = new_page()
    page.goto("/en/form")
    page.wait_for_selector("html[data-ready]")
    assert page.locator("button[name=next]").count() == 1
    assert page.locator("button[name=send]").count() == 1
    expect(page.locator("#wait")).to_have_count(0)
    page = new_page(java_script_enabled=False)
    page.goto("/en/form")
    assert page.locator("button[name=next]").count() == 0
    assert page.locator("button[name=send]").count() == 1
