"""What is asked back about an answer (intake/web/words/asking.py); its twin is asking.test.js."""

from datetime import UTC, datetime

import pytest
from flask import Flask, g

from intake.form.loading.form import load_form
from intake.web.words.asking import say_fault

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # Words alone.


@pytest.mark.parametrize(
    ("now", "written", "meant"),
    [
        ("2026-11-22", "25 Nov", "25 November 2026"),
        ("2026-11-22", "2 January", "2 January 2027"),
        ("2026-01-05", "30 December", "30 December 2025"),
        ("2026-11-22", "29 February", "29 February 2028"),
    ],
)
def test_of_days_without_a_year_the_nearest_is_meant_whatever_comes_between(
    app: Flask, now: str, written: str, meant: str
) -> None:
    at = datetime.fromisoformat(now).replace(tzinfo=UTC).timestamp()
    with app.app_context():
        g.lang = "en"
        assert meant in say_fault(load_form(None), "no_year", written, int(at))


def test_what_somebody_wrote_is_quoted_as_it_stands_and_is_no_helpers_to_translate(
    app: Flask,
) -> None:
    with app.app_context():
        g.lang = "en"
        said = say_fault(load_form(None), "bad_date", "tomorrow|<b>{meant}|evening|@9", 0)
        assert '<span translate="no">\u2068&lt;b&gt;{meant} 9\u2069</span>' in said
