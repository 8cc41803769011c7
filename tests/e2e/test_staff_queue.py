"""The queue on a phone and on a desk: what is most pressing is first, and looks it."""

import pytest
from playwright.sync_api import Page

from intake.models import LEVELS
from tests.e2e.conftest import Live, NewPage
from tests.e2e.staffing import enter_desk, visit
from tests.people import Person

PHONE = {"width": 360, "height": 740}


def send(live: Live, level: str) -> str:
    sent = live.people.reporter(level, level)
    assert sent.send().status_code == 201
    return sent.sending.case


def tops(page: Page) -> list[str]:
    """Levels from the top of the page to its end."""
    rows = page.locator("tr[data-case]").all()
    placed = [row.evaluate("row => row.getBoundingClientRect().top") for row in rows]
    levels = [str(row.get_attribute("data-level")) for row in rows]
    return [level for _, level in sorted(zip(placed, levels, strict=True))]


@pytest.mark.parametrize(
    ("waits", "taken"), [("emergency", "urgent"), ("soon", "emergency"), ("urgent", "urgent")]
)
def test_on_a_phone_the_most_pressing_part_comes_first(
    live: Live, anna: Person, new_page: NewPage, waits: str, taken: str
) -> None:
    ben = live.people.new("ben", "caseworker")
    anna.admit(ben)
    assert anna.take(anna.open(send(live, taken)), ben).status_code == 201
    send(live, waits)
    page = new_page(viewport=PHONE)
    enter_desk(page, anna)
    assert tops(page) == sorted([waits, taken], key=LEVELS.index)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_an_emergency_of_today_is_marked_as_pressing_as_anything_late(
    live: Live, anna: Person, new_page: NewPage
) -> None:
    cases = {level: send(live, level) for level in ("urgent", "emergency")}
    page = new_page()
    enter_desk(page, anna)
    clocks = {level: page.locator(f"[data-case='{case}'] .clock") for level, case in cases.items()}
    assert clocks["emergency"].get_attribute("data-used") == "8"
    assert tops(page) == ["emergency", "urgent"]
    filled = "node => getComputedStyle(node).backgroundColor"
    seen = [
        page.locator(f"[data-case='{case}'] .level").evaluate(filled) for case in cases.values()
    ]
    assert seen[0] == "rgba(0, 0, 0, 0)"
    assert seen[1] != seen[0]


def test_every_staff_page_fits_a_phone(live: Live, anna: Person, new_page: NewPage) -> None:
    live.people.new("ben", "caseworker")
    page = new_page(viewport=PHONE)
    send(live, "emergency")
    enter_desk(page, anna)
    for path in ("/desk/", "/admin/people", "/desk/nothing"):
        visit(page, path)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
