"""What a browser writes to its own disk: no word, no code and no choice of a reporter.

A Chromium with a profile on the disk reports, reads its box and leaves; then it fills in a form
without our care, and its profile is searched: for both, so that finding nothing means something.
"""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route

from tests.e2e.conftest import FLAGS, PATIENCE_MILLISECONDS, Live, wait_until
from tests.e2e.profiles import found_in, wait_until_kept
from tests.e2e.reporting import fill_plain, fill_screens, open_box, send

pytestmark = pytest.mark.usefixtures("anna")

STORY = "planted heron story"
MESSAGE = "planted heron message"
KEPT = "a form without care"
POSTED = KEPT.replace(" ", "+")
#: A code in its groups, and what makes a page draw it: two bytes give a group (SPEC 3).
GROUPS = [8241, 9305, 2647, 7718, 3904, 1268, 5537]
DRAW = """(groups) => {
  const random = crypto.getRandomValues.bind(crypto);
  window.drawn = 0;
  crypto.getRandomValues = (array) => {
    if (array.byteLength !== 2) return random(array);
    const group = groups[window.drawn++ % groups.length];
    array.set([group >> 8, group & 255]);
    return array;
  };
}"""
CONTROL = f"<form method=post><input name=control value='{KEPT}'><button>Go</button>"


def report(page: Page, lang: str, *, script: bool) -> set[str]:
    """Report, come back, add a message, leave; return what must not be found."""
    if script:
        fill_screens(page, lang, "2026-12-01", STORY)
        page.on("dialog", lambda dialog: dialog.accept())
    else:
        fill_plain(page, lang, "2026-12-01")
        page.fill("[name=story]", STORY)
    code = send(page)
    open_box(page, lang, code)
    page.fill("[name=message]", MESSAGE)
    page.click("[name=send]")
    page.locator("article").last.wait_for()
    page.click("#leave")
    page.wait_for_url("**/exit")
    digits = re.sub(r"\D", "", code)
    # Chromium keeps the state of a field as its name, its type and what it held.
    return {STORY, MESSAGE, code, digits, digits[:16], "kinds", "danger_now", "d_pickup"}


def fill_in_without_care(page: Page) -> None:
    page.context.route("**/control", serve_control)
    page.goto("/control")
    page.click("button")


def serve_control(route: Route) -> None:
    route.fulfill(content_type="text/html", body=CONTROL)


@contextmanager
def browser_with_a_disk(
    browser: Browser, live: Live, folder: Path, **options: object
) -> Iterator[BrowserContext]:
    """All of Chromium with a profile; it is closed when something that it keeps is on the disk."""
    context = browser.browser_type.launch_persistent_context(
        folder,
        executable_path=shutil.which("chromium") or shutil.which("chromium-browser"),
        args=FLAGS,
        headless=True,
        base_url=live.base_url,
        **options,  # type: ignore[arg-type]
    )
    context.set_default_timeout(PATIENCE_MILLISECONDS)
    yield context
    fill_in_without_care(context.new_page())
    wait_until_kept(folder, POSTED)
    context.close()


# What a browser keeps depends on the way, not on the language.
@pytest.mark.parametrize(("lang", "script"), [("zh-Hans", True), ("en", False)])
def test_a_browsers_disk_holds_nothing_of_a_report_and_all_of_a_form_without_care(
    browser: Browser, live: Live, tmp_path: Path, lang: str, script: bool
) -> None:
    folder = tmp_path / "profile"
    with browser_with_a_disk(browser, live, folder, java_script_enabled=script) as context:
        planted = report(context.pages[0], lang, script=script)
    assert found_in(folder, planted | {POSTED}) == {POSTED}


def begin_to_write(page: Page) -> None:
    """Write into a form until its code is drawn."""
    page.goto("/en/form")
    page.check("[name=danger_now][value=no]")
    while page.locator("[name=story]").is_hidden():
        page.click("[name=next]")
    page.fill("[name=story]", STORY)
    wait_until(lambda: page.evaluate("window.drawn") >= len(GROUPS))


def test_a_code_that_was_drawn_and_not_shown_is_on_no_disk(
    browser: Browser, live: Live, tmp_path: Path
) -> None:
    folder = tmp_path / "profile"
    with browser_with_a_disk(browser, live, folder) as context:
        context.add_init_script(f"({DRAW})({GROUPS})")
        sent, left, open_still = context.pages[0], context.new_page(), context.new_page()
        fill_screens(sent, "en", "2026-12-01")
        sent.on("dialog", lambda dialog: dialog.accept())
        assert send(sent).split() == [str(group) for group in GROUPS]  # It is this code.
        sent.close()
        begin_to_write(left)
        left.click("#leave")
        left.wait_for_url("**/exit")
        begin_to_write(open_still)
    digits = "".join(map(str, GROUPS))
    words = {" ".join(map(str, GROUPS)), digits, digits[:16], ",".join(map(str, GROUPS))}
    assert found_in(folder, words | {STORY, POSTED}) == {POSTED}
