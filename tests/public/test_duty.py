"""Start page and form say whether somebody is there, before anything is written, to all alike."""

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from flask import Flask, g

from intake.form.urgency.answering import load_answering
from intake.form.urgency.duty import Duty
from intake.web.words.promised import say_duty
from tests.conftest import TestClock
from tests.public.test_pages import get
from tests.report.test_plain import GOOD, post

PAGES = [f"/{tag}/{name}" for tag in ("en", "zh-Hans") for name in ("", "form", "plain", "box")]
SAID = {
    "en": (
        "Somebody is here until 17:00 (Paris time).",
        "Nobody is here now. From Monday 23 November, 09:00, Paris time.",
    ),
    "zh-Hans": (
        "现在有人值班，到 17:00 为止（巴黎时间）。",
        "现在没有人值班，11月23日星期一 09:00 起才有人（巴黎时间）。",
    ),
}

pytestmark = pytest.mark.usefixtures("desk")


def paris(text: str) -> int:
    zone = ZoneInfo("Europe/Paris")
    return int(datetime.fromisoformat(text).replace(tzinfo=zone).timestamp())


@pytest.mark.parametrize("path", PAGES)
def test_the_page_changes_at_the_hour_and_at_no_other_time(
    app: Flask, clock: TestClock, path: str
) -> None:
    here, away = SAID[path.split("/")[1]]
    seen = {}
    for moment in ("2026-11-20T09:00:00", "2026-11-20T16:59:59"):
        clock.now = paris(moment)
        seen[moment] = get(app, path).data
    assert len(set(seen.values())) == 1
    for moment in ("2026-11-20T17:00:00", "2026-11-21T12:00:00", "2026-11-23T08:59:59"):
        clock.now = paris(moment)
        seen[moment] = get(app, path).data
    assert len(set(seen.values())) == 2
    assert here in seen["2026-11-20T16:59:59"].decode()
    assert away in seen["2026-11-20T17:00:00"].decode()


@pytest.mark.parametrize("path", PAGES)
def test_at_one_time_it_is_the_same_for_everybody_and_nothing_may_keep_it(
    app: Flask, clock: TestClock, path: str
) -> None:
    clock.now = paris("2026-11-20T16:59:59")
    first = get(app, path, Accept_Encoding="gzip")
    second = get(app, path, Accept_Encoding="gzip", User_Agent="x", Cookie="a=b")
    assert first.data == second.data
    assert first.headers["Cache-Control"] == "no-store"
    assert {"ETag", "Last-Modified", "Expires"}.isdisjoint(first.headers.keys())


@pytest.mark.parametrize("tag", SAID)
def test_it_stands_beside_the_danger_question_and_help_says_usual_hours_only(
    app: Flask, clock: TestClock, tag: str
) -> None:
    clock.now = paris("2026-11-20T17:00:00")
    for name in ("form", "plain", "box"):
        question = get(app, f"/{tag}/{name}").text.partition('id="q-danger_now"')[2]
        assert SAID[tag][1] in question.partition("</fieldset>")[0]
    kept = get(app, f"/{tag}/help")
    clock.now = paris("2026-11-20T16:00:00")
    assert kept.data == get(app, f"/{tag}/help").data
    assert "09:00–17:00" in kept.text
    assert not any(said in kept.text for said in SAID[tag])


def test_a_form_that_comes_back_with_a_fault_says_how_it_is_then(
    app: Flask, clock: TestClock
) -> None:
    clock.now = paris("2026-11-20T17:00:00")
    page = post(app, {name: text for name, text in GOOD.items() if name != "danger_now"})
    assert page.status_code == 422
    assert SAID["en"][1] in page.text


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "Somebody is here until Friday 27 November, 24:00 (Paris time)."),
        ("bo", "གཟའ་པ་སངས་"),
        ("ug", "27-نويابىر، جۈمە"),
        ("zh-Hans", "现在有人值班，到11月27日星期五 24:00 为止（巴黎时间）。"),
    ],
)
def test_a_desk_open_day_and_night_names_the_day_on_which_nobody_is_left(
    app: Flask, lang: str, said: str
) -> None:
    table = replace(load_answering(None), opens=0, closes=24)
    with app.test_request_context(f"/{lang}/"):
        g.lang = lang
        assert said in say_duty(table, Duty(True, date(2026, 11, 27), 24))
