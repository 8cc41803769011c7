"""What every public page has, what none has, and how many bytes it takes."""

import gzip
import re
from html import unescape

import brotli
import pytest
from flask import Flask
from werkzeug.test import TestResponse

from intake.form.languages import KNOWN, LANGUAGES
from intake.web.declared import PUBLIC, allowed_roles
from intake.web.services import services_of
from intake.web.words.i18n import LANG, translate
from tests.public.bounds import ENCODINGS, most_bytes
from tests.public.whole import whole_page
from tests.spoken import FEW

PAGES = [
    "/",
    *(
        f"/{tag}/{name}"
        for tag in LANGUAGES
        for name in (
            "",
            "help",
            "form",
            "plain",
            "plain/other",
            "box",
            "box/plain",
            "check",
            "access",
            "exit",
            "nothing",
        )
    ),
]
TITLES = {tag: translate(tag, "Papers and family advice") for tag in LANGUAGES}
SERVER_HEADERS = b"HTTP/1.1 200 OK\r\nServer: x\r\nDate: Sun, 22 Nov 2026 02:30:36 GMT\r\n" + bytes(
    30
)
EXITS = {f"/{tag}/exit" for tag in LANGUAGES}
FEW_PAGES = [path for path in PAGES if path == "/" or path.split("/")[1] in FEW]
#: What "Leave" does not clear.
LEFT_BEHIND = (
    (
        "It shows an empty page at once. Then close the tab:"
        " the Back button may show what was here before."
    ),
    "Your browser still lists the pages you visited. You can delete them in its history.",
    (
        "A private window forgets them once all private windows are closed."
        " So does Tor Browser when you quit it."
    ),
    (
        "Without Tor, whoever runs your network may know this address."
        " An app you opened it in, such as WeChat, may know it too."
    ),
)
WECHAT = "Mozilla/5.0 (Linux; Android 10) MicroMessenger/8.0.30 NetType/WIFI"


def get(app: Flask, path: str, **headers: str) -> TestResponse:
    fields = {name.replace("_", "-"): value for name, value in headers.items()}
    return app.test_client().get(path, headers={"Accept": "text/html", **fields})


def tag_of(path: str) -> str:
    return path.split("/")[1] or "en"


def unpack(response: TestResponse, encoding: str) -> bytes:
    body = response.data
    return brotli.decompress(body) if encoding == "br" else gzip.decompress(body)


@pytest.mark.usefixtures("desk")
def test_no_page_that_everybody_may_see_is_left_out(app: Flask) -> None:
    views = app.view_functions
    shown = {
        rule.rule.replace(LANG, f"/{tag}")
        for rule in app.url_map.iter_rules()
        if "GET" in (rule.methods or ())
        and rule.rule.startswith(LANG)
        and allowed_roles(views[rule.endpoint]) == PUBLIC
        for tag in LANGUAGES
    }
    missing = {f"/{tag}/nothing" for tag in LANGUAGES}  # Shown where there is no page.
    assert shown | {"/"} | missing == set(PAGES)


def test_before_a_language_is_chosen_help_and_the_way_out_are_offered_in_each(app: Flask) -> None:
    cards = get(app, "/").text.partition("<main>")[2].split("<li ")[1:]
    assert [re.findall('^lang="([^"]*)" dir="([^"]*)"', card) for card in cards] == [
        [(tag, known.dir)] for tag, known in KNOWN.items()
    ]
    for (tag, known), card in zip(KNOWN.items(), cards, strict=True):
        assert re.findall('href="([^"]*)"[^>]*>([^<]*)</a>', card) == [
            (f"/{tag}/", known.name),
            (f"/{tag}/help", translate(tag, "In danger?")),
            (f"/{tag}/exit", translate(tag, "Leave")),
        ]


@pytest.mark.parametrize("tag", LANGUAGES)
def test_every_page_has_its_language_one_heading_the_neutral_title_and_the_way_out(
    app: Flask, tag: str
) -> None:
    for path in [path for path in PAGES if tag_of(path) == tag]:
        looks_right(get(app, path).text, path, tag)


