"""A case from the list to its answer: with few presses, and with the keyboard alone."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Live, NewPage
from tests.e2e.staff.cases import PHONE, WIDE, report
from tests.e2e.staffing import enter_desk, ready, visit
from tests.people import Person

MOST_PRESSES = 6
COUNT = """() => {
  globalThis.told = {presses: 0, fields: new Set()};
  addEventListener("click", (event) => { told.presses += Number(event.isTrusted); }, true);
  addEventListener("input", ({target}) => told.fields.add(target.name), true);
}"""
FOCUSED = """() => {
  const it = document.activeElement;
  const {outlineStyle, outlineWidth} = getComputedStyle(it);
  const {top, bottom, left, right, width} = it.getBoundingClientRect();
  const pane = ["ARTICLE", "SECTION", "OL"].includes(it.tagName);
  const inside = left >= 0 && right <= innerWidth + 1 && bottom > 0 && top < innerHeight;
  const whole = top >= 0 && bottom <= innerHeight + 1;
  return {
    what: it.outerHTML.slice(0, 120),
    visible: outlineStyle !== "none" && parseFloat(outlineWidth) >= 2,
    inSight: width > 0 && inside && (pane || whole),
  };
}"""


@pytest.fixture
def ben(live: Live, anna: Person) -> Person:
    made = live.people.new("ben", "caseworker")
    assert anna.admit(made).status_code == 201
    return made


def own_case(live: Live, anna: Person, ben: Person) -> str:
    case = report(live).sending.case
    anna.hold(case, ben)
    return case


def test_an_own_case_is_answered_with_one_field_and_at_most_six_presses(
    live: Live, anna: Person, ben: Person, new_page: NewPage
) -> None:
    page = new_page()
    enter_desk(page, anna)
    for size in (WIDE, PHONE):
        case = own_case(live, anna, ben)
        page.set_viewport_size(size)  # type: ignore[arg-type]
        visit(page, "/desk/")
        page.evaluate(COUNT)
        page.click(f"[data-case='{case}']")
        page.click("[data-purpose=casework]")
        if size == PHONE:
            page.click("[data-shows=reply]")
        page.fill("textarea[name=reply]", "an answer")
        page.click("[data-does=reply]")
        expect(page.locator("[data-message][data-by=staff]")).to_contain_text("an answer")
        presses, fields = page.evaluate("[told.presses, told.fields.size]")
        assert 3 <= presses <= MOST_PRESSES
        assert fields == 1


def see_focus(page: Page) -> None:
    """What has the keys is in sight, and looks like it."""
    found = page.evaluate(FOCUSED)
    assert found["visible"], found["what"]
    assert found["inSight"], found["what"]


def go_to(page: Page, wanted: str, *passing: str, key: str = "Tab") -> None:
    """Press a key until this has the focus, past these in their order; each is seen on the way."""
    left = [*passing, wanted]
    for _ in range(40):
        page.keyboard.press(key)
        see_focus(page)
        if page.locator(":focus").and_(page.locator(left[0])).count():
            left.pop(0)
        if not left:
            return
    raise AssertionError(f"{left} is not come to")


def has_focus(page: Page, place: str) -> None:
    expect(page.locator(place).first).to_be_focused()
    see_focus(page)


def signs_in(page: Page, person: Person) -> None:
    visit(page, "/sign-in")
    for name, text in (("username", "anna"), ("passphrase", person.passphrase)):
        go_to(page, f"[name={name}]")
        page.keyboard.type(text)
    go_to(page, "[name=totp]")
    page.keyboard.type(person.code())
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk/")
    ready(page)


def finds_and_opens(page: Page, case: str) -> None:
    """The order is that of the page; what is opened has the keys."""
    order = (".skip", ".bar nav a", "#lock", "[data-list=now]")
    go_to(page, "#find", *order)
    page.keyboard.type(case[:4])
    page.keyboard.press("ArrowDown")
    has_focus(page, f"[data-case='{case}']")
    page.keyboard.press("Enter")
    has_focus(page, "[data-pane=case]")
    page.keyboard.press("1")  # The key of another purpose states none, and leads to no other list.
    go_to(page, "[data-purpose=casework]")
    page.keyboard.press("Enter")
    expect(page.locator("[data-state=case]")).to_be_visible()
    has_focus(page, "[data-pane=case]")


def writes(page: Page, name: str, text: str, *passing: str) -> None:
    """Go to a field past these, write, and press its button."""
    go_to(page, f"textarea[name={name}]", *passing)
    page.keyboard.type(text)
    go_to(page, f"[data-does={name}]")
    page.keyboard.press("Enter")


def answers(page: Page) -> None:
    order = ("[data-shows=acts]", "[data-tab=messages]", ".thread")
    writes(page, "reply", "an answer", *order)
    expect(page.locator("[data-message]")).to_contain_text("an answer")
    has_focus(page, "[data-pane=case]")


def notes(page: Page) -> None:
    go_to(page, "[data-tab=notes]")
    page.keyboard.press("Enter")
    writes(page, "note", "a note")
    expect(page.locator("[data-note]")).to_contain_text("a note")
    has_focus(page, "[data-pane=case]")


def looks_at_an_act(page: Page) -> None:
    """Esc closes the list of acts; a form that is left gives the keys back to where it began."""
    go_to(page, "[data-shows=acts]")
    page.keyboard.press("Enter")
    go_to(page, ".entries [data-shows=level]")
    page.keyboard.press("Escape")
    expect(page.locator(".entries")).to_be_hidden()
    has_focus(page, "[data-shows=acts]")
    page.keyboard.press("Enter")
    go_to(page, ".entries [data-shows=level]")
    page.keyboard.press("Enter")
    has_focus(page, "[data-panel=level] .sheet")
    go_to(page, "[data-does=cancel]", "[name=level]", "[name=level_reason]")
    page.keyboard.press("Enter")
    has_focus(page, "[data-shows=acts]")


def goes_back_and_locks(page: Page, case: str) -> None:
    page.keyboard.press("F6")
    has_focus(page, "[data-pane=list]")
    page.keyboard.press("F6")
    has_focus(page, "[data-pane=case]")
    page.go_back()  # Alt and the arrow to the left, which is the browser's.
    has_focus(page, f"[data-case='{case}']")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.wait_for_url("**/sign-in")


@pytest.mark.usefixtures("full_strength")
def test_a_case_is_found_opened_answered_and_locked_with_the_keyboard_alone(
    live: Live, anna: Person, ben: Person, new_page: NewPage
) -> None:
    case = own_case(live, anna, ben)
    page = new_page(viewport=WIDE)
    signs_in(page, anna)
    finds_and_opens(page, case)
    answers(page)
    notes(page)
    looks_at_an_act(page)
    goes_back_and_locks(page, case)
