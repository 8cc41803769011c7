"""The public pages where there is little room and the text is large: all of it, and the way out."""

import pytest
from playwright.sync_api import Page

from tests.box.test_no_readers import WORDS, past_the_guard, without_desk_key
from tests.e2e.conftest import Live, NewPage
from tests.e2e.measuring import LARGER, misfits
from tests.e2e.reporting import LANGUAGES, ready, send

PAGES = ("", "#danger", "help", "plain", "box", "box/plain", "check", "access", "exit", "nothing")
NEWER = ("c_interp", "c_stop")
#: Whether nothing covers the middle, the top or the foot of what has the focus.
WHOLLY_SEEN = """() => {
  const field = document.activeElement, {left, right, top, bottom} = field.getBoundingClientRect();
  return [top + 4, (top + bottom) / 2, bottom - 4].every(
    (at) => document.elementFromPoint((left + right) / 2, at) === field);
}"""


def the_form(page: Page, lang: str) -> list[str]:
    """Every screen of the form, with the questions that came last."""
    page.goto(f"/{lang}/form")
    ready(page)
    wrong, seen = misfits(page, f"{lang} form"), set()
    page.check("[name=danger_now][value=no]")
    page.click("[name=next]")
    page.click("[name=next]")
    page.check("[name=kinds][value=documents]")
    while page.locator("[name=send]").is_hidden():
        page.click("[name=next]")
        here = [name for name in NEWER if page.locator(f"[name={name}]").is_visible()]
        wrong += misfits(page, f"{lang} form {page.locator('h1, h2, legend').count()} {here}")
        seen.update(here)
    assert seen == set(NEWER)
    return wrong


def the_box(live: Live, page: Page, lang: str) -> list[str]:
    """The receipt, the box, and the box of a case that nobody here can open any more."""
    code = send(page)
    wrong = misfits(page, f"{lang} receipt")
    open_own(page, lang, code)
    page.wait_for_selector("textarea[name=message]")
    wrong += misfits(page, f"{lang} opened")
    with live.database.engine.connect() as connection:
        (case,) = connection.exec_driver_sql("SELECT id FROM cases").scalars()
    past_the_guard(live.people, without_desk_key(case))
    open_own(page, lang, code)
    page.get_by_text(WORDS[lang]).wait_for()
    return wrong + misfits(page, f"{lang} lost")


def open_own(page: Page, lang: str, code: str) -> None:
    page.goto(f"/{lang}/box")
    ready(page)
    page.fill("[name=code]", code)
    page.click("[name=send]")


@pytest.mark.usefixtures("anna")
@pytest.mark.parametrize("height", [640, 330])
def test_large_text_leaves_room_for_the_field_above_the_keyboard_too(
    new_page: NewPage, height: int
) -> None:
    page = new_page(viewport={"width": 320, "height": height})
    page.goto("/en/form")
    ready(page)
    page.evaluate(LARGER, 2)
    page.check("[name=danger_now][value=yes]")
    page.click("[name=next]")
    page.focus("[name=r_travel]")
    page.keyboard.type("AB 123")
    assert page.evaluate(WHOLLY_SEEN)


#: Whether the words of the focused field stand between the bars, above it; nothing covers either.
NAMED = """() => {
  const field = document.activeElement, words = field.closest(".q").querySelector("b");
  const [head, bar] = ["header", ".bar"].map((it) =>
    document.querySelector(it).getBoundingClientRect());
  const [name, box] = [words, field].map((it) => it.getBoundingClientRect());
  const seen = (it, y) => it.contains(document.elementFromPoint(name.left + 8, y));
  return name.top >= head.bottom - 2 && name.bottom <= box.top + 2 && box.top + 40 <= bar.top &&
    seen(words, name.top + 6) && seen(words, name.bottom - 6) && seen(field, box.top + 20);
}"""


@pytest.mark.usefixtures("anna")
@pytest.mark.parametrize("lang", LANGUAGES)
def test_above_a_keyboard_the_words_of_a_question_stay_in_sight_with_its_field(
    new_page: NewPage, lang: str
) -> None:
    page = new_page(viewport={"width": 360, "height": 330})
    page.goto(f"/{lang}/form")
    ready(page)
    page.check("[name=danger_now][value=yes]")
    page.check("[name=kinds][value=forced_return]")
    seen, unnamed = set(), []
    while page.locator("[name=send]").is_hidden():
        page.click("[name=next]")
        for field in page.locator(".q > :is(input, textarea):visible").all():
            page.evaluate("scrollTo(0, 0)")
            field.focus()
            page.keyboard.type("abc")
            seen.add(name := field.get_attribute("name"))
            unnamed += [] if page.evaluate(NAMED) else [name]
    assert unnamed == []
    assert {"story", "r_look", "c_avoid", "c_stop"} <= seen


@pytest.mark.parametrize("width", [320, 360])
def test_before_a_language_is_chosen_no_word_breaks_in_text_of_twice_the_size(
    new_page: NewPage, width: int
) -> None:
    page = new_page(viewport={"width": width, "height": 640})
    page.goto("/")
    page.evaluate(LARGER, 2)
    lines = "it => { const r = document.createRange(); r.selectNodeContents(it.firstChild);"
    assert page.locator("h1").evaluate(lines + " return r.getClientRects().length; }") == 1
    assert misfits(page, "languages") == []


@pytest.mark.usefixtures("anna")
@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_reporters_see_is_whole_in_little_room_and_large_text(
    live: Live, new_page: NewPage, lang: str
) -> None:
    page = new_page()
    wrong = []
    for path in PAGES:
        page.goto(f"/{lang}/{path}")
        wrong += misfits(page, f"{lang} {path.replace('/', '-')}")
    wrong += the_form(page, lang)
    wrong += the_box(live, page, lang)
    assert not wrong, "\n".join(wrong)
