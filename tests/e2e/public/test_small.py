"""The public pages where there is little room and the text is large: all of it, and the way out."""

import pytest
from playwright.sync_api import Page

from tests.box.test_no_readers import WORDS, past_the_guard, without_desk_key
from tests.e2e.conftest import Live, NewPage
from tests.e2e.measuring import LARGER, misfits
from tests.e2e.reporting import LANGUAGES, ready, send

PAGES = ("", "#danger", "help", "plain", "box", "box/plain", "check", "exit", "nothing")
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
