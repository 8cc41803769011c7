"""What is promised is the same with and without JavaScript; "Send" can be pressed twice."""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, Route, expect
from sqlalchemy import func, select

from intake.store.models import Case
from tests.e2e.conftest import Live, NewPage, Watched, wait_until
from tests.e2e.reporting import LANGUAGES, fill_plain, fill_screens, open_box, ready, send

pytestmark = pytest.mark.usefixtures("anna")

DAY = "2026-12-01"
SATURDAY = int(datetime(2026, 11, 28, 11, tzinfo=UTC).timestamp())
MONDAY = int(datetime(2026, 11, 30, 11, tzinfo=UTC).timestamp())


def count_cases(live: Live) -> int:
    with live.database.reading() as db:
        return db.scalar(select(func.count()).select_from(Case)) or 0


def report_routine(page: Page, lang: str) -> str:
    """Send a report whose level no clock changes; return the code."""
    page.goto(f"/{lang}/form")
    way_out = page.locator("noscript a")  # Text and no link where scripts run.
    with_script = way_out.count() == 0
    if with_script:
        ready(page)
    else:
        way_out.click()
    page.check("[name=danger_now][value=no]")
    if with_script:
        page.click("[name=next]")
        page.click("[name=next]")
    page.check("[name=kinds][value=harassment]")
    if with_script:
        page.click("[data-move=end]")
    return send(page)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_receipt_and_box_promise_the_same_with_and_without_javascript(
    new_page: NewPage, lang: str
) -> None:
    receipts, boxes = [], []
    for javascript in (True, False):
        page = new_page(java_script_enabled=javascript)
        code = report_routine(page, lang)
        receipts.append(page.inner_text("[data-promise]"))
        page.click("main details:has([data-leaf]) summary")
        assert len(page.inner_text("[data-leaf]").split(" ")) == 4
        page = new_page(java_script_enabled=javascript)
        open_box(page, lang, code)
        boxes.append(page.inner_text("[data-promise]"))
    assert len({*receipts, *boxes}) == 1
    assert {"en": "Paris time", "zh-Hans": "巴黎时间"}[lang] in receipts[0]


@pytest.mark.parametrize("javascript", [True, False])
def test_that_nobody_is_there_stands_before_the_code_and_in_sight(
    live: Live, new_page: NewPage, javascript: bool
) -> None:
    page = new_page(java_script_enabled=javascript, viewport={"width": 360, "height": 640})
    live.clock.now = SATURDAY
    report_routine(page, "en")
    gone = page.locator("[data-gone]")
    expect(gone).to_be_in_viewport()
    expect(gone).to_contain_text("Nobody is here now. From Monday 30 November, 09:00, Paris time.")
    expect(gone.get_by_role("link")).to_have_attribute("href", "#danger")
    expect(page.locator("#receipt-code")).to_be_in_viewport(ratio=1)
    assert page.locator("[data-gone] ~ output").count() == 1
    live.clock.now = MONDAY
    page = new_page(java_script_enabled=javascript)
    report_routine(page, "en")
    expect(page.locator("#receipt-code")).to_be_visible()
    expect(page.locator("[data-gone]")).to_be_hidden()


@pytest.mark.parametrize("width", [320, 360])
def test_no_group_of_the_code_or_of_the_proof_is_cut_on_a_small_screen(
    new_page: NewPage, width: int
) -> None:
    page = new_page(viewport={"width": width, "height": 700})
    fill_screens(page, "zh-Hans", DAY)
    code = send(page)
    page.click("main details:has([data-leaf]) summary")
    for selector, groups in (("#receipt-code", code), ("[data-leaf]", "")):
        text = groups or page.inner_text(selector)
        rows = page.evaluate(ROWS_OF_GROUPS, selector)
        assert [len(row) for row in rows] == [1] * len(text.split(" "))
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_whole_code_that_was_typed_is_seen_on_a_phone(new_page: NewPage) -> None:
    page = new_page(viewport={"width": 360, "height": 700})
    page.goto("/en/box")
    ready(page)
    field = page.locator("[name=code]")
    field.fill("1234 5678 9012 3456 7890 1234 5678")
    assert field.evaluate(
        "({scrollWidth, clientWidth, scrollHeight, clientHeight}) =>"
        " scrollWidth <= clientWidth && scrollHeight <= clientHeight"
    )
    field.press("Enter")
    expect(page.locator("[role=alert]")).to_contain_text("nothing under this code")
    assert "\n" not in field.input_value()


ROWS_OF_GROUPS = """(selector) => {
  const node = document.querySelector(selector).firstChild;
  return [...node.data.matchAll(/\\S+/g)].map((group) => {
    const range = document.createRange();
    range.setStart(node, group.index);
    range.setEnd(node, group.index + group[0].length);
    return [...new Set([...range.getClientRects()].map(({ top }) => Math.round(top)))];
  });
}"""


def test_an_answer_cut_off_without_javascript_is_asked_for_again_and_stored_once(
    live: Live, new_page: NewPage
) -> None:
    page = new_page(java_script_enabled=False)
    fill_plain(page, "en", DAY)
    page.click("[name=send]")
    expect(page.locator("main p.care")).to_contain_text("It has not been sent yet.")
    assert count_cases(live) == 0
    page.click("[name=edit] >> nth=0")
    assert page.input_value("[name=story]") != ""
    page.click("[name=send]")

    def cut(route: Route) -> None:
        route.fetch()  # The server answers, and nobody hears it.
        route.fulfill(status=204)

    page.route("**/en/plain", cut, times=1)
    page.click("[name=send]", no_wait_after=True)
    expect(page.locator("#check")).to_have_count(1)
    wait_until(lambda: count_cases(live) == 1)
    drawn = page.input_value("[name=code]")
    page.click("[name=send]")
    assert page.inner_text("#receipt-code").replace(" ", "") == drawn
    expect(page.locator("main .note").first).to_contain_text("already arrived")
    assert count_cases(live) == 1


def test_an_error_before_sealing_is_said_calmly_and_keeps_every_word(
    new_page: NewPage, watched: Watched
) -> None:
    page = new_page()
    fill_screens(page, "en", DAY)
    page.evaluate("void (TextDecoder.prototype.decode = () => { throw Error('made to fail') })")
    page.click("[name=send]")
    expect(page.locator("[role=alert]")).to_contain_text("What you wrote is still here")
    expect(page.locator("[role=alert] a")).to_have_attribute("href", "/en/plain")
    assert page.input_value("[name=story]") != ""
    expect(page.locator("[name=send]")).to_be_enabled()
    assert watched.posts == []
    watched.complaints.clear()  # What was made to fail fails again when the page is shown anew.


def test_a_browser_that_cannot_open_the_box_is_told_that_nothing_is_lost(page: Page) -> None:
    code = report_routine(page, "en")
    page.fill("[name=last4]", code[-4:])  # Then the page lets itself be left.
    page.goto("/en/box")
    ready(page)
    page.evaluate("Object.defineProperty(crypto, 'subtle', { value: undefined })")
    page.fill("[name=code]", code)
    page.click("[name=send]")
    expect(page.locator("[role=alert] a").first).to_contain_text("Your report is still there")
    expect(page.locator("[role=alert] a").first).to_have_attribute("href", "/en/box/plain")
