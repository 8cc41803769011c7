"""Help that costs nothing: numbers to press, and cards of which each is one decision."""

import re
from html import unescape

import pytest
from flask import Flask

from intake.web.services import services_of
from intake.web.words.i18n import translate
from tests.public.test_pages import EXITS, PAGES, get, tag_of
from tests.report.checking import press
from tests.report.test_plain import GOOD, post

pytestmark = pytest.mark.usefixtures("desk")

WITH_PANEL = [path for path in PAGES if path not in EXITS and not path.endswith("/help")]
HELPS = tuple(path for path in PAGES if path.endswith("/help"))
SHOWN = re.compile(r'<p lang="([\w-]+)">(.*?)</p><a href="#\w+">(.*?)</a>')
CARD = re.compile(r'<aside class="over say \w+" id="(\w)-([\w-]+)">(.*?)</aside>', re.DOTALL)


def unpressed(app: Flask, page: str) -> list[str]:
    """Every number to call that stands in a page and is no link."""
    places = services_of(app).emergency.places
    calls = {number.call for place in places for number in place.numbers if number.call}
    apps = {number.app for place in places for number in place.numbers if number.app}
    text = re.sub(r"<(style|a)\b.*?</\1>", "", page, flags=re.DOTALL)
    text = re.sub("|".join(map(re.escape, apps)), "", re.sub(r"<[^>]*>", " ", text))
    return re.findall(rf"(?<![\d:,])(?:{'|'.join(map(re.escape, calls))})(?![\d:])", text)


@pytest.mark.parametrize("path", [path for path in PAGES if path not in EXITS])
def test_every_number_on_every_page_is_a_link(app: Flask, path: str) -> None:
    page = get(app, path).text
    assert 'href="tel:112"' in page
    assert unpressed(app, page) == []


@pytest.mark.parametrize("lang", ["en", "zh-Hans"])
def test_every_number_on_the_page_before_sending_and_on_the_receipt_is_a_link(
    app: Flask, lang: str
) -> None:
    uncoded = {name: text for name, text in GOOD.items() if name != "code"}
    before = post(app, {**uncoded, "danger_now": "yes"}, f"/{lang}/plain")
    receipt = press(app, before, lang)
    for page in (before.text, receipt.text):
        main = page.partition("<main>")[2]
        assert 'href="tel:112"' in main
        assert 'href="#danger"' in main
        assert unpressed(app, page) == []


@pytest.mark.parametrize("path", HELPS)
def test_what_is_written_to_opens_a_message_and_what_is_called_a_call(
    app: Flask, path: str
) -> None:
    page = get(app, path).text
    assert 'href="sms:114"' in page
    assert 'href="tel:114"' not in page
    assert 'href="tel:08007893' in page  # Digits alone.


@pytest.mark.parametrize("path", WITH_PANEL)
def test_the_top_bar_opens_numbers_and_the_card_of_refusal_in_the_same_document(
    app: Flask, path: str
) -> None:
    emergency = services_of(app).emergency
    page = get(app, path).text
    bar = page.partition("<header>")[2].partition("</header>")[0]
    assert 'href="#danger"' in bar
    panel = page.partition(' id="danger"')[2].partition("<main>")[0]
    for place in emergency.places:
        assert f'href="{place.numbers[0].href}"' in panel
        assert place.name[tag_of(path)] in panel
    languages = [saying.lang for saying in emergency.sayings if not saying.gloss]
    assert [f"r-{lang}" for lang in languages] == re.findall(r'href="#(r-\w+)"', panel)
    assert [(card, lang) for card, lang, _ in CARD.findall(page)] == [
        ("r", lang) for lang in languages
    ]
    assert f'href="/{tag_of(path)}/help"' in panel
    assert page.index('id="danger"') < page.index("<main>")  # What stands behind it can be hidden.


@pytest.mark.parametrize("path", [*WITH_PANEL, *HELPS])
def test_a_card_is_one_decision_in_the_officers_language_and_one_way_back(
    app: Flask, path: str
) -> None:
    sayings = {saying.lang: saying for saying in services_of(app).emergency.sayings}
    back = translate(tag_of(path), "Go back")
    cards = CARD.findall(get(app, path).text)
    assert cards
    for kind, lang, inside in cards:
        said = sayings[lang]
        text = {"r": said.refuse, "f": said.friend, "a": said.protect}[kind]
        shown = SHOWN.fullmatch(inside)
        assert shown, inside
        assert (shown[1], unescape(shown[2]), shown[3]) == (lang, text, back)


@pytest.mark.parametrize("path", WITH_PANEL)
def test_no_page_but_help_asks_for_asylum_for_anybody(app: Flask, path: str) -> None:
    page = unescape(get(app, path).text)
    assert [s.lang for s in services_of(app).emergency.sayings if s.protect in page] == []


@pytest.mark.parametrize("path", HELPS)
def test_the_card_of_asylum_stands_behind_its_warning_and_the_gloss_in_no_card(
    app: Flask, path: str
) -> None:
    page, tag = unescape(get(app, path).text), tag_of(path)
    warning = services_of(app).emergency.advice["asylum"].lines[tag][0]
    main = re.sub(r'<details class="beside">.*?</details>', "", page, flags=re.DOTALL)
    main = main.partition("<main>")[2]
    assert main.index(warning) < main.index('href="#a-')
    assert 0 < main.index('href="#r-') < main.index('href="#f-') < main.index(warning)
    own = next(s for s in services_of(app).emergency.sayings if s.lang == tag)
    for text in (own.refuse, own.friend, own.protect):
        assert f'<p class="soft">{translate(tag, "It says:")} {text}</p>' in main
        assert not own.gloss or text not in page.partition("<main>")[0]
