"""The frame of the form: two bars, one heading, and no button that takes anything away."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import Live, NewPage
from tests.e2e.reporting import fill_screens, go_on_to, ready


@pytest.fixture
def live(shared_live: Live) -> Live:
    """Nothing here asks what the application stores: one serves them all."""
    return shared_live


PHONE = {"width": 360, "height": 740}
LONG = "home_state"  # With others on one screen, further down than a phone is high.


def begin(page: Page, *kinds: str) -> None:
    page.goto("/en/form")
    page.check("[name=danger_now][value=no]")
    page.click("[name=next]")
    page.click("[name=next]")
    for kind in kinds:
        page.check(f"[name=kinds][value={kind}]")


def place(page: Page) -> str:
    return page.inner_text("header span")


def is_seen(found: Locator) -> bool:
    """Whether an element lies between the bars, with nothing in front of it."""
    return bool(
        found.evaluate("""(it) => {
          const [top, bottom] = ["header", ".bar"].map((bar) =>
            document.querySelector(bar).getBoundingClientRect());
          const box = it.getBoundingClientRect();
          return box.top >= top.bottom && box.top + Math.min(box.height, 44) <= bottom.top;
        }""")
    )


def test_no_button_of_the_form_takes_back_what_was_written(page: Page) -> None:
    begin(page, "documents")
    go_on_to(page, "story")
    expect(page.locator("[name=next]")).to_have_text("Skip")
    page.fill("[name=story]", "planted")
    expect(page.locator("[name=next]")).to_have_text("Next")
    for button in page.locator(".bar button:visible, section button:visible").all():
        label = button.inner_text()
        button.click()
        assert page.input_value("[name=story]") == "planted", label
        page.evaluate("(to) => history.go(to)", 1 if label == "Back" else -1)
        expect(page.locator("[name=story]")).to_be_visible()


def test_a_choice_is_taken_back_by_a_link_of_its_own_and_nothing_else_goes(page: Page) -> None:
    page.goto("/en/form")
    page.check("[name=danger_now][value=no]")
    page.click("[name=next]")
    remove = page.get_by_role("button", name="Remove this answer")
    expect(remove).to_have_count(0)
    page.check("[name=who_for][value=someone]")
    page.check("[name=their_ok][value=yes]")
    page.locator("#q-who_for").get_by_role("button").click()
    expect(page.locator("[name=who_for]:checked")).to_have_count(0)
    page.check("[name=who_for][value=someone]")
    expect(page.locator("[name=their_ok]:checked")).to_have_count(1)
    assert page.locator("#q-who_for [type=radio]").first.evaluate("it => it.tabIndex") == 0


def test_progress_counts_questions_and_has_no_total_before_the_kinds_are_picked(page: Page) -> None:
    page.goto("/en/form")
    assert place(page) == "Question 1"
    page.check("[name=danger_now][value=no]")
    page.click("[name=next]")
    assert place(page) == "Question 2"
    page.click("[name=next]")
    page.check("[name=kinds][value=documents]")
    assert place(page) == "Question 3"
    seen, titles = [], []
    page.click("[name=next]")
    while page.locator("[name=send]").is_hidden():
        seen.append(place(page))
        titles.append(page.inner_text("h1:visible"))
        page.click("[name=next]")
    assert seen == [f"Question {n} of {len(seen) + 3}" for n in range(4, len(seen) + 4)]
    assert len(set(titles)) == len(titles)
    assert place(page) == "Last step"


def test_each_screen_has_one_heading_and_it_is_the_question(page: Page) -> None:
    begin(page, "forced_return")
    while page.locator("[name=send]").is_hidden():
        heading = page.locator("h1:visible, h2:visible, legend:visible, .q > b:visible").first
        assert page.locator("h1:visible").count() == 1
        assert heading.evaluate("it => it.matches('h1') || it.firstElementChild?.matches('h1')")
        assert page.evaluate("document.activeElement.localName") in {"h1", "input"}
        page.click("[name=next]")


def test_check_and_send_leads_to_the_page_to_check_and_is_hidden_until_there_is_enough(
    page: Page,
) -> None:
    begin(page)
    now = page.locator("[data-move=end]")
    expect(now).to_be_hidden()
    page.check("[name=kinds][value=other]")
    expect(now).to_have_text("Check and send")  # No button says "send" alone and does not.
    now.click()
    expect(page.locator("h1:visible")).to_have_text("Check your answers")
    expect(page.locator("[name=send]")).to_have_text("Send")
    expect(page.locator("[name=next]")).to_be_hidden()
    expect(page.locator(".check")).to_contain_text("Something else")


def test_where_somebody_is_in_danger_send_now_sends_at_once(new_page: NewPage) -> None:
    page = new_page()
    page.goto("/en/form")
    page.check("[name=danger_now][value=yes]")
    page.check("[name=kinds][value=forced_return]")
    expect(page.locator("[data-move=end]")).to_have_text("Send now")
    page.click("[data-move=end]")
    expect(page.locator("#receipt-code")).to_be_visible()
    expect(page.locator(".bar")).to_have_count(0)


def test_every_answer_is_shown_before_it_is_sent_and_can_be_changed(page: Page) -> None:
    begin(page, "documents", "other")
    go_on_to(page, "story")
    page.fill("[name=story]", "planted <b>words</b>")
    go_on_to(page, "c_stop")
    page.fill("[name=c_stop]", "marmalade")
    page.click("[data-move=end]")
    shown = page.locator(".check")
    for text in ("No", "Something else", "planted <b>words</b>", "Set. It is not shown here."):
        expect(shown).to_contain_text(text)
    assert "marmalade" not in shown.inner_text()
    for answer in shown.locator("[data-answer]").all():
        assert (answer.get_attribute("dir"), answer.get_attribute("translate")) == ("auto", "no")
    rows, buttons = page.locator(".check > div").count(), page.locator(".check button").count()
    assert rows == buttons > 4
    page.get_by_role("button", name="Change: Tell us in your own words").click()
    page.fill("[name=story]", "changed")
    page.go_back()
    expect(shown).to_contain_text("changed")


def test_a_follow_up_that_is_no_longer_asked_is_not_among_what_is_sent(page: Page) -> None:
    begin(page, "documents")
    while page.locator("#q-d_how").is_hidden():
        page.click("[name=next]")
    page.check("[name=d_how][value=stolen]")
    page.click("[data-move=end]")
    expect(page.locator(".check")).to_contain_text("They were stolen")
    page.get_by_role("button", name="Change: What happened").first.click()
    page.uncheck("[name=kinds][value=documents]")
    page.check("[name=kinds][value=other]")
    page.click("[data-move=end]")
    expect(page.locator(".check")).not_to_contain_text("They were stolen")


def test_what_is_wrong_stands_above_its_question_in_sight_and_tied_to_it(new_page: NewPage) -> None:
    page = new_page(viewport=PHONE)
    begin(page, "forced_return")
    go_on_to(page, LONG)
    page.fill(f"[name={LONG}]", "x" * 201)
    page.fill("[name=anything_else]", "someone")
    page.locator("[name=next]").click()
    alert, field = page.locator("[role=alert]"), page.locator(f"[name={LONG}]")
    expect(alert).to_contain_text("1 characters too long")
    assert is_seen(alert)
    assert is_seen(page.locator(f"#q-{LONG}"))
    assert alert.evaluate("it => it.nextElementSibling.id") == f"q-{LONG}"
    assert page.evaluate("document.activeElement.name") == LONG
    assert field.get_attribute("aria-invalid") == "true"
    assert "problem" in str(field.get_attribute("aria-describedby")).split()
    page.fill(f"[name={LONG}]", "x")
    assert field.get_attribute("aria-invalid") is None


def test_a_group_of_choices_is_tied_to_what_is_wrong_too(page: Page) -> None:
    page.goto("/en/form")
    page.click("[name=next]")
    group = page.locator("#q-danger_now")
    assert group.get_attribute("aria-invalid") == "true"
    assert "problem" in str(group.get_attribute("aria-describedby")).split()
    assert is_seen(page.locator("[role=alert]"))


def test_a_limit_is_counted_in_characters_before_it_is_reached_and_nothing_is_cut(
    page: Page,
) -> None:
    begin(page, "other")
    go_on_to(page, "story")
    count, field = page.locator("#q-story .count"), page.locator("[name=story]")
    field.fill("字" * 7_841 + "\U00020bb7")  # The last one is one character, and two in JavaScript.
    expect(count).to_have_text("7,842 of 8,000 characters")
    assert field.get_attribute("aria-invalid") is None
    field.fill("x" * 30_005)
    assert len(field.input_value()) == 30_005
    expect(count).to_have_text("30,005 of 8,000 characters: 22,005 too many. Please shorten it.")
    assert field.get_attribute("aria-invalid") == "true"
    page.click("[name=next]")
    expect(page.locator("[role=alert]")).to_contain_text("22,005 characters too long")
    assert len(field.input_value()) == 30_005


def test_the_bars_stay_and_leave_most_of_the_screen_to_the_question(new_page: NewPage) -> None:
    for height, least in ((740, 500), (400, 220)):  # With a keyboard up, too.
        page = new_page(viewport={"width": 360, "height": height})
        fill_screens(page, "zh-Hans", "2026-12-01")
        tops = []
        for y in (0, 99_999):
            page.evaluate("(y) => scrollTo(0, y)", y)
            header, bar = page.locator("header").bounding_box(), page.locator(".bar").bounding_box()
            assert header
            assert bar
            assert header["y"] == 0
            tops.append(bar["y"])
            assert bar["y"] - header["height"] >= least or y
        assert tops[0] + 40 <= height


@pytest.mark.parametrize("path", ["/en/form", "/zh-Hans/box"])
def test_an_enter_that_ends_a_composition_does_nothing_in_any_engines_order(
    page: Page, path: str
) -> None:
    page.goto(path)
    ready(page)
    if path.endswith("form"):
        begin(page, "other")
        page.click("[data-move=end]")
        page.get_by_role("button", name="Change: What happened").first.click()
        go_on_to(page, "place")
        field = page.locator("[name=place]")
    else:
        field = page.locator("[name=code]")
    field.fill("12")
    before = page.locator("main").inner_text()
    #: Chromium and Firefox: the key first, while composing. Safari: the key after the composition.
    orders = {
        "chromium": [["keydown", True, 229], ["compositionend"], ["keyup", False, 13]],
        "firefox": [["keydown", True, 13], ["compositionend"], ["keyup", False, 13]],
        "safari": [["compositionend"], ["keydown", False, 229], ["keyup", False, 13]],
    }
    for events in orders.values():
        field.evaluate(COMPOSE, events)
        assert page.locator("main").inner_text() == before
    field.press("Enter")
    expect(page.locator("main")).not_to_have_text(before, use_inner_text=True)


COMPOSE = """(field, events) => {
  field.focus();
  field.dispatchEvent(new CompositionEvent("compositionstart", {bubbles: true}));
  for (const [type, isComposing, keyCode] of events) {
    const about = {bubbles: true, cancelable: true, key: "Enter", isComposing, keyCode};
    const made = type.startsWith("key") ? new KeyboardEvent(type, about)
      : new CompositionEvent(type, {bubbles: true, data: "x"});
    field.dispatchEvent(made);
  }
}"""