def looks_right(page: str, path: str, tag: str) -> None:
    outside = re.sub(r"<template.*?</template>", "", page, flags=re.DOTALL)
    assert f'<html lang="{tag}" dir="{KNOWN[tag].dir}"' in page
    assert len(re.findall(r"<h1[ >]", outside)) == 1
    assert re.findall(r"<title>(.*?)</title>", page) == [TITLES[tag]]
    way_out = f'<a id="leave" href="/{tag}/exit" rel="noreferrer">'
    assert (way_out in page) is (path not in EXITS)
    assert '<link rel="icon" href="data:,">' in page
    assert '<meta name="robots" content="noindex">' in page
    assert "description" not in page
    assert "og:" not in page


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize("path", FEW_PAGES)
def test_no_page_names_another_host(app: Flask, path: str) -> None:
    page = get(app, path).text
    addresses = re.findall(r'(?:href|src|action)="([^"]*)"', page)
    assert addresses
    assert [a for a in addresses if not re.match(r"/[^/]|/$|#|data:,$|(?:tel|sms):\d+$", a)] == []


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize("path", [path for path in FEW_PAGES if "nothing" not in path])
def test_a_page_is_the_same_bytes_for_everyone_in_three_encodings(app: Flask, path: str) -> None:
    plain = get(app, path, Accept_Language="de", User_Agent="one", Cookie="a=b")
    again = get(app, path, Accept_Language="zh", User_Agent="two")
    assert plain.data == again.data
    for accepted, encoding in (("br, gzip", "br"), ("gzip", "gzip"), ("gzip, br;q=0", "gzip")):
        packed = get(app, path, Accept_Encoding=accepted)
        assert packed.headers["Content-Encoding"] == encoding
        assert unpack(packed, encoding) == plain.data
    assert "Content-Encoding" not in get(app, path, Accept_Encoding="identity").headers


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("tag", LANGUAGES)
def test_a_page_with_its_headers_fits_in_one_flight(app: Flask, tag: str, encoding: str) -> None:
    most = most_bytes(encoding, tag)
    if most is None:
        return
    for path in [path for path in PAGES if tag_of(path) == tag]:
        response = get(app, path, Accept_Encoding=encoding)
        length = len(SERVER_HEADERS) + len(str(response.headers).encode()) + len(response.data)
        assert length <= most, path


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize("path", sorted(EXITS))
def test_the_page_one_leaves_to_says_nothing_and_what_leaving_does_not_clear_is_said_before(
    app: Flask, path: str
) -> None:
    heading = translate(tag_of(path), "This page is empty")
    said = [translate(tag_of(path), text) for text in LEFT_BEHIND]
    for page in (get(app, path).text, get(app, path, User_Agent=WECHAT).text):
        assert re.sub(r"<[^>]*>", "", page.split("<body>")[1]).strip() == heading
    for name in ("", "help", "plain", "box", "box/plain"):
        page = get(app, f"/{tag_of(path)}/{name}").text
        panel = page.rpartition("<details>")[2].partition("</details>")[0]
        assert [text for text in said if text not in unescape(panel)] == []


def test_the_help_page_is_small_and_needs_nothing(app: Flask) -> None:
    for tag in TITLES:
        response = get(app, f"/{tag}/help")
        assert len(response.data) < (19_000 if tag == "en" else 40_000)
        assert "<script" not in response.text
        assert "<form" not in response.text


def test_every_number_of_the_help_page_comes_from_the_data_file(app: Flask) -> None:
    emergency = services_of(app).emergency
    page = get(app, "/en/help").text
    known = {number.href for place in emergency.places for number in place.numbers}
    assert {"", *re.findall(r'href="((?:tel|sms):[^"]*)"', page)} == known


