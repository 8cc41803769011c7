"""A report for somebody else: from "who is this about?" on every word is about that person."""

import re

import pytest
from playwright.sync_api import Page, expect

from intake.form.loading.form import load_form
from intake.web.words.words import RECEIPT, in_wording
from tests.e2e.conftest import NewPage
from tests.e2e.reporting import LANGUAGES, STORY, go_on_to, open_box, ready, send

pytestmark = pytest.mark.usefixtures("anna")

FORM = load_form(None)


def label(lang: str, name: str, *, is_other: bool) -> str:
    return FORM.words(lang, is_other=is_other).questions[name].label


def receipt(lang: str, *, is_other: bool) -> str:
    return in_wording(RECEIPT, lang, is_other=is_other)["blame"]


def say_who(page: Page, choice: str) -> None:
    """Go back to the question and answer it anew; what was picked before can be seen there."""
    while page.locator("[name=who_for]").first.is_hidden():
        page.go_back()
    page.check(f"[name=who_for][value={choice}]")


def begin_for_another(page: Page, lang: str) -> None:
    """Say that it is about somebody else, who knows of it; go on to the kinds."""
    page.goto(f"/{lang}/form")
    ready(page)
    page.check("[name=danger_now][value=no]")
    page.click("[name=next]")
    page.check("[name=who_for][value=someone]")
    page.check("[name=their_ok][value=yes]")
    page.click("[name=next]")


def tell_something_new(page: Page, lang: str) -> None:
    """What is asked in the box, and then read there, is about that person too."""
    theirs, mine = (
        FORM.words(lang, is_other=is_other).questions["kinds"].choices["harassment"]
        for is_other in (True, False)
    )
    page.check("[name=what][value=new]")
    page.check("[name=danger_now][value=no]")
    expect(page.locator("[data-incident]")).to_contain_text(theirs)
    page.check("[data-incident] [name=kinds][value=harassment]")
    page.check("[data-incident] [name=kinds][value=documents]")
    page.check("[name=d_condition][value=meet]")
    page.check("[name=last_when][value=week]")
    page.click("main [name=send]")
    expect(page.locator("[data-thread]")).to_contain_text(theirs)
    expect(page.locator("main")).not_to_contain_text(mine)
    for text in FORM.words(lang, is_other=True).told["lure"].points:
        expect(page.locator("[data-told]")).to_contain_text(text)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_words_follow_whom_it_is_about_and_nothing_typed_is_lost(
    new_page: NewPage, lang: str
) -> None:
    page = new_page()
    begin_for_another(page, lang)
    theirs, mine = (FORM.words(lang, is_other=is_other).questions for is_other in (True, False))
    expect(page.locator("#q-kinds")).to_contain_text(theirs["kinds"].choices["harassment"])
    page.check("[name=kinds][value=harassment]")
    go_on_to(page, "story")
    expect(page.locator("#q-story")).to_contain_text(theirs["story"].help)
    page.fill("[name=story]", STORY[lang])
    go_on_to(page, "country")
    page.select_option("[name=country]", "fr")

    say_who(page, "me")
    go_on_to(page, "country")
    expect(page.locator("#q-country")).to_contain_text(mine["country"].label)
    expect(page.locator("[name=country]")).to_have_value("fr")

    say_who(page, "someone")
    go_on_to(page, "h_home")
    expect(page.locator("#q-h_home")).to_contain_text(theirs["h_home"].label)
    expect(page.locator("main")).not_to_contain_text(mine["h_home"].label)
    page.check("[name=h_home][value=yes]")
    expect(page.locator("[name=story]")).to_have_value(STORY[lang])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_receipt_and_box_keep_to_the_words_in_which_it_was_told(
    new_page: NewPage, lang: str
) -> None:
    page = new_page()
    begin_for_another(page, lang)
    page.check("[name=kinds][value=harassment]")
    go_on_to(page, "h_home")
    page.check("[name=h_home][value=yes]")
    page.click("[data-move=end]")
    code = send(page)
    expect(page.locator("main")).to_contain_text(receipt(lang, is_other=True))
    expect(page.locator("main")).not_to_contain_text(receipt(lang, is_other=False))
    open_box(page, lang, code)
    answers = page.locator("[data-answers]")
    expect(answers).to_contain_text(label(lang, "h_home", is_other=True))
    expect(answers.locator("[data-answer=their_ok]")).to_have_count(1)
    tell_something_new(page, lang)


