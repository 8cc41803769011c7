"""What pictures of the stories showed: help comes into sight, nothing touches or is covered."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import Live, NewPage
from tests.e2e.measuring import ANY, DOTTED, FITS
from tests.e2e.public.presses import FACTS, NEXT, NOW, Presser
from tests.e2e.reporting import LANGUAGES, go_on_to, open_box, ready, send


@pytest.fixture
def live(shared_live: Live) -> Live:
    """Nothing here asks what the application stores: one serves them all."""
    return shared_live


NARROW = {"width": 320, "height": 640}
NUMBER = ".numbers a:visible >> nth=0"
FILLED = """() => [...document.querySelectorAll("main :is(button, .go), .bar button")]
  .filter((it) => it.checkVisibility())
  .filter((it) => getComputedStyle(it).backgroundColor !== "rgba(0, 0, 0, 0)").length"""
#: Moves an element to a distance from the top of the window, as a finger does.
MOVE = "(it, to) => scrollBy(0, it.getBoundingClientRect().top - to)"
UNCOVERED = """it => {
  const {left, top, bottom} = it.getBoundingClientRect();
  return [top + 4, bottom - 4].every((y) => it.contains(document.elementFromPoint(left + 9, y)));
}"""
LINES = """it => {
  const range = document.createRange();
  range.selectNodeContents(it);
  const tops = new Set([...range.getClientRects()].map(({top}) => Math.round(top)));
  return tops.size;
}"""


def gap(upper: Locator, lower: Locator) -> float:
    """Return how many pixels lie between two things that stand one above the other."""
    above, below = upper.bounding_box(), lower.bounding_box()
    assert above
    assert below
    return below["y"] - above["y"] - above["height"]


def rows(page: Page) -> int:
    """Return in how many rows the buttons of the bar stand."""
    tops = "(all) => all.map((it) => it.getBoundingClientRect().top)"
    return len(set(page.locator(".bar button:visible").evaluate_all(tops)))


def begin(page: Page, lang: str, kind: str) -> None:
    page.goto(f"/{lang}/form")
    ready(page)
    page.check("[name=danger_now][value=no]")
    go_on_to(page, "kinds")
    page.check(f"[name=kinds][value={kind}]")


@pytest.mark.usefixtures("full_strength")
@pytest.mark.parametrize("height", [200, 560])
def test_in_the_box_an_answer_that_says_danger_leads_to_the_first_number(
    new_page: NewPage, height: int
) -> None:
    page = new_page(viewport=NARROW)
    begin(page, "zh-Hans", "other")
    page.click("[data-move=end]")
    open_box(page, "zh-Hans", send(page))
    page.check("[name=what][value=new]")
    for name, choice in (("danger_now", "yes"), ("r_stage", "now")):
        if name == "r_stage":
            page.check("[name=kinds][value=forced_return]")
        label = page.locator(f"label:has([name={name}][value={choice}])")
        label.evaluate(MOVE, height)
        box = label.bounding_box()
        assert box
        page.mouse.click(box["x"] + 60, box["y"] + 20)
        number = page.locator(f"#q-{name} {NUMBER}")
        expect(number).to_be_in_viewport()
        assert number.evaluate(UNCOVERED), name


def test_in_the_form_a_later_answer_that_says_danger_leads_to_the_first_number(
    new_page: NewPage,
) -> None:
    page = new_page(viewport=NARROW)
    begin(page, "en", "forced_return")
    go_on_to(page, "r_stage")
    page.check("[name=r_stage][value=now]")
    number = page.locator(f"#q-r_stage {NUMBER}")
    expect(number).to_be_in_viewport()
    assert number.evaluate(UNCOVERED)


def test_without_a_script_numbers_push_nothing_away_that_was_in_sight(new_page: NewPage) -> None:
    page = new_page(viewport=NARROW, java_script_enabled=False)
    page.goto("/en/plain")
    label = page.locator("label:has([name=danger_now][value=yes])")
    label.evaluate(MOVE, 200)
    before = page.evaluate("scrollY")
    label.click()
    expect(page.locator(NUMBER)).to_be_visible()
    page.wait_for_timeout(300)
    assert page.evaluate("scrollY") == before


def test_what_only_tells_something_counts_as_the_question_before_it(page: Page) -> None:
    begin(page, "en", "documents")
    go_on_to(page, "d_condition")
    page.check("[name=d_condition][value=meet]")
    place, length = page.inner_text("header span"), page.get_attribute("progress", "value")
    page.click(NEXT)
    expect(page.locator("[data-tells=lure]:visible")).to_have_count(1)
    expect(page.locator(NEXT)).to_have_text("Next")  # There is nothing to skip.
    assert page.inner_text("header span") == place
    assert page.get_attribute("progress", "value") == length
    assert length != page.get_attribute("progress", "max")
    page.click("[data-move=end]")
    assert page.get_attribute("progress", "value") == page.get_attribute("progress", "max")


@pytest.mark.parametrize("width", [320, 360])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_above_a_keyboard_the_bar_is_one_row_and_what_to_write_is_not_half_covered(
    new_page: NewPage, lang: str, width: int
) -> None:
    page = new_page(viewport={"width": width, "height": 330})
    begin(page, lang, "documents")
    expect(page.locator(".bar button:visible")).to_have_count(3)
    assert rows(page) == 1
    page.goto(f"/{lang}/form")
    ready(page)
    page.check("[name=danger_now][value=yes]")
    page.click(NEXT)
    for name in FACTS:
        page.evaluate("scrollTo(0, 0)")
        page.focus(f"[name={name}]")
        page.keyboard.type("abc")
        part = page.locator(f"#q-{name}")
        # A line of help begins with six pixels of nothing.
        assert gap(part.locator("b"), part.locator("small:visible").first) > -6, name
        assert page.locator(f"[name={name}]").evaluate(UNCOVERED), name


@pytest.mark.parametrize("lang", LANGUAGES)
def test_on_a_wide_screen_no_country_is_broken_and_one_button_stands_out(
    new_page: NewPage, lang: str
) -> None:
    page = new_page(viewport={"width": 1280, "height": 900})
    page.goto(f"/{lang}/form")
    ready(page)
    finger = Presser(page)
    finger.pick("danger_now", "yes")
    expect(page.locator(NOW)).to_be_visible()
    assert page.evaluate(FITS, [DOTTED, ANY]) == []
    assert page.evaluate(FILLED) == 1


def test_on_the_narrowest_phone_code_and_place_are_whole_and_nothing_touches(
    new_page: NewPage,
) -> None:
    page = new_page(viewport=NARROW)
    page.goto("/")
    assert gap(page.locator(".known li >> nth=0"), page.locator(".known li >> nth=2")) > 2
    begin(page, "zh-Hans", "documents")
    go_on_to(page, "last_when")
    assert page.locator("header span").evaluate(LINES) == 1
    assert rows(page) == 1
    page.click("[data-move=end]")
    send(page)
    code = page.locator("#receipt-code")
    assert code.evaluate(LINES) == 2
    assert code.evaluate("it => parseFloat(getComputedStyle(it).paddingLeft)") > 4


@pytest.mark.parametrize("height", [330, 640])
def test_the_way_back_from_help_is_in_sight(new_page: NewPage, height: int) -> None:
    page = new_page(viewport={"width": 320, "height": height})
    page.goto("/zh-Hans/#danger")
    assert page.locator("#danger > a").evaluate(UNCOVERED)
