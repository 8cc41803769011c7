"""What a browser writes to its own disk: no word, no code and no choice of a reporter.

A Chromium with a profile on the disk reports, reads its box and leaves; then it fills in a form
without our care, and its profile is searched: for both, so that finding nothing means something.
"""

import re
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route

from tests.e2e.conftest import FLAGS, PATIENCE_MILLISECONDS, Live
from tests.e2e.profiles import found_in, wait_until_kept
from tests.e2e.reporting import fill_plain, fill_screens, open_box, send

pytestmark = pytest.mark.usefixtures("anna")

STORY = "planted heron story"
MESSAGE = "planted heron message"
KEPT = "a form without care"
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


# What a browser keeps depends on the way, not on the language.
@pytest.mark.parametrize(("lang", "script"), [("zh-Hans", True), ("en", False)])
def test_a_browsers_disk_holds_nothing_of_a_report_and_all_of_a_form_without_care(
    browser: Browser, live: Live, tmp_path: Path, lang: str, script: bool
) -> None:
    folder = tmp_path / "profile"
    context = browser.browser_type.launch_persistent_context(
        folder,
        executable_path=shutil.which("chromium") or shutil.which("chromium-browser"),
        args=FLAGS,
        headless=True,
        base_url=live.base_url,
        java_script_enabled=script,
    )
    context.set_default_timeout(PATIENCE_MILLISECONDS)
    planted = report(context.pages[0], lang, script=script)
    fill_in_without_care(context.pages[0])
    kept = KEPT.replace(" ", "+")  # As it was posted.
    wait_until_kept(folder, kept)
    context.close()
    assert found_in(folder, planted | {kept}) == {kept}
