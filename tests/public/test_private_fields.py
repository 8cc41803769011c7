"""One list for every field and every opened text of the public pages: no helper of a browser keeps
it, offers it, corrects it or sends it away (R17); and no field cuts what is put into it (R5)."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import urlencode

import pytest
from flask import Flask

from intake.crypto.case.receipts import format_receipt
from tests.public.test_pages import PAGES
from tests.public.whole import whole_page
from tests.spoken import FEW

FORM = "application/x-www-form-urlencoded"
VOID = {"input", "br", "meta", "link", "hr", "img"}
#: What is typed nowhere: only what it held may not be kept.
PICKED = {"radio", "checkbox", "select"}
#: Attribute to the value that turns it off, and whether a field inherits it from what holds it.
HELPERS = {
    "autocomplete": ("off", True),  # Of all that may hold a field, only a form has it.
    "autocorrect": ("off", False),
    "autocapitalize": ("off", False),
    "spellcheck": ("false", True),
    "writingsuggestions": ("false", True),
    "translate": ("no", True),
}
#: Words run their own way in their field (R18), digits always from left to right.
DIRECTIONS = {"auto", "ltr"}
WORDS = "words that were written"
CODE = "0123456789012345678901234567"
SHOWN = format_receipt(CODE)


class Page(HTMLParser):
    """Every field, and every element with words of a reporter, with all that holds it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.held: list[tuple[str, dict[str, str]]] = []
        self.fields: list[list[dict[str, str]]] = []
        self.texts: list[list[dict[str, str]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        own = {name: value or "" for name, value in attrs}
        line = [*(each for _, each in self.held), own]
        is_field = tag in {"input", "textarea", "select"}
        if tag == "select":
            own["type"] = tag
        if is_field and own.get("type") not in {"hidden", "password"}:
            self.fields.append(line)
        if tag not in VOID:
            self.held.append((tag, own))

    def handle_endtag(self, tag: str) -> None:
        while self.held and self.held.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if WORDS in data or SHOWN in data:
            self.texts.append([own for _, own in self.held])


def is_off(line: list[dict[str, str]], name: str) -> bool:
    value, inherited = HELPERS[name]
    said = [own[name] for own in (line if inherited else line[-1:]) if name in own]
    return said[-1:] == [value]


def wanted(field: dict[str, str]) -> list[str]:
    return ["autocomplete"] if field.get("type") in PICKED else list(HELPERS)


def faults(page: Page) -> list[str]:
    open_to = [
        f"{line[-1].get('name')}: {name}"
        for line in page.fields
        for name in wanted(line[-1])
        if not is_off(line, name)
    ]
    cut = [f"{line[-1].get('name')}: cut" for line in page.fields if "maxlength" in line[-1]]
    sent = ["a text" for line in page.texts if not is_off(line, "translate")]
    typed = [line[-1] for line in page.fields if line[-1].get("type") not in PICKED]
    turned = [f"{own.get('name')}: turned" for own in typed if own.get("dir") not in DIRECTIONS]
    return open_to + cut + sent + turned


def post(app: Flask, path: str, fields: dict[str, str]) -> str:
    body = urlencode({"plain": "1", "form_version": "3", **fields})
    return app.test_client().post(path, data=body, content_type=FORM).text


def after_posting(app: Flask, lang: str) -> Iterator[str]:
    """The pages that answer a post: with faults, to check, the receipt, and the opened box."""
    said = {"danger_now": "no", "story": WORDS, "place": WORDS}
    day = {"kinds": "documents", "d_pickup": WORDS, "d_pickup_time": WORDS}
    yield post(app, f"/{lang}/plain", said | day)  # What is asked back is quoted.
    yield post(app, f"/{lang}/plain", said | {"danger_now": ""})
    yield post(app, f"/{lang}/plain", said)
    yield post(app, f"/{lang}/plain", said | {"code": CODE})
    yield post(app, f"/{lang}/box/plain", {"code": "1"})
    yield post(app, f"/{lang}/box/plain", {"code": CODE})
    yield post(app, f"/{lang}/box/plain", {"code": CODE, "seen": "0", "message": WORDS})
    new = {"what": "new", "danger_now": "no", "last_when": "week", "last_date": WORDS}
    yield post(app, f"/{lang}/box/plain", {"code": CODE, "message": WORDS, **new})


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize("lang", FEW)
def test_no_helper_of_a_browser_gets_at_a_field_or_at_an_opened_text(app: Flask, lang: str) -> None:
    constant = [whole_page(app, path) for path in PAGES if path.startswith(f"/{lang}/")]
    pages = [Page(text) for text in (*constant, *after_posting(app, lang))]
    assert sum(len(page.fields) for page in pages) > 400
    assert sum(len(page.texts) for page in pages) > 6
    assert [fault for page in pages for fault in faults(page)] == []


def test_the_search_finds_what_a_field_leaves_on() -> None:
    body = '<body spellcheck="false" writingsuggestions="false">'
    good = 'autocomplete="off" autocorrect="off" autocapitalize="off" translate="no" dir="auto"'
    assert faults(Page(f"{body}<input name=a {good}><p translate=no>{WORDS}</p>")) == []
    for each in re.findall(r'\S+="\S+"', good):
        assert len(faults(Page(f"{body}<input name=a {good.replace(each, '')}>"))) == 1
    assert faults(Page(f"<textarea {good}></textarea>{WORDS}")) != []
    assert faults(Page(f"{body}<p>{WORDS}</p>")) == ["a text"]
    assert faults(Page(f'{body}<input name=a {good} maxlength="9">')) == ["a: cut"]
