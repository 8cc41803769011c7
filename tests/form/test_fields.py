"""Every field of DOMAIN 3 is asked, with its choices, and shown at the desk."""

from dataclasses import replace
from types import MappingProxyType

import pytest

from intake.form.loading.form import load_form
from intake.form.questions.reading import load_reading
from tests.form.fields import WANTED, faults, main, places

FORM = load_form(None)
READING = load_reading(FORM, None)


def test_every_field_is_asked_with_its_choices_and_shown_at_the_desk() -> None:
    assert faults(FORM, READING) == []


def test_every_question_of_the_form_is_a_field_that_somebody_wanted() -> None:
    wanted = WANTED.read_text()
    extra = [place.field for place in places(FORM, READING) if f"\n{place.field} = " not in wanted]
    assert extra == []


def test_a_field_that_is_asked_nowhere_or_offers_less_is_named() -> None:
    kept = {name: q for name, q in FORM.questions.items() if name not in {"c_word", "c_channel"}}
    kept["c_channel"] = replace(FORM.questions["c_channel"], choices=("phone",))
    form = replace(FORM, questions=MappingProxyType(kept))
    said = faults(form, READING)
    assert "c_word: is asked nowhere" in said
    assert "c_channel: does not offer signal" in said


def test_a_field_that_no_page_of_the_desk_shows_is_named() -> None:
    topics = {name: words for name, words in READING.topics.items() if name != "sharing"}
    said = faults(FORM, replace(READING, topics=MappingProxyType(topics)))
    assert "s_lawyer: no page of the desk shows it" in said


def test_the_command_prints_a_line_for_each_field(capsys: pytest.CaptureFixture[str]) -> None:
    assert main() == 0
    lines = {line.split()[0]: line for line in capsys.readouterr().out.splitlines()}
    assert "contact" in lines["c_cover"]
    assert "before contact" in lines["c_cover"]
    assert "ident_kind_1 … 5" in lines["ident_kind"]
    assert "first of all" in lines["c_avoid"]