@pytest.mark.usefixtures("desk")
def test_inside_wechat_every_page_says_so_first_and_stays_constant(app: Flask) -> None:
    for path in set(FEW_PAGES) - EXITS:
        page = get(app, path, User_Agent=WECHAT)
        assert page.text.index("···") < page.text.index("<h1")
        assert page.headers["Cache-Control"] == get(app, path).headers["Cache-Control"]
        assert "···" not in get(app, path).text


def test_before_a_desk_exists_the_form_is_not_open_and_says_so_calmly(app: Flask) -> None:
    for path in ("/en/form", "/zh-Hans/plain"):
        response = get(app, path)
        assert response.status_code == 503
        assert response.headers["Cache-Control"] == "no-store"
        assert f"/{tag_of(path)}/help" in response.text
        assert "<form" not in response.text
    form = "application/x-www-form-urlencoded"
    body = "plain=1&form_version=3&danger_now=no&story=x"
    assert app.test_client().post("/en/form", data=body, content_type=form).status_code == 503


def test_the_form_opens_as_soon_as_there_is_a_desk(
    app: Flask, request: pytest.FixtureRequest
) -> None:
    assert get(app, "/en/form").status_code == 503
    request.getfixturevalue("desk")
    response = get(app, "/en/form")
    assert response.status_code == 200
    desk = services_of(app).desk()
    assert desk
    assert desk.recipient in response.text


@pytest.mark.usefixtures("desk")
def test_where_a_script_may_run_there_is_no_form(app: Flask) -> None:
    for path, forms in (("/en/form", 0), ("/en/box", 1)):
        page = get(app, path).text
        outside = re.sub(r"<noscript>.*?</noscript>", "", page, flags=re.DOTALL)
        assert page.count("<form") == forms
        assert "<form" not in outside
        assert 'name="plain"' not in outside
    for path in ("/en/plain", "/en/box/plain"):
        page = get(app, path).text
        assert page.count("<form") == 1
        assert "<noscript" not in page


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize("path", ["/en/form", "/zh-Hans/plain"])
def test_every_question_has_its_field_and_every_choice_stands_there_once(
    app: Flask, path: str
) -> None:
    page = whole_page(app, path)
    for question in services_of(app).form.questions.values():
        assert f'name="{question.id}"' in page
        for choice in question.choices if question.type != "select" else ():
            assert page.count(f'name="{question.id}" value="{choice}"') == 1
    assert page.count('name="send"') == 1
    assert 'type="file"' not in page


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize("path", [path for path in FEW_PAGES if path not in EXITS])
def test_every_long_text_says_how_much_it_holds_before_anything_is_sent(
    app: Flask, path: str
) -> None:
    texts = re.findall(r'<textarea name="(\w+)"[^>]*>[^<]*</textarea>\s*', whole_page(app, path))
    counted = re.findall(
        r'<textarea name="(\w+)"[^>]*>[^<]*</textarea>\s*<small class="count">\D*[\d,]+\D*</small>',
        whole_page(app, path),
    )
    assert [name for name in texts if name not in {"code", *counted}] == []


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize("path", [f"/{tag}/" for tag in LANGUAGES])
def test_a_page_that_does_not_know_whether_a_script_runs_promises_no_lock_of_this_device(
    app: Flask, path: str
) -> None:
    page, tag = get(app, path).text, tag_of(path)
    locked = "It was locked on your device. Only the people who work on it can read it."
    locks = "Your browser locks your answers before they are sent. If it cannot, we say so first."
    assert translate(tag, locked) not in page
    assert translate(tag, locks) in page


@pytest.mark.usefixtures("desk")
def test_what_comes_after_the_first_question_comes_with_the_script_and_costs_the_page_nothing(
    app: Flask,
) -> None:
    questions = list(services_of(app).form.questions)
    page, plain = (get(app, f"/zh-Hans/{name}").text for name in ("form", "plain"))
    named = [name for name in questions if f'name="{name}"' in page]
    assert named == questions[:1]
    assert [name for name in questions if f'name="{name}"' not in plain] == []
    whole = whole_page(app, "/zh-Hans/form")
    assert re.search(r'<option value="ask_me" selected', whole), "a default is chosen at once"
