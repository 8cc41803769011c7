"""What leads away from words or a code opens beside them, where no script asks first (R2).

Where one runs it asks (``tests/e2e/public/test_danger.py``).
"""

import re

import pytest
from flask import Flask

from tests.public.test_pages import get
from tests.report.checking import press
from tests.report.test_plain import CODE, GOOD, post

pytestmark = pytest.mark.usefixtures("desk")

UNCODED = {name: text for name, text in GOOD.items() if name != "code"}
STAYS = re.compile(r'href="(?:#|tel:|sms:)|id="leave"')
CARRIES = ("f", "check")  # Forms that take what was written along.


def away(page: str) -> list[str]:
    """Every link and form of a page whose press takes the place of what was written."""
    links = re.findall(r"<a [^>]*>", page)
    stays = [link for link in links if STAYS.search(link)]
    forms = re.findall(r"<form [^>]*>", page)
    kept = [form for form in forms if any(f'id="{name}"' in form for name in CARRIES)]
    return [each for each in (*links, *forms) if each not in (*stays, *kept) and not beside(each)]


def beside(tag: str) -> bool:
    return 'target="_blank"' in tag


@pytest.mark.parametrize("lang", ["en", "zh-Hans"])
def test_no_press_on_a_page_that_holds_words_or_a_code_takes_its_place(
    app: Flask, lang: str
) -> None:
    def back(**fields: str) -> str:
        return post(app, {"plain": "1", "code": CODE, **fields}, f"/{lang}/box/plain").text

    check = post(app, UNCODED, f"/{lang}/plain")
    pages = {
        **{
            path: get(app, f"/{lang}/{path}").text for path in ("plain", "plain/other", "box/plain")
        },
        "faults": post(app, UNCODED | {"danger_now": ""}, f"/{lang}/plain").text,
        "check": check.text,
        "receipt": press(app, check, lang).text,
        "sent": post(app, GOOD, f"/{lang}/plain").text,
        "nothing": back(code="1"),
        "box": back(),
        "too long": back(message="x" * 8_001),
        "refused": post(app, {**GOOD, "plain": "0"}, f"/{lang}/plain").text,
    }
    assert [(name, found) for name, page in pages.items() if (found := away(page))] == []


@pytest.mark.parametrize("path", ["/en/", "/zh-Hans/help", "/en/check", "/en/form", "/zh-Hans/box"])
def test_where_nothing_is_held_or_a_script_asks_the_foot_leads_away(app: Flask, path: str) -> None:
    assert "_blank" not in get(app, path).text.partition("<footer")[2]


def test_the_search_finds_what_takes_the_place_of_words() -> None:
    good = '<a id="leave" href="/"><a href="#write"><form id="f" action="/"><a target="_blank">'
    assert away(good) == []
    assert away('<a href="/en/"><form method="post">') == [
        '<a href="/en/">',
        '<form method="post">',
    ]
