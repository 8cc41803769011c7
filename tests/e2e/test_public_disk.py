"""What a browser writes to its own disk: no word, no code and no choice of a reporter.

A Chromium with a profile on the disk reports, reads its box and leaves; then its profile is
searched.
"""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route

from tests.e2e.conftest import FLAGS, PATIENCE_MILLISECONDS, Live
from tests.e2e.reporting import LANGUAGES, fill_plain, fill_screens, open_box, send

pytestmark = pytest.mark.usefixtures("anna")

STORY = "planted heron story"
MESSAGE = "planted heron message"
UNTIL_WRITTEN_MILLISECONDS = 4_000  # Chromium writes its session file every 2.5 seconds.
CONTROL = "<form method=post><input name=control value='planted heron control'><button>Go</button>"

Visit = Callable[[BrowserContext, Page], list[str]]


def searched(browser: Browser, live: Live, folder: Path, visit: Visit, *, script: bool) -> set[str]:
    """Visit with a profile of one's own; return which of the words it tells are on the disk."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    assert chromium
    context = browser.browser_type.launch_persistent_context(
        folder,
        executable_path=chromium,
        args=FLAGS,
        headless=True,
        base_url=live.base_url,
        java_script_enabled=script,
    )
    context.set_default_timeout(PATIENCE_MILLISECONDS)
    words = visit(context, context.pages[0])
    context.pages[0].wait_for_timeout(UNTIL_WRITTEN_MILLISECONDS)
    context.close()
    files = [path.read_bytes() for path in folder.rglob("*") if path.is_file()]
    assert len(files) > 10
    return {
        word
        for word in words
        if any(word.encode(code) in data for data in files for code in ("utf-8", "utf-16-le"))
    }


def report(page: Page, lang: str, *, script: bool) -> list[str]:
    """Report, come back, add a message, leave; return what must not be found."""
    if script:
        fill_screens(page, lang, "2026-12-01")
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
    digits = re.sub(r"\D", "", code)
    # Chromium keeps the state of a field as its name, its type and what it held.
    return [STORY, MESSAGE, code, digits, digits[:16], "kinds", "danger_now", "d_pickup"]


@pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_browsers_disk_holds_nothing_of_a_report(
    browser: Browser, live: Live, tmp_path: Path, lang: str, script: bool
) -> None:
    def visit(_context: BrowserContext, page: Page) -> list[str]:
        return report(page, lang, script=script)

    assert searched(browser, live, tmp_path / "profile", visit, script=script) == set()


def test_control_a_form_without_care_is_found_on_the_disk(
    browser: Browser, live: Live, tmp_path: Path
) -> None:
    def serve(route: Route) -> None:
        route.fulfill(content_type="text/html", body=CONTROL)

    def visit(context: BrowserContext, page: Page) -> list[str]:
        context.route("**/control", serve)
        page.goto("/control")
        page.click("button")
        return ["planted heron control", "planted+heron+control"]

    assert searched(browser, live, tmp_path / "profile", visit, script=False)
