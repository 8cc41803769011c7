"""The public pages for everyone: nothing that axe finds, targets to hit, the keyboard alone."""

import pytest
from playwright.sync_api import Page

from intake.form.languages import KNOWN
from tests.e2e.conftest import Live, NewPage
from tests.e2e.measuring import AXE, misfits
from tests.e2e.reporting import fill_screens, open_box, ready, send


@pytest.fixture
def live(shared_live: Live) -> Live:
    """Nothing here changes the application or asks what it stores: one serves them all."""
    return shared_live


RUN = """async () => {
  const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
  const found = await axe.run(document, {runOnly: rules});
  if (found.passes.length < 5) throw new Error("axe looked at nothing");
  return found.violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html).join(" | ")}`);
}"""
# What a finger must hit; a link inside a sentence is as high as its line.
TARGETS = """() => {
  const wanted = "a, button, summary, select, textarea, fieldset label, .q > input";
  return [...document.querySelectorAll(wanted)]
    .filter((e) => e.offsetParent && !(e.matches("a") && e.closest("li, p, td")))
    .map((e) => [e.outerHTML.slice(0, 60), Math.round(e.getBoundingClientRect().height)])
    .filter(([, height]) => height < 44);
}"""
PAGES = (
    "/", "/en/", "/zh-Hans/help", "/en/plain", "/zh-Hans/box/plain", "/en/exit", "/en/nothing",
    "/en/check", "/en/access", "/ug/access", "/zh-Hans/#danger", "/en/help#r-hu")  # fmt: skip


def violations(page: Page) -> list[str]:
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    found: list[str] = page.evaluate(RUN)
    return found


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_constant_pages(new_page: NewPage, scheme: str) -> None:
    page = new_page(color_scheme=scheme, viewport={"width": 360, "height": 740})
    for path in PAGES:
        page.goto(path)
        assert violations(page) == [], path
        assert page.evaluate(TARGETS) == [], path
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, path


@pytest.mark.parametrize("tag", KNOWN)
def test_the_statement_is_true_of_itself_in_every_language(new_page: NewPage, tag: str) -> None:
    page = new_page(viewport={"width": 360, "height": 740})
    page.goto(f"/{tag}/access")
    assert violations(page) == []
    assert page.evaluate(TARGETS) == []
    assert misfits(page, tag) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_way_through_form_and_box(new_page: NewPage, scheme: str) -> None:
    page = new_page(color_scheme=scheme, viewport={"width": 360, "height": 740})
    page.goto("/zh-Hans/form")
    ready(page)
    assert violations(page) == []
    page.click("[name=next]")
    assert violations(page) == []
    assert page.evaluate(TARGETS) == []
    fill_screens(page, "zh-Hans", "2026-12-01")
    assert violations(page) == []
    code = send(page)
    assert violations(page) == []
    assert page.evaluate(TARGETS) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    open_box(page, "zh-Hans", code)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_a_report_can_be_sent_with_the_keyboard_alone(new_page: NewPage) -> None:
    page = new_page()
    page.goto("/en/form")
    ready(page)
    page.locator("[name=danger_now]").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.locator("[name=who_for]").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert page.locator("[name=kinds]:checked").count() == 1
    while page.locator("[name=send]").is_hidden():
        page.locator("[data-move=end]").focus()
        page.keyboard.press("Enter")
    page.locator("[name=send]").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#receipt-code")
