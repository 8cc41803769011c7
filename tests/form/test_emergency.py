"""The help page's data: only numbers with a source, and every language says the same."""

from datetime import date
from pathlib import Path

import pytest

from intake.form.emergency import stale_numbers
from intake.form.files import PACKAGED, FormError
from intake.form.languages import KNOWN
from intake.form.loading.emergency import load_emergency
from intake.form.loading.form import load_form

LANGUAGES = ("en", "zh-Hans")
DATA = load_emergency(None, LANGUAGES)
NUMBERS = {(n.place, n.kind, n.call or n.app) for place in DATA.places for n in place.numbers}
OURS = (PACKAGED / "emergency.toml").read_text()


def test_the_numbers_are_those_of_the_research_without_what_came_from_memory() -> None:
    assert {
        ("eu", "emergency", "112"),
        ("fr", "emergency", "17"), ("fr", "emergency", "112"), ("fr", "silent", "114"),
        ("be", "emergency", "112"), ("be", "emergency", "101"), ("be", "silent", "112 BE"),
        ("nl", "emergency", "112"), ("nl", "other", "0900-8844"),
        ("de", "emergency", "110"), ("de", "emergency", "112"), ("de", "silent", "nora"),
        ("gb", "emergency", "999"), ("gb", "silent", "999"),
        ("gb", "other", "101"), ("gb", "other", "0800 789 321"),
        ("us", "emergency", "911"),
        ("ca", "emergency", "911"), ("ca", "other", "1-800-420-5805"),
        ("au", "emergency", "000"), ("au", "other", "1800 123 400"), ("au", "other", "131 450"),
    } == NUMBERS  # fmt: skip


def test_110_is_always_called_german_police() -> None:
    found = [n for place in DATA.places for n in place.numbers if n.call == "110"]
    assert [(n.place, n.note["en"], n.note["zh-Hans"]) for n in found] == [
        ("de", "German police", "德国警察")
    ]
    for advice in DATA.advice.values():
        assert "110" not in str(advice)


def test_every_place_starts_with_a_number_to_speak_to() -> None:
    for place in DATA.places:
        assert place.numbers[0].kind == "emergency", place.id


def test_what_to_say_is_there_in_eight_languages_and_a_gloss_in_each_reader_s() -> None:
    spoken = [say.lang for say in DATA.sayings if not say.gloss]
    assert spoken == ["en", "fr", "nl", "de", "it", "es", "hu", "tr"]
    assert [say.lang for say in DATA.sayings if say.gloss] == ["zh-Hans", "zh-Hant", "ug", "bo"]
    assert {say.lang for say in DATA.sayings} >= set(KNOWN)


def test_advice_is_short_in_english() -> None:
    for advice in DATA.advice.values():
        for sentence in advice.lines["en"]:
            assert len(sentence.split()) <= 15, sentence


def test_a_number_is_stale_after_180_days_and_not_before() -> None:
    checked = DATA.places[0].numbers[0].checked_on
    assert checked == date(2026, 11, 22)
    assert stale_numbers(DATA, date(2027, 5, 21)) == []
    stale = stale_numbers(DATA, date(2027, 5, 22))
    assert stale[0] == "eu: 112"
    assert len(stale) == sum(len(place.numbers) for place in DATA.places)


def test_only_the_stale_numbers_are_named(tmp_path: Path) -> None:
    first = "checked_on = 2026-11-22"
    (tmp_path / "emergency.toml").write_text(OURS.replace(first, "checked_on = 2020-01-01", 1))
    assert stale_numbers(load_emergency(tmp_path, LANGUAGES), date(2026, 11, 23)) == ["eu: 112"]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('call = "112"', 'call = "press one"', "number eu press one: call: must be digits"),
        ('call = "112"', 'call = "112"\napp = "x"', "number eu 112: call: must be digits"),
        ('call = "112"', "", "number eu : call: must be digits"),
        ('kind = "emergency"', 'kind = "urgent"', "number eu 112: kind: must be one of"),
        ('place = "eu"', 'place = "xx"', "place: there is no place 'xx'"),
        ("checked_on = 2026-11-22", 'checked_on = "today"', "number eu 112: checked_on: must be"),
        ("checked_on = 2026-11-22", "", "number eu 112: checked_on: must be a date"),
        ('source = "unmarked"', "", "number eu 112: source: must be a text"),
        ('id = "fr"', 'id = "fr"\nname = "x"', "place fr: name: is not known here"),
        ('lang = "hu"', 'lang = "hu"\nworry = 1', "say hu: worry: is not known here"),
        ("gloss = true", "gloss = 1", "say zh-Hans: gloss: must be true or false"),
    ],
)
def test_wrong_data_is_named(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert old in OURS
    (tmp_path / "emergency.toml").write_text(OURS.replace(old, new, 1))
    with pytest.raises(FormError) as caught:
        load_emergency(tmp_path, LANGUAGES)
    assert str(caught.value).startswith(f"emergency.toml: {message}")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ('[help.place]\nfr = " "', "place: fr: must be a text"),
        ("[help.note]\npress_2 = 2", "note: press_2: must be a text"),
        ('[help.advice.friend]\nlines = ["x"]', "advice.friend: lines: every language needs the"),
        ("[help.advice.friend]\nlines = []", "advice.friend: lines: every language needs the"),
        ('[help.advice.friend]\nword = "x"', "advice.friend: word: is not known here"),
    ],
)
def test_wrong_words_are_named(tmp_path: Path, words: str, message: str) -> None:
    (tmp_path / "zh-Hans.toml").write_text(words)
    with pytest.raises(FormError) as caught:
        load_emergency(tmp_path, LANGUAGES)
    assert str(caught.value).startswith(f"zh-Hans.toml: help.{message}")


def test_a_place_or_a_note_without_words_is_named(tmp_path: Path) -> None:
    own = OURS.replace('id = "fr"', 'id = "xy"').replace('place = "fr"', 'place = "xy"')
    (tmp_path / "emergency.toml").write_text(own)
    with pytest.raises(FormError, match=r"en\.toml: help\.place: xy: must be a text"):
        load_emergency(tmp_path, LANGUAGES)
    (tmp_path / "emergency.toml").write_text(OURS.replace('note = "press_2"', 'note = "press_3"'))
    with pytest.raises(FormError, match=r"en\.toml: help\.note: press_3: must be a text"):
        load_emergency(tmp_path, LANGUAGES)


def test_an_operator_changes_the_words_of_the_help_page_in_the_languages_file(
    tmp_path: Path,
) -> None:
    (tmp_path / "en.toml").write_text('[help.place]\nfr = "La France"\n')
    places = {place.id: place.name["en"] for place in load_emergency(tmp_path, LANGUAGES).places}
    assert places["fr"] == "La France"
    assert places["be"] == "Belgium"
    assert load_form(tmp_path).texts == load_form(None).texts
