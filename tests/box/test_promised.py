"""Until when somebody answers: receipt and box say it in one sentence, by the desk's own clock."""

import re
from dataclasses import replace
from datetime import date

import pytest
from flask import Flask, g

from intake.crypto.case.bodies import LEVELS
from intake.form.urgency.answering import Answering, load_answering
from intake.web.words.promised import say_promise
from tests.conftest import TestClock
from tests.people import People
from tests.promises.reporting import come_back_plain
from tests.report.checking import press
from tests.report.test_plain import GOOD, code_in, post
from tests.spoken import FEW

FRIDAY, SATURDAY = date(2026, 11, 20), date(2026, 11, 21)
PARIS = load_answering(None)
UTC = replace(PARIS, zone="UTC")
UNCODED = {name: value for name, value in GOOD.items() if name != "code"}
DAY = 86_400  # Seconds.


def promised(page: str) -> str:
    """Return what a receipt or a box without a script promises."""
    found = re.search(r"<(b|p)[^>]* data-promise>(.*?)</\1>", page)
    assert found
    return found[2]


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize("level", LEVELS)
def test_receipt_and_box_promise_the_same_on_every_day_and_when_it_was_sent_again(
    people: People, clock: TestClock, level: str
) -> None:
    sent = [people.reporter(level=level) for _ in range(7)]
    first = []
    for reporter in sent:
        first.append(reporter.send().get_json()["promise"])
        clock.now += DAY
    again = [reporter.send().get_json()["promise"] for reporter in sent]
    assert [reporter.box()[0]["promise"] for reporter in sent] == first == again
    assert all(first)


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize("lang", FEW)
def test_receipt_and_box_promise_the_same_without_a_script(
    app: Flask, people: People, lang: str
) -> None:
    page = press(app, post(app, UNCODED, f"/{lang}/plain"), lang)
    box = come_back_plain(people.client(), code_in(page), lang=lang)
    assert promised(page.text) == promised(box.text)


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize("lang", ["en", "zh-Hans"])
def test_who_asked_for_no_answer_is_promised_none_on_receipt_and_in_the_box(
    app: Flask, people: People, lang: str
) -> None:
    page = press(app, post(app, UNCODED | {"c_mode": "none"}, f"/{lang}/plain"), lang)
    box = come_back_plain(people.client(), code_in(page), lang=lang)
    said = promised(page.text)
    assert said == promised(box.text)
    words = {"en": ("read", "expect"), "zh-Hans": ("会有人看", "预计")}[lang]
    assert words[0] in said
    assert words[1] not in said


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize("level", LEVELS)
def test_a_script_is_given_both_promises_and_they_stay_the_same(
    people: People, clock: TestClock, level: str
) -> None:
    reporter = people.reporter(level=level)
    told = reporter.send().get_json()
    clock.now += DAY
    box = reporter.box()[0]
    assert box["reads"] == told["reads"] != told["promise"]
    assert "answer by" not in told["reads"]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (
            (UTC, "emergency", FRIDAY, "en"),
            (
                "While somebody is here, we expect to answer within 15 minutes."
                " Somebody is here: Monday to Friday, 09:00–17:00, UTC."
            ),
        ),
        (
            (PARIS, "urgent", SATURDAY, "en"),
            (
                "While somebody is here, we expect to answer within 4 hours."
                " Somebody is here: Monday to Friday, 09:00–17:00, Paris time."
                " The next such day is Monday, 23 November 2026."
            ),
        ),
        (
            (PARIS, "urgent", SATURDAY, "zh-Hans"),
            (
                "有人值班时，预计 4 小时内答复。值班时间：星期一至星期五，09:00–17:00（巴黎时间）。"
                "下次有人值班是2026年11月23日星期一。"
            ),
        ),
        (
            (PARIS, "soon", SATURDAY, "en"),
            (
                "We expect to answer by Tuesday, 24 November 2026."
                " Somebody is here: Monday to Friday, 09:00–17:00, Paris time."
            ),
        ),
    ],
)
def test_a_promise_names_the_days_and_the_clock(
    app: Flask, asked: tuple[Answering, str, date, str], said: str
) -> None:
    table, level, day, lang = asked
    with app.test_request_context(f"/{lang}/"):
        g.lang = lang
        assert say_promise(table, level, day) == said
