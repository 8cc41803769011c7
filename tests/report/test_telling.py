"""What a rule tells, without a script: before sending, on the receipt, and in no log."""

import logging
import re

import pytest
from flask import Flask
from sqlalchemy import select

from intake.store.models import LogDetail, LogEntry
from intake.web.services import services_of
from tests.report.checking import press
from tests.report.test_plain import GOOD, post
from tests.spoken import FEW

FIRST: dict[str, str | list[str]] = {name: value for name, value in GOOD.items() if name != "code"}
#: What is told to the answers that make a rule speak.
SPEAKING: dict[str, dict[str, str | list[str]]] = {
    "lure": {"kinds": "documents", "d_condition": ["meet", "airport"]},
    "deadline": {"kinds": "family_call", "f_deadline": "2026-10-27"},
    "scam": {"kinds": "harassment", "h_want": ["money", "stay_secret"]},
    "child": {"age_u18": "yes"},
    "hurt": {"need": "hurt_myself"},
    "watched": {"need": "online"},
}


@pytest.fixture(autouse=True)
def _desk(desk: object) -> None:
    """There is a desk."""


def test_each_text_there_is_has_answers_here(app: Flask) -> None:
    assert set(SPEAKING) == set(services_of(app).form.texts["en"].told)


@pytest.mark.parametrize("lang", FEW)
@pytest.mark.parametrize("name", SPEAKING)
def test_a_rule_that_speaks_is_read_before_sending_and_on_the_receipt(
    app: Flask, name: str, lang: str
) -> None:
    told = services_of(app).form.texts[lang].told
    check = post(app, FIRST | SPEAKING[name], f"/{lang}/plain")
    for page in (check, press(app, check, lang)):
        text = page.get_data(as_text=True)
        assert page.status_code == 200
        assert [each for each in told if told[each].title in text] == [name]
        assert all(point in text for point in told[name].points)
        way = f'<a href="#danger"><b>{told[name].danger}</b></a>'
        assert (way in text) is bool(told[name].danger)


@pytest.mark.parametrize("lang", FEW)
@pytest.mark.parametrize("name", SPEAKING)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # Words alone.
def test_what_a_rule_tells_about_somebody_else_reads_so_before_sending_and_on_the_receipt(
    app: Flask, name: str, lang: str
) -> None:
    form = services_of(app).form
    mine, theirs = (
        {each.text, *each.points}
        for each in (form.words(lang, is_other=is_other).told[name] for is_other in (False, True))
    )
    other = {"who_for": "someone", "wording": "other"}
    check = post(app, FIRST | SPEAKING[name] | other, f"/{lang}/plain")
    for page in (check, press(app, check, lang)):
        said = {text.strip() for text in re.findall(r">([^<>]+)<", page.get_data(as_text=True))}
        assert theirs - said == set()
        assert (mine - theirs) & said == set()


def test_what_is_told_without_a_last_sentence_leaves_no_empty_line(app: Flask) -> None:
    check = post(app, FIRST | SPEAKING["child"])
    told = services_of(app).form.texts["en"].told["child"]
    section = check.get_data(as_text=True).partition('class="care"')[2].partition("</section>")[0]
    assert not told.end
    assert told.title in section
    assert not re.search(r"<p>\s*</p>", section)


def test_nothing_is_told_where_no_rule_tells(app: Flask) -> None:
    told = services_of(app).form.texts["en"].told.values()
    check = post(app, FIRST)
    for page in (check, press(app, check)):
        assert not [each for each in told if each.title in page.get_data(as_text=True)]


def test_what_was_told_stands_in_no_log(app: Flask, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        for answers in SPEAKING.values():
            press(app, post(app, FIRST | answers))
    with services_of(app).database.reading() as db:
        entries = b"".join(db.scalars(select(LogEntry.leaf)))
        details = b"".join(db.scalars(select(LogDetail.detail)))
    logged = entries + details + caplog.text.encode()
    assert entries
    for word in (b'"T13"', b'"T16"', b'"T17"', b'"T24"', b"hurt_myself", b"unclear.scam"):
        assert word not in logged
