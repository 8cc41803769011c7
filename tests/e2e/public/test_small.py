"""The public pages where there is little room and the text is large: all of it, and the way out."""

import pytest

from tests.e2e.conftest import NewPage
from tests.e2e.measuring import LARGER, misfits
from tests.e2e.reporting import LANGUAGES, ready

#: Whether nothing covers the middle, the top or the foot of what has the focus.
WHOLLY_SEEN = """() => {
  const field = document.activeElement, {left, right, top, bottom} = field.getBoundingClientRect();
  return [top + 4, (top + bottom) / 2, bottom - 4].every(
    (at) => document.elementFromPoint((left + right) / 2, at) === field);
}"""


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
