"""Days as people write them: understood or asked back, never read as another day."""

import json
from datetime import date
from pathlib import Path
from typing import Any, Literal

import pytest
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

from intake.form.files import FormError
from intake.form.given.typed_dates import read_typed
from intake.form.loading.form import load_form
from intake.form.questions.grammar import load_grammar
from intake.form.questions.moments import read_moment

CASES = json.loads((Path(__file__).parents[1] / "vectors/typed_dates.json").read_bytes())["vectors"]
DATES = load_form(None).dates
DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))
#: As people write a day: with strftime, and as the languages of the page do.
STYLES = (
    *("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%y.%m.%d", "%y/%m/%d", "%Y年%m月%d日", "%y年%m月%d号"),
    *(
        "%d/%m/%Y",
        "%d.%m.%Y",
        "%d-%m-%Y",
        "%d %m %Y",
        "%d/%m/%y",
        "%d.%m.%y",
        "%m/%d/%Y",
        "%m/%d/%y",
    ),
    *("%d %b %Y", "%d %B %Y", "%b %d, %Y", "%B %d %Y", "%d-%b-%Y", "%d %b %y", "%a %d %b %Y"),
    *("%-d/%-m/%Y", "%-d.%-m.%y", "%-d %b %Y", "%Y年%-m月%-d日", "%-m月%-d日"),
    *("%d/%m", "%m/%d", "%d.%m.", "%d %b", "%B %d", "%m月%d日"),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['name']} {case['written'][:40]!r}")
def test_what_people_write_is_understood_or_asked_back(case: dict[str, Any]) -> None:
    read = read_typed(DATES, case["written"])
    assert read.answer == case.get("answer", "")
    assert read.problem == case.get("problem", "")
    assert list(read.meant) == case.get("meant", [])


@given(DAYS, st.sampled_from(STYLES))
def test_no_day_is_ever_read_as_another(day: date, style: str) -> None:
    read = read_typed(DATES, day.strftime(style))
    if read.answer:
        assert read.answer == str(day)
    elif read.problem != "bad_date":  # 29.02.01 may be a slip: it is asked back and means nothing.
        assert str(day) in read.meant or str(day)[4:] in read.meant


@given(
    DAYS,
    st.sampled_from(["en_GB", "en_US", "zh_Hans", "zh_Hant_HK", "ug", "bo", "fr", "nl"]),
    st.sampled_from(["long", "medium", "full"]),
)
def test_a_day_written_out_by_the_page_is_understood(
    day: date, tag: str, length: Literal["long", "medium", "full"]
) -> None:
    assert read_typed(DATES, format_date(day, length, locale=tag)).answer == str(day)


@given(DAYS, st.sampled_from(["de", "de_AT", "de_CH"]), st.sampled_from(["long", "full"]))
def test_a_day_in_german_is_understood_where_its_month_is_a_word(
    day: date, tag: str, length: Literal["long", "full"]
) -> None:
    assert read_typed(DATES, format_date(day, length, locale=tag)).answer == str(day)


@given(st.one_of(st.text(max_size=30), st.text("0123456789./-:年月日 @|ampm", max_size=20)))
def test_whatever_is_written_is_an_answer_or_a_problem(written: str) -> None:
    read = read_typed(DATES, written)
    assert bool(read.answer) != bool(read.problem)
    if read.answer:
        assert read_moment(read.answer)
        assert read_typed(DATES, read.answer) == read


@pytest.mark.parametrize(
    "row",
    [
        '["(?<=a)b", "c"]',
        '["\\\\d", "c"]',
        '["a$", "c"]',
        '["(", "c"]',
        '["a", "$1"]',
        '["(a$|b)", "c"]',
        '["(a)", "\\\\d"]',
        '["(a)", "$0"]',
        '["(a)", "$10"]',
        '["(a)", "$&"]',
        '["(a)", "$$"]',
        '["(a)", "c$"]',
        '["a"]',
        "3",
    ],
)
def test_a_row_that_browsers_could_read_otherwise_stops_the_start(tmp_path: Path, row: str) -> None:
    (tmp_path / "dates.toml").write_text(f"[en]\nrows = [{row}]\n")
    with pytest.raises(FormError, match=r"^dates\.toml: en: rows: "):
        load_grammar(tmp_path)