def test_what_rules_tell_is_about_that_person_on_the_next_screen_before_sending_and_on_the_receipt(
    page: Page,
) -> None:
    mine, theirs = (
        {each.text, *each.points}
        for each in (FORM.words("en", is_other=is_other).told["lure"] for is_other in (False, True))
    )
    begin_for_another(page, "en")
    page.check("[name=kinds][value=documents]")
    go_on_to(page, "d_condition")
    page.check("[name=d_condition][value=meet]")
    told = page.locator("[data-tells=lure]:visible")
    for press in ("[name=next]", "[data-move=end]", "[name=send]"):
        page.click(press)
        for text in theirs:
            expect(told).to_contain_text(text)
        for text in mine - theirs:
            expect(told).not_to_contain_text(text)


def test_who_tells_about_themselves_reads_their_own_words_to_the_receipt(page: Page) -> None:
    page.goto("/en/form")
    ready(page)
    page.check("[name=danger_now][value=no]")
    page.click("[name=next]")
    page.click("[name=next]")
    page.check("[name=kinds][value=other]")
    page.click("[data-move=end]")
    send(page)
    expect(page.locator("main")).to_contain_text(receipt("en", is_other=False))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_without_a_script_a_link_leads_to_the_same_words_from_start_to_receipt(
    new_page: NewPage, lang: str
) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(f"/{lang}/plain")
    with page.context.expect_page() as beside:  # What was written before stays where it was.
        page.click(f"a[href='/{lang}/plain/other']")
    page = beside.value
    expect(page.locator("[name=who_for][value=someone]")).to_be_checked()
    page.check("[name=danger_now][value=no]")
    page.check("[name=kinds][value=harassment]")
    page.fill("[name=story]", STORY[lang])
    expect(page.locator("#q-h_home")).to_contain_text(label(lang, "h_home", is_other=True))
    page.click("#g-harassment > summary")
    page.check("[name=h_home][value=yes]")
    page.click(".bar [name=send]")
    expect(page.locator("main")).to_contain_text(label(lang, "h_home", is_other=True))
    code = send(page)
    assert re.fullmatch(r"\d{4}( \d{4}){6}", code)
    expect(page.locator("main")).to_contain_text(receipt(lang, is_other=True))
    open_box(page, lang, code)
    expect(page.locator("main")).to_contain_text(label(lang, "h_home", is_other=True))


def test_without_a_script_the_answer_alone_changes_the_words_and_keeps_what_was_typed(
    new_page: NewPage,
) -> None:
    page = new_page(java_script_enabled=False)
    page.goto("/en/plain")
    page.check("[name=danger_now][value=no]")
    page.check("[name=who_for][value=saw]")
    page.check("[name=kinds][value=harassment]")
    page.fill("[name=story]", STORY["en"])
    page.click("#g-harassment > summary")
    page.check("[name=h_home][value=think]")
    page.click(".bar [name=send]")
    expect(page.locator("[role=alert]")).to_contain_text("someone else")
    expect(page.locator("#q-h_home")).to_contain_text(label("en", "h_home", is_other=True))
    expect(page.locator("[name=h_home][value=think]")).to_be_checked()
    expect(page.locator("[name=story]")).to_have_value(STORY["en"])
    page.click(".bar [name=send]")
    send(page)
    expect(page.locator("main")).to_contain_text(receipt("en", is_other=True))
