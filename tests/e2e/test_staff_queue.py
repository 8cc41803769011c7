"""The queue on a phone and on a desk: what is most pressing is first, and looks it."""

import pytest
from playwright.sync_api import Page

from intake.store.models import LEVELS
from tests.e2e.conftest import Live, NewPage
from tests.e2e.staffing import enter_desk, open_case, sign_in, visit
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
    ben, case = live.people.new("ben", "caseworker"), send(live, "emergency")
    page = new_page(viewport=PHONE)
    visit_and_measure(page, "/sign-in", f"/enrol#{live.people.invite('dora', 'auditor')}")
    page.click("[data-does=written]")
    measure(page)
    enter_desk(page, anna)
    visit_and_measure(page, "/desk/", "/admin/people", "/desk/nothing", f"/desk/{case}")
    open_case(page, case)
    measure(page)
    others = [
        (ben, "/waiting"),
        (live.people.new("gita", "administrator"), "/admin/"),
        (live.people.new("audra", "auditor"), "/audit/"),
    ]
    for person, path in others:
        page = new_page(viewport=PHONE)
        sign_in(page, person)
        visit_and_measure(page, path)
    visit_and_measure(page, "/audit/access/0", "/audit/?log=intake", "/desk/")


def visit_and_measure(page: Page, *paths: str) -> None:
    for path in paths:
        visit(page, path)
        measure(page)


def measure(page: Page) -> None:
    """Nothing of the page is beyond the right edge of the phone."""
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= PHONE["width"], page.url
