"""The page that ``intake audit report`` writes, opened from a disk: readable by everybody."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser, Page

from intake.commands.audit import audit
from tests.e2e.measuring import judged
from tests.quarter.copied import copy_out
from tests.verify.reporting.test_report import TWO, approve_oneself, quiet_log


@pytest.fixture
def page_file(tmp_path: Path) -> Path:
    """A report that has findings, with the entries behind them."""
    log = quiet_log()
    for at in range(3):
        approve_oneself(log, 240 + 7_200 * at, "c3" * 16)
    log.add(99_999, "evidence.export", TWO, log_ref="d4" * 16)
    file = tmp_path / "report.html"
    copy = str(copy_out(tmp_path / "copy", log))
    ran = CliRunner().invoke(audit, ["report", copy, "--html", str(file)], catch_exceptions=False)
    assert ran.exit_code == 1, ran.output
    return file


def reached(page: Page) -> int:
    """Press Tab until nothing new gets the keys; return how many parts got them."""
    found = 0
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            return found
        found += 1
    return found


def test_a_report_is_read_wide_narrow_dark_large_and_by_keyboard(
    browser: Browser, page_file: Path
) -> None:
    page = browser.new_page()
    page.goto(page_file.as_uri())
    assert judged(page, "report-page") == []
    scrolling = page.evaluate(
        """() => [...document.querySelectorAll("pre")].filter(
            (it) => it.scrollWidth > it.clientWidth + 1 && it.tabIndex < 0).length"""
    )
    assert scrolling == 0, "what scrolls is reached by the keyboard"
    assert page.locator("details, a, button, [tabindex]").count() == reached(page)
    page.close()
