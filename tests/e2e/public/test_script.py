"""Where a script may run, nothing is sent until it runs: late, blocked or broken alike."""

from base64 import b64encode
from collections.abc import Callable
from hashlib import sha256

import pytest
from playwright.sync_api import Page, Route, expect

from intake.web.services import services_of
from tests.e2e.conftest import Live, NewPage, Watched
from tests.e2e.public.pressing import press_everything, settle
from tests.e2e.reporting import go_on_to, ready


@pytest.fixture
def live(shared_live: Live) -> Live:
    """Nothing here asks what the application stores: one serves them all."""
    return shared_live


SEALING = "**/static/sealing-*.js"
BROKEN = "throw new Error('broken on purpose')"


def hold_back(_route: Route) -> None:
    """Never answer."""


def block(route: Route) -> None:
    route.abort()


def replace(route: Route, *, code: str = BROKEN) -> None:
    route.fulfill(body=code, content_type="text/javascript")


def vouch(route: Route, known: str, other: str) -> None:
    """Let the page name another script as its own, in its policy too."""
    answer = route.fetch()
    policy = answer.headers["content-security-policy"]
    assert known in policy
    headers = {**answer.headers, "content-security-policy": policy.replace(known, other)}
    route.fulfill(response=answer, headers=headers, body=answer.text().replace(known, other))


@pytest.mark.parametrize("way", [hold_back, block, replace], ids=["late", "blocked", "broken"])
@pytest.mark.parametrize("path", ["/en/form", "/zh-Hans/box"])
def test_nothing_leaves_while_the_script_does_not_run(
    new_page: NewPage, watched: Watched, way: Callable[[Route], None], path: str
) -> None:
    page = new_page(broken=True)
    page.route("**/static/*.js", way)
    page.goto(path, wait_until="commit")
    expect(page.locator("#wait a")).to_be_visible()
    expect(page.locator("button:visible")).to_have_count(0)
    press_everything(page)
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
    asset = services_of(live.app).assets[f"{path.rpartition('/')[2]}.js"]
    integrity = f"sha256-{b64encode(sha256(code.encode()).digest()).decode()}"
    page = new_page(broken=True)
    page.route(f"**{path}", lambda route: vouch(route, asset.integrity, integrity))
    page.route("**/static/*.js", lambda route: replace(route, code=code))
    page.goto(path)
    settle(page)
    expect(page.locator("#wait")).to_be_visible()
    expect(page.locator("button:visible")).to_have_count(0)
    press_everything(page)
    assert watched.posts == []
    assert page.url.endswith(path)
    watched.complaints.clear()  # Of the broken script.


def test_the_form_is_in_use_before_the_script_that_seals_is_there(
    new_page: NewPage, watched: Watched
) -> None:
    page = new_page()
    held: list[Route] = []
    page.route(SEALING, lambda route: held.append(route))  # noqa: PLW0108 - by name
    page.goto("/en/form", wait_until="commit")
    ready(page)
    expect(page.locator("#wait")).to_be_visible()
    answer_and_send(page)
    expect(page.locator("#problem")).to_be_visible()
    assert watched.posts == []
    for route in held:
        route.continue_()
    page.wait_for_selector("#receipt-code")
    assert len(watched.posts) == 1


@pytest.mark.parametrize("way", [block, replace], ids=["blocked", "broken"])
def test_without_what_seals_nothing_is_sent_nothing_is_lost_and_another_way_is_shown(
    new_page: NewPage, watched: Watched, way: Callable[[Route], None]
) -> None:
    page = new_page(broken=True)
    page.route(SEALING, way)
    page.goto("/en/form", wait_until="commit")
    ready(page)
    for _ in range(2):  # Pressed again it says so again.
        answer_and_send(page)
        expect(page.locator("#problem a")).to_have_attribute("href", "/en/plain")
    assert watched.posts == []
    assert page.input_value("[name=story]") == "They took my passport."
    expect(page.locator("#wait a")).to_be_visible()
    watched.complaints.clear()  # Of the script that did not come.


def answer_and_send(page: Page) -> None:
    """Answer what must be answered, and press "Send now" until the report goes."""
    if page.locator("[name=danger_now]").first.is_visible():
        page.check("[name=danger_now][value=no]")
        page.click("[name=next]")
        go_on_to(page, "story")
        page.fill("[name=story]", "They took my passport.")
        page.click("[data-move=end]")
    page.click("[name=send]")


def test_a_script_that_was_tampered_with_does_not_run(new_page: NewPage, watched: Watched) -> None:
    page = new_page(broken=True)
    page.route("**/static/*.js", replace)
    page.goto("/en/form")
    settle(page)
    assert not any("broken on purpose" in complaint for complaint in watched.complaints)
    assert any("integrity" in complaint for complaint in watched.complaints)
    watched.complaints.clear()


def test_data_that_was_tampered_with_keeps_the_page_waiting(
    new_page: NewPage, watched: Watched
) -> None:
    page = new_page(broken=True)
    page.route("**/static/*.json", lambda route: route.fulfill(json={"data": {}}))
    with page.expect_event("pageerror"):
        page.goto("/en/form")
    expect(page.locator("#wait")).to_be_visible()
    assert watched.complaints
    watched.complaints.clear()


def test_what_is_typed_before_the_script_has_its_data_waits_for_a_button_that_works(
    new_page: NewPage,
) -> None:
    page = new_page(broken=True)
    held: list[Route] = []
    page.route("**/static/*.json", lambda route: held.append(route))  # noqa: PLW0108 - by name
    with page.expect_request("**/static/*.json"):
        page.goto("/en/box")
    page.fill("[name=code]", "0" * 28)
    page.press("[name=code]", "Enter")
    expect(page.locator("button:visible")).to_have_count(0)
    for route in held:
        route.continue_()
    page.click("[name=send]")
    expect(page.locator("[role=alert]")).to_contain_text("nothing under this code")
    assert page.input_value("[name=code]").strip() == "0" * 28


@pytest.mark.parametrize("path", ["/en/plain", "/zh-Hans/box", "/en/box/plain"])
def test_without_a_script_every_button_that_is_needed_is_there_at_once(
    new_page: NewPage, path: str
) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(path)
    expect(page.locator("button[name=send]")).to_be_visible()
    expect(page.locator("#wait")).to_be_hidden()


def test_no_sooner_than_the_script_runs_there_is_a_next_button(new_page: NewPage) -> None:
    page = new_page()
    page.goto("/en/form")
    assert page.locator("button[name=next]").count() == 1
    assert page.locator("button[name=send]").count() == 1
    expect(page.locator("#wait")).to_have_count(0)
    page = new_page(java_script_enabled=False)
    page.goto("/en/form")
    assert page.locator("button[name=next]").count() == 0
    expect(page.locator("button:visible, input:visible, #wait:visible")).to_have_count(0)
    page.click("noscript a")
    expect(page.locator("button[name=send]")).to_be_in_viewport()
