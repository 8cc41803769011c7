"""Both stories in every language: told, answered by the desk, read back with the code."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from intake.form.languages import KNOWN
from intake.store.models import Case
from intake.web.words.i18n import translate
from tests.e2e.conftest import Live, NewPage, own_server
from tests.e2e.measuring import picture
from tests.e2e.reporting import (
    ANSWER,
    CALLS,
    MORE,
    STORY,
    fill_screens,
    open_box,
    send,
    tell_story,
)
from tests.people import Person

#: The day of the tests' clock as CLDR writes it; this browser knows no Uyghur and no Tibetan.
WRITTEN = {
    "en": "26 October 2026",
    "zh-Hans": "2026年10月26日",
    "zh-Hant": "2026年10月26日",
    "ug": "26-ئۆكتەبىر، 2026",
    "bo": "སྤྱི་ལོ་2026 ཟླ་བ་བཅུ་པའི་ཚེས་26",
    "fr": "26 octobre 2026",
    "nl": "26 oktober 2026",
    "de": "26. Oktober 2026",
}
TOLD = {"documents": STORY, "family_call": CALLS}
#: Whether in each plate and number every character stands left of the next, line by line.
RUNS_ON = """it => {
  const walker = document.createTreeWalker(it, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  const lefts = [];
  for (let node; (node = walker.nextNode()); )
    for (const {0: digits, index} of node.data.matchAll(/\\+?[0-9A-Z]+(?:[ -][0-9A-Z]+)*/g))
      lefts.push([...digits].map((_, at) => {
        range.setStart(node, index + at);
        range.setEnd(node, index + at + 1);
        return digits[at] !== " " && range.getBoundingClientRect();
      }).filter(Boolean));
  const runs = ({top, left}, before) => !before || top > before.top + 2 || left > before.left;
  return lefts.every((all) => all.every((box, at) => runs(box, all[at - 1])));
}"""


@pytest.fixture(scope="module")
def live(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """One application for all languages: every story is a case of its own."""
    with own_server(sqlite_template, tmp_path_factory.mktemp("stories")) as served:
        yield served


@pytest.fixture(scope="module")
def anna(live: Live) -> Person:
    """The desk's one member."""
    return live.people.new("anna", "caseworker", triage=True)


def cases(live: Live) -> set[str]:
    with live.database.reading() as db:
        return {*db.scalars(select(Case.id))}


def tell(page: Page, lang: str, kind: str) -> str:
    """Tell a story and return the code."""
    if kind == "documents":
        fill_screens(page, lang, "2026-12-01")
    else:
        tell_story(page, lang, kind, TOLD[kind][lang])
        page.click("[data-move=end]")
    picture(page, f"{lang}-{kind}-check")
    code = send(page)
    expect(page.locator("h1")).to_have_text(translate(lang, "We have your report"))
    picture(page, f"{lang}-{kind}-receipt")
    return code


def answer(live: Live, anna: Person, before: set[str], text: str) -> None:
    (case,) = cases(live) - before
    assert anna.take(anna.open(case)).status_code == 201
    assert anna.answer(anna.open(case, "casework"), text).status_code == 201


def read_back(page: Page, lang: str, code: str, told: str) -> None:
    """Read report and answer, each in its own direction, and add a line."""
    open_box(page, lang, code)
    expect(page.locator("html")).to_have_attribute("dir", KNOWN[lang].dir)
    story, said = page.locator("[data-answer=story]"), page.locator("[data-message=staff]")
    expect(story).to_have_text(told)
    expect(said).to_contain_text(ANSWER[lang])
    for shown in (story, said):
        assert shown.evaluate(RUNS_ON)
    expect(page.locator("[data-active]")).to_have_text(WRITTEN[lang])
    page.fill("[name=message]", MORE[lang])
    page.click("[name=send]")
    expect(page.locator("[data-message=reporter]")).to_contain_text(MORE[lang])
    picture(page, f"{lang}-box")


@pytest.mark.usefixtures("full_strength")
@pytest.mark.parametrize("lang", STORY)
def test_both_stories_are_told_answered_and_read_back(
    live: Live, anna: Person, new_page: NewPage, lang: str
) -> None:
    for kind, told in TOLD.items():
        before = cases(live)
        page = new_page(viewport={"width": 320, "height": 640})
        code = tell(page, lang, kind)
        assert re.fullmatch(r"\d{4}( \d{4}){6}", code)
        answer(live, anna, before, ANSWER[lang])
        read_back(page, lang, code, told[lang])
