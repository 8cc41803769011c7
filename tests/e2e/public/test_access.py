"""A report with the keyboard alone; what axe finds in every state is in ``test_states``."""

import pytest

from tests.e2e.conftest import Live, NewPage
from tests.e2e.reporting import ready


@pytest.fixture
def live(shared_live: Live) -> Live:
    """Nothing here changes the application or asks what it stores: one serves them all."""
    return shared_live


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
