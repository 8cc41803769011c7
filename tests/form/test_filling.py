"""What a language does not say is said in English, and marked; English itself must say all."""

from pathlib import Path

import pytest

from intake.form.files import PACKAGED, FormError
from intake.form.languages import KNOWN, InEnglish, read_languages
from intake.form.loading import filling
from intake.form.loading.emergency import load_emergency
from intake.form.loading.filling import fill, read_filled
from intake.form.loading.form import load_form
from tests.form.test_form_files import TEXTS, write

HALF = '[question.color]\nlabel = "哪个？"\n[question.color.choices]\nred = "红"\n'


def test_what_a_language_lacks_is_in_english_and_says_so(tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / "zh-Hans.toml").write_text(HALF)
    texts = load_form(tmp_path).texts["zh-Hans"]
    color, diary = texts.questions["color"], texts.questions["diary"]
    assert (color.label, isinstance(color.label, InEnglish)) == ("哪个？", False)
    assert (color.choices["blue"], isinstance(color.choices["blue"], InEnglish)) == ("Blue", True)
    assert (diary.label, isinstance(diary.label, InEnglish)) == ("Tell us", True)
    assert isinstance(texts.steps["first"].title, InEnglish)


def test_the_list_of_a_language_keeps_its_order_and_what_it_lacks_comes_last() -> None:
    assert list(fill({"b": "2", "a": "1"}, {"a": "x", "c": "z", "b": "y"})) == ["b", "a", "c"]


def test_an_empty_text_of_ours_is_not_translated_yet_and_one_of_the_operators_takes_it_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = {"en": {"a": {"x": "one", "y": ["p", "q"]}}, "fr": {"a": {"x": "", "y": ["", ""]}}}
    monkeypatch.setattr(filling, "read_language", lambda _folder, tag: (ours[tag], {}))
    said, _own = read_filled(None, "fr")
    assert said == ours["en"]
    assert isinstance(said["a"]["x"], InEnglish)
    assert [type(each) for each in said["a"]["y"]] == [InEnglish, InEnglish]
    monkeypatch.undo()
    (tmp_path / "zh-Hans.toml").write_text('[question.last_when]\nhelp = ""\n')
    assert load_form(tmp_path).texts["zh-Hans"].questions["last_when"].help == ""


def test_of_a_list_each_line_that_is_empty_is_in_english() -> None:
    (lines,) = fill({"lines": ["un", ""]}, {"lines": ["one", "two"]}).values()
    assert [(line, isinstance(line, InEnglish)) for line in lines] == [("un", False), ("two", True)]


def test_a_language_of_which_nothing_is_said_yet_starts(tmp_path: Path) -> None:
    (tmp_path / "qaa.toml").write_text("")
    texts = load_form(tmp_path)
    for name in ("country", "kinds"):
        assert {*map(type, texts.texts["qaa"].questions[name].choices.values())} == {InEnglish}
    assert texts.texts["qaa"].twins == texts.texts["en"].twins
    places = load_emergency(tmp_path, ("en", "qaa")).places
    assert {type(place.name["qaa"]) for place in places} == {InEnglish}


def test_in_english_a_text_that_is_missing_stops_the_start(tmp_path: Path) -> None:
    write(tmp_path, texts=TEXTS.replace('label = "Tell us"', ""))
    with pytest.raises(FormError, match=r"en\.toml: question diary: label: must be a text"):
        load_form(tmp_path)


def test_a_text_in_english_keeps_its_mark_when_its_gaps_are_filled() -> None:
    text = InEnglish("{n} of {m}")
    assert text.format(n=1, m=2) == text.replace("{n}", "1").replace("{m}", "2") == "1 of 2"
    assert text.replace("{n}", "<").__html__() == "<en>&lt; of {m}</en>"
    assert text.format(n=1, m=2).__html__() == "<en>1 of 2</en>"


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ({"name": ""}, "xx: name: must be a text"),
        ({"name": "X", "dir": "up"}, "xx: dir: must be ltr or rtl"),
        ({"name": "X", "gpa": ""}, "xx: gpa: is not known here"),
    ],
)
def test_a_wrong_line_of_a_language_is_named(line: dict[str, str], message: str) -> None:
    with pytest.raises(FormError) as caught:
        read_languages({"xx": line})
    assert str(caught.value) == f"languages.toml: {message}"


def test_every_language_that_is_offered_has_its_files() -> None:
    for tag in KNOWN:
        assert (PACKAGED / f"{tag}.toml").is_file()
