"""Help never costs what one has: form, receipt and box survive panel, card and "Back"."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Dialog, Page, expect

from tests.e2e.conftest import NewPage
from tests.e2e.public.test_form import accept_dialogs, begin_kinds
from tests.e2e.reporting import (
    LANGUAGES,
    MORE,
    STORY,
    fill_plain,
    fill_screens,
    go_on_to,
    open_box,
    send,
)

pytestmark = pytest.mark.usefixtures("anna")

DAY = "2026-12-01"
PHONE = {"width": 360, "height": 740}
REFUSE = "Je ne veux pas partir. Ces personnes me forcent. Aidez-moi."
ANCHORED = ".over:target > a"  # The way back of whatever stands over the page.


def stay(page: Page) -> list[str]:
    """Say no to every dialog; the list tells which kinds there were."""
    asked: list[str] = []

    def dismiss(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", dismiss)
    return asked


def look_for_help(page: Page, back: Callable[[Page], object]) -> None:
    """Open the panel, a card, go back from it, and back from the panel in the way given."""
    page.click("header a >> nth=0")
    expect(page.locator("main")).to_be_hidden()
    assert page.locator("#danger .numbers a").first.get_attribute("href") == "tel:112"
    page.click("#danger [lang=fr]")
    expect(page.locator("#r-fr p")).to_have_text(REFUSE)
    expect(page.locator("#danger, header, main, footer")).to_have_count(4)
    for name in ("#danger", "header", "main", "footer"):
        expect(page.locator(name)).to_be_hidden()
    page.click(ANCHORED)
    expect(page.locator("#danger")).to_be_visible()
    back(page)
    expect(page.locator("main")).to_be_visible()


def by_bar(page: Page) -> None:
    page.click(ANCHORED)


def by_browser(page: Page) -> None:
    """Until the page is there: without a script what was opened is gone through once more."""
    while page.locator("main").is_hidden():
        page.go_back()


WAYS = pytest.mark.parametrize("back", [by_bar, by_browser])


@WAYS
@pytest.mark.parametrize("lang", LANGUAGES)
def test_words_the_receipt_and_the_opened_box_survive_help(
    new_page: NewPage, lang: str, back: Callable[[Page], object]
) -> None:
    page = new_page(viewport=PHONE)
    asked = accept_dialogs(page)
    fill_screens(page, lang, DAY)
    page.click("[data-move=back]")
    page.go_back()
    look_for_help(page, back)
    assert page.input_value("[name=story]") == STORY[lang]
    assert page.input_value("[name=d_pickup]") == DAY
    go_on_to(page, "send")
    code = send(page)
    look_for_help(page, back)
    assert page.inner_text("#receipt-code") == code
    page.fill("[name=last4]", code[-4:])
    open_box(page, lang, code)
    page.fill("[name=message]", MORE[lang])
    look_for_help(page, back)
    assert page.input_value("[name=message]") == MORE[lang]
    expect(page.locator("[data-answer=story]")).to_have_text(STORY[lang])
    assert asked == []


@WAYS
@pytest.mark.parametrize("lang", LANGUAGES)
def test_words_the_receipt_and_the_opened_box_survive_help_without_a_script(
    new_page: NewPage, lang: str, back: Callable[[Page], object]
) -> None:
    page = new_page(viewport=PHONE, java_script_enabled=False)
    fill_plain(page, lang, DAY)
    look_for_help(page, back)
    assert page.input_value("[name=story]") == STORY[lang]
    assert page.is_checked("[name=kinds][value=documents]")
    page.click("[name=send]")
    look_for_help(page, back)
    code = send(page)
    look_for_help(page, back)
    assert page.inner_text("#receipt-code") == code
    open_box(page, lang, code)
    page.fill("[name=message]", MORE[lang])
    look_for_help(page, back)
    assert page.input_value("[name=message]") == MORE[lang]
    expect(page.locator("[data-answer=story]")).to_have_text(STORY[lang])


def test_back_in_the_form_leads_to_the_question_before_and_not_to_help_again(page: Page) -> None:
    begin_kinds(page)
    page.check("[name=kinds][value=other]")
    look_for_help(page, by_bar)
    expect(page.locator("#q-kinds")).to_be_visible()
    page.click("[data-move=back]")
    expect(page.locator("#q-who_for")).to_be_visible()
    expect(page.locator("#danger")).to_be_hidden()


@pytest.mark.parametrize("link", ["footer [lang]", "footer a >> nth=0", "footer a >> nth=1"])
def test_languages_and_the_foot_ask_before_words_or_a_code_are_lost(
    new_page: NewPage, link: str
) -> None:
    page = new_page()
    asked = stay(page)
    begin_kinds(page)
    page.check("[name=kinds][value=other]")
    page.click(link, no_wait_after=True)
    expect(page.locator("[name=kinds][value=other]")).to_be_checked()
    page.click("[data-move=end]")
    code = send(page)
    page.click(link, no_wait_after=True)
    expect(page.locator("#receipt-code")).to_have_text(code)
    page.fill("[name=last4]", code[-4:])
    open_box(page, "en", code)
    page.fill("[name=message]", MORE["en"])
    page.click(link, no_wait_after=True)
    expect(page.locator("[name=message]")).to_have_value(MORE["en"])
    assert asked == ["beforeunload"] * 3
    page.click("main [name=send]")
    expect(page.locator("[data-thread] article")).to_have_count(1)
    page.click(link)  # Nothing is left to be lost: it leads away without a question.
    page.wait_for_url(lambda url: not url.endswith("/en/box"))
    assert len(asked) == 3


ESCAPE = """([times, options, where]) => {
  for (const time of times) {
    const pressed = {key: "Escape", bubbles: true, ...options};
    const event = new KeyboardEvent("keydown", pressed);
    Object.defineProperty(event, "timeStamp", {value: time});
    document.querySelector(where).dispatchEvent(event);
  }
  return document.querySelector("main").textContent.trim() === "";
}"""


def test_three_times_escape_within_a_second_leaves_and_looks_blank(page: Page) -> None:
    begin_kinds(page)
    page.focus("[name=kinds]")
    for _ in range(3):
        page.keyboard.press("Escape")
    page.wait_for_url("**/en/exit")


@pytest.mark.parametrize(
    ("times", "options", "where"),
    [
        ([0, 500, 1001, 1502], {}, "body"),
        ([0, 100], {}, "body"),
        ([0, 100, 200], {"isComposing": True}, "[name=story]"),
        ([0, 100, 200], {"keyCode": 229}, "[name=story]"),
        ([0, 100, 200], {}, "[name=country]"),
    ],
)
def test_escape_that_is_slow_or_composes_or_closes_something_does_not_leave(
    page: Page, times: list[int], options: dict[str, object], where: str
) -> None:
    begin_kinds(page)
    assert page.evaluate(ESCAPE, [times, options, where]) is False
    assert page.evaluate(ESCAPE, [[5_000, 5_100, 5_200], {}, "body"]) is True


def test_escape_leaves_from_help_too(page: Page) -> None:
    begin_kinds(page)
    page.click("header a >> nth=0")
    page.click("#danger [lang=fr]")
    for _ in range(3):
        page.keyboard.press("Escape")
    page.wait_for_url("**/en/exit")


@pytest.mark.parametrize("size", [(320, 640), (360, 740), (740, 360), (1280, 900)])
def test_a_card_fills_the_screen_with_the_officers_language_alone(
    new_page: NewPage, size: tuple[int, int]
) -> None:
    page = new_page(viewport={"width": size[0], "height": size[1]}, color_scheme="dark")
    page.goto("/zh-Hans/help")
    for link in page.locator("main .jumps a[lang]").all():
        lang, card = link.get_attribute("lang"), link.get_attribute("href") or ""
        page.goto(f"/zh-Hans/help{card}")
        box = page.locator(card).bounding_box()
        assert box == {"x": 0, "y": 0, "width": size[0], "height": size[1]}
        text = page.inner_text("body").split("\n")
        assert [line for line in text if line] == [page.inner_text(f"{card} p"), "返回"]
        assert page.locator(f"{card} p").get_attribute("lang") == lang
        fits = "it => it.scrollWidth <= it.clientWidth"
        assert page.locator(f"{card} p").evaluate(fits), card
        if size[1] > size[0]:
            assert page.locator(card).evaluate("it => it.scrollHeight <= it.clientHeight"), card


def test_the_help_page_prints_as_cards_for_the_pocket(new_page: NewPage) -> None:
    page = new_page(viewport={"width": 800, "height": 1100})
    page.goto("/en/help")
    page.emulate_media(media="print")
    cards = page.locator(".say:visible").all()
    assert [card.get_attribute("id") for card in cards] == [
        f"r-{lang}" for lang in ("en", "fr", "nl", "de", "it", "es", "hu", "tr")
    ]
    for card in cards:
        box = card.bounding_box()
        assert box
        assert (round(box["width"]), round(box["height"])) == (324, 204)  # 85.6 × 54 mm.
        assert card.evaluate("it => it.scrollHeight <= it.clientHeight")
    shown = page.inner_text("body")
    assert "112" in shown
    assert "Papers" not in shown
    assert "asylum" not in shown
    assert "Go back" not in shown


def test_a_receipt_prints_neither_the_panel_nor_a_card(page: Page) -> None:
    fill_screens(page, "en", DAY)
    send(page)
    page.emulate_media(media="print")
    expect(page.locator("#danger")).to_be_hidden()
    expect(page.locator(".say:visible")).to_have_count(0)


def test_the_top_bar_leads_to_help_before_the_script_has_come(new_page: NewPage) -> None:
    page = new_page(broken=True)
    page.route("**/static/form*", lambda _: None)  # It never arrives.
    page.goto("/en/form", wait_until="commit")
    look_for_help(page, by_bar)
