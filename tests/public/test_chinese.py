"""Chinese texts use Chinese punctuation, in what is written and in what code puts together."""

import re
import tomllib
from collections.abc import Iterator
from datetime import date
from html import unescape
from pathlib import Path

import pytest
from flask import Flask, g

from intake.crypto.case.bodies import LEVELS
from intake.form.urgency.answering import Answering, load_answering
from intake.web.words.i18n import catalogue
from intake.web.words.promised import say_promise
from tests.public.test_pages import PAGES, get

FORMS = Path(__file__).parents[2] / "intake/form/data"
HAN = r"[\u3400-\u9fff\u3001-\u303f\uff00-\uffef“”‘’]"
CHINESE = ("zh-Hans", "zh-Hant")
ASCII = r"""[,.;:!?()"']"""
MIXED = re.compile(rf"{HAN}\s*{ASCII}|{ASCII}\s*{HAN}")


def texts_of(value: object) -> Iterator[str]:
    """Every text in a data file."""
    if isinstance(value, dict):
        for below in value.values():
            yield from texts_of(below)
    elif isinstance(value, list):
        for below in value:
            yield from texts_of(below)
    elif isinstance(value, str):
        yield value


def faults(texts: Iterator[str] | list[str]) -> list[str]:
    return [text for text in texts if MIXED.search(text)]


def test_the_search_finds_what_it_looks_for() -> None:
    assert faults(["您好, 再见", "时间: 今天", "看(这里)", "好的."]) != []
    assert len(faults(["您好, 再见", "时间: 今天", "看(这里)", "好的."])) == 4
    assert faults(["您好，再见。", "28 位", "09:00–17:00", "（UTC）", "点“···”"]) == []


@pytest.mark.parametrize("tag", CHINESE)
def test_the_data_file_does(tag: str) -> None:
    assert faults(texts_of(tomllib.loads((FORMS / f"{tag}.toml").read_text()))) == []


def test_the_cards_do() -> None:
    cards = tomllib.loads((FORMS / "emergency.toml").read_text())["say"]
    assert faults(texts_of([card for card in cards if card["lang"].startswith("zh")])) == []


@pytest.mark.parametrize("tag", CHINESE)
def test_the_translations_do(tag: str) -> None:
    texts = [text for message, text in catalogue(tag).items() if message]
    assert faults(re.sub(r"\{\w+\}", "字", text) for text in texts) == []  # What is filled in, too.


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize("path", [path for path in PAGES if path.split("/")[1] in CHINESE])
def test_the_pages_do(app: Flask, path: str) -> None:
    page = re.sub(r"<(style|script)\b.*?</\1>", "", get(app, path).text, flags=re.DOTALL)
    page = re.sub(r'<(\w+) lang="en".*?</\1>', "", page, flags=re.DOTALL)
    texts = unescape(re.sub(r"<[^>]*>", "\n", page)).split("\n")
    assert faults(texts) == []


@pytest.mark.parametrize(("zone", "clock"), [("UTC", "UTC"), ("Europe/Paris", "（巴黎时间）")])
@pytest.mark.parametrize("staffed", [(0, 1, 2, 3, 4), (0, 2), (0, 1, 2, 3, 4, 5, 6)])
def test_what_is_promised_does(app: Flask, staffed: tuple[int, ...], zone: str, clock: str) -> None:
    given = load_answering(None)
    table = Answering(staffed, given.opens, given.closes, given.times, zone)
    with app.test_request_context("/zh-Hans/"):
        g.lang = "zh-Hans"
        days = (date(2026, 11, 20), date(2026, 11, 21))
        said = [say_promise(table, level, day) for level in LEVELS for day in days]
    assert faults(said) == []
    assert all(clock in text for text in said)
