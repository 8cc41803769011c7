"""Without JavaScript too a report is sent once, however often "Send" is pressed."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask

from intake.web.admission.rooms import SENDING
from intake.web.services import services_of
from tests.report.checking import hidden_fields, press
from tests.report.stored import NOTHING, ONE_REPORT, count_rows
from tests.report.test_plain import GOOD, code_in, post, read_back

FIRST = {name: value for name, value in GOOD.items() if name != "code"}


@pytest.fixture(autouse=True)
def _desk(desk: object) -> None:
    """There is a desk."""


def test_the_first_press_stores_nothing_and_shows_everything_again(app: Flask) -> None:
    given = {"kinds": ["documents", "other"], "d_pickup": "2026-11-25", "d_pickup_time": "11:35"}
    page = post(app, FIRST | given)
    text = page.get_data(as_text=True)
    assert (page.status_code, count_rows(app)) == (200, NOTHING)
    assert "It has not been sent yet." in text
    assert "My passport or papers were taken or refused" in text
    assert "25 November 2026 · 11:35" in text
    assert ("story", "a story") in hidden_fields(page)
    assert "Content-Encoding" not in page.headers
    assert page.headers["Cache-Control"] == "no-store"


def test_pressing_send_twice_is_one_report_and_shows_its_code_again(app: Flask) -> None:
    page = post(app, FIRST)
    first, second = press(app, page), press(app, page)
    assert (first.status_code, second.status_code) == (200, 200)
    assert code_in(first) == code_in(second)
    assert "already arrived" in second.get_data(as_text=True)
    assert "already arrived" not in first.get_data(as_text=True)
    assert count_rows(app) == ONE_REPORT
    assert read_back(app, code_in(second))["story"] == "a story"


def test_pressing_send_at_the_same_time_is_one_report(app: Flask) -> None:
    page = post(app, FIRST)
    times = SENDING.places  # More at once are refused for want of a place.
    assert times > 1
    with ThreadPoolExecutor(times) as pool:
        answers = list(pool.map(lambda _: press(app, page), range(times)))
    assert [answer.status_code for answer in answers] == [200] * times
    assert len({code_in(answer) for answer in answers}) == 1
    assert count_rows(app) == ONE_REPORT


def test_the_same_words_of_somebody_else_are_another_report(app: Flask) -> None:
    codes = {code_in(press(app, post(app, FIRST))) for _ in range(2)}
    assert len(codes) == 2
    assert count_rows(app)["cases"] == 2


@pytest.mark.parametrize("written", ["in 3 hours", "明天中午", "25.11.", "x" * 300])
def test_a_day_nobody_can_read_is_asked_back_once_and_then_goes_as_it_was_written(
    app: Flask, written: str
) -> None:
    fields = {"kinds": "documents", "d_pickup": written, "d_pickup_part": "evening"}
    asked = post(app, FIRST | fields)
    assert (asked.status_code, count_rows(app)) == (422, NOTHING)
    carried = {"asked": dict(hidden_fields(asked))["asked"]}
    assert post(app, FIRST | fields | {"d_pickup": "soon"} | carried).status_code == 422
    again = post(app, FIRST | fields | carried)
    assert again.status_code == 200
    changed = press(app, again, edit="1")
    assert dict(hidden_fields(changed))["asked"] == carried["asked"]
    assert written in str(read_back(app, code_in(press(app, again)))["d_pickup"])


def test_changing_something_leads_back_to_the_form_with_every_word(app: Flask) -> None:
    page = press(app, post(app, FIRST | {"place": 'a <b>"place"'}), edit="1")
    text = page.get_data(as_text=True)
    assert (page.status_code, count_rows(app)) == (200, NOTHING)
    assert "a story</textarea>" in text
    assert "a &lt;b&gt;&#34;place&#34;" in text
    assert (
        'name="code"' not in text
    )  # What is changed is another report: it gets a code of its own.
    assert 'role="alert"' not in text


@pytest.mark.parametrize("code", ["", "1234", "x" * 28])
def test_a_code_that_is_none_is_drawn_anew(app: Flask, code: str) -> None:
    page = post(app, FIRST | {"code": code})
    assert count_rows(app) == NOTHING
    assert dict(hidden_fields(page))["code"] != code
    assert len(dict(hidden_fields(page))["code"]) == 28


@pytest.mark.parametrize("lang", ["en", "zh-Hans"])
def test_every_answer_that_is_shown_leads_back_to_its_question(app: Flask, lang: str) -> None:
    given = FIRST | {"kinds": ["documents", "other"], "place": "a place", "c_stop": "marmalade"}
    page = post(app, given, f"/{lang}/plain").text
    shown = set(re.findall(r'data-answer="(\w+)"', page))
    ways = re.findall(rf'name="edit" value="(\w+)"[^>]*formaction="/{lang}/plain#q-(\w+)"', page)
    assert shown == {"danger_now", "kinds", "story", "place", "c_stop"}
    assert sorted(ways) == sorted((name, name) for name in shown)
    assert "marmalade</dd>" not in page
    back = post(app, given | {"edit": "place"}, f"/{lang}/plain").text
    assert 'id="q-place"' in back
    assert 'value="a place"' in back
    assert "marmalade" in back


@pytest.mark.parametrize("lang", ["en", "zh-Hans"])
def test_each_receipt_says_where_it_was_locked_and_who_could_read_along(
    app: Flask, lang: str
) -> None:
    here, there = {
        "en": ("It was locked on your device.", "our computer could read along"),
        "zh-Hans": ("内容在您的设备上已经加密", "我们的服务器有可能看到"),
    }[lang]
    plain = press(app, post(app, FIRST, f"/{lang}/plain"), lang).text.partition("<main>")[2]
    script = str(services_of(app).assets[f"form-{lang}.json"].packed.plain, "utf-8")
    assert (here in plain, there in plain) == (False, True)
    assert (here in script, there in script) == (True, False)


@pytest.mark.parametrize("lang", ["en", "zh-Hans"])
def test_no_button_says_send_before_the_one_that_sends(app: Flask, lang: str) -> None:
    send = {"en": "Send", "zh-Hans": "发送"}[lang]
    button = re.compile(r'<button type="submit" name="send"[^>]*>([^<]*)<')
    for path in (f"/{lang}/form", f"/{lang}/plain"):
        assert button.findall(app.test_client().get(path).text) != [send]
    assert button.findall(post(app, FIRST, f"/{lang}/plain").text) == [send]
