"""The lists of the desk as they stand in a page, and waiting until they show what changed."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.e2e.conftest import Live
from tests.e2e.staffing import look, state_purpose

TRIES = 60
COUNTS = "lists => lists.map(({ dataset }) => `${dataset.list} ${dataset.count}`)"
BOUNDARY_SECONDS = 15  # What arrived is told from the next boundary on.


def count(page: Page, name: str) -> int:
    return int(page.locator(f"[data-list={name}]").get_attribute("data-count") or -1)


def in_list(page: Page, name: str) -> list[str]:
    """Return the cases of one list, from its top."""
    page.click(f"[data-list={name}]")
    rows = page.locator("[data-case]")
    expect(rows.first).to_be_visible()
    return [str(row.get_attribute("data-case")) for row in rows.all()]


def see(live: Live, page: Page, changed: Callable[[], bool]) -> None:
    """Let the next boundary come and the page look, until it shows what changed."""
    live.clock.pass_seconds(BOUNDARY_SECONDS)
    for _ in range(TRIES):
        if changed():
            return
        look(page)
        page.wait_for_timeout(500)
    counts = page.locator("[data-list]").evaluate_all(COUNTS)
    raise AssertionError(f"{counts}, {page.locator('[role=alert]').all_inner_texts()}")


def open_row(page: Page, case: str, purpose: str) -> None:
    """Open a case from the list; a purpose is asked for once in a visit."""
    page.click(f"[data-case='{case}']")
    opened = f"[data-pane=case][data-state=case][data-case-open='{case}']"
    asked = f"[data-purpose={purpose}]"
    page.wait_for_selector(f"{asked}, {opened}")
    if page.locator(asked).count():
        state_purpose(page, purpose)
