"""Structure and texts: what is wrong is named, and what an operator may change."""

import hashlib
from pathlib import Path

import pytest

from intake.form.files import FormError
from intake.form.loading.form import load_form
from intake.form.questions.moments import earliest_moment

#: Our own form: by its version a digest of ids, types and choices in their order. Who changes one
#: of these gives the form another version, and writes a line for it here.
VERSIONS = {3: "4861318859ec1633874e64d91b1bf13b77e942bc0904e7120305b51d3a6ec881"}

STRUCTURE = """
version = 7
one_of = ["diary"]
[[step]]
id = "first"
questions = ["color", "diary"]
[[question]]
id = "color"
type = "radio"
choices = ["red", "blue"]
[[question]]
id = "diary"
type = "textarea"
max = 100
when = { q = "color", has = "red" }
"""
TEXTS = """
[step.first]
title = "First"
[question.color]
label = "Which?"
[question.color.choices]
red = "Red"
blue = "Blue"
[question.diary]
label = "Tell us"
"""


def write(folder: Path, structure: str = STRUCTURE, texts: str = TEXTS) -> Path:
    (folder / "intake.toml").write_text(structure)
    for tag in ("en", "zh-Hans"):
        (folder / f"{tag}.toml").write_text(texts)
    return folder


def test_a_form_that_asks_otherwise_has_another_version() -> None:
    form = load_form(None)
    asked = [(name, each.type, list(each.choices)) for name, each in form.questions.items()]
    assert VERSIONS[form.version] == hashlib.sha256(repr(asked).encode()).hexdigest()


def test_an_operator_may_bring_a_form_of_their_own(tmp_path: Path) -> None:
    form = load_form(write(tmp_path))
    assert form.version == 7
    assert list(form.questions) == ["color", "diary"]
    assert form.texts["zh-Hans"].questions["color"].choices["blue"] == "Blue"


def test_an_operator_may_change_one_text_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "en.toml").write_text('[question.last_when]\nhelp = "Take your time."\n')
    ours, changed = load_form(None), load_form(tmp_path)
    when = changed.texts["en"].questions["last_when"]
    assert when.help == changed.others["en"].questions["last_when"].help == "Take your time."
    assert when.label == ours.texts["en"].questions["last_when"].label
    assert changed.texts["zh-Hans"] == ours.texts["zh-Hans"]
    assert changed.steps == ours.steps


def test_an_operator_may_add_a_language(tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / "pt-BR.toml").write_text(TEXTS)
    assert set(load_form(tmp_path).texts) == {*load_form(None).texts, "pt-BR"}


def test_a_form_may_leave_questions_of_ours_out(tmp_path: Path) -> None:
    (tmp_path / "intake.toml").write_text(
        STRUCTURE.replace("color", "who_for").replace('"red", "blue"', '"me", "saw"')
        .replace('"red"', '"me"').replace("diary", "story").replace('"first"', '"danger"')
    )  # fmt: skip
    choices = load_form(tmp_path).texts["en"].questions["who_for"].choices
    assert dict(choices) == {"me": "Me", "saw": "Something I saw"}


def test_a_folder_that_does_not_exist_changes_nothing(tmp_path: Path) -> None:
    assert load_form(tmp_path / "forms") == load_form(None)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("version = 7", "", "intake.toml: version: must be a whole number"),
        ("version = 7", 'version = "7"', "intake.toml: version: must be a whole number"),
        ("version = 7", "version = 7\nverison = 8", "intake.toml: verison: is not known here"),
        ('["diary"]', '["dairy"]', "intake.toml: one_of: there is no question 'dairy'"),
        ('["diary"]', "[1]", "intake.toml: one_of: must be a list of texts"),
        ('"color", "diary"]', '"color"]', "intake.toml: question diary: stands in no step"),
        ('"diary"]\n[[q', '"x"]\n[[q', "intake.toml: step first: questions: x is not described"),
        ('["color", "diary"]', '["color", "color"]', "intake.toml: step first: questions: names"),
        ('id = "first"', 'id = "First"', "intake.toml: step First: id: must be lower case"),
        ('id = "diary"', 'id = "color"', "intake.toml: question color: id: stands here twice"),
        ('id = "diary"\n', "", "intake.toml: question: id: must be a text"),
        (
            "diary",
            "diary_time",
            "intake.toml: question diary_time: id: must not end in _rough, _part, _time",
        ),
        ('"radio"', '"radios"', "intake.toml: question color: type: must be one of"),
        ('"radio"', '"date"', "intake.toml: question color: choices: a date has no choices"),
        ('choices = ["red", "blue"]', "", "intake.toml: question color: choices: a radio needs"),
        ('"red", "blue"]', '"red", "RED"]', "intake.toml: question color: choices: 'RED' must"),
        ('"red", "blue"]', '"red", "red"]', "intake.toml: question color: choices: names someth"),
        ('"blue"]', '"blue"]\nmax = 3', "intake.toml: question color: max: a text needs one"),
        ("max = 100\n", "", "intake.toml: question diary: max: a text needs one"),
        ("max = 100\n", "max = 30000\n", "intake.toml: question diary: max: a text needs one"),
        ("max = 100\n", "max = -1\n", "intake.toml: question diary: max: must be a whole number"),
        ('"blue"]', '"blue"]\ndefault = "x"', "intake.toml: question color: default: must be one"),
        ('"blue"]', '"blue"]\nrequired = 1', "intake.toml: question color: required: must be true"),
        ('"blue"]', '"blue"]\nobject = "x"', "intake.toml: question color: object: must be one"),
        ('"blue"]', '"blue"]\nsecret = true', "intake.toml: question color: secret: only what is"),
        ("diary", "c_stop", "intake.toml: question c_stop: secret: must be true"),
        ('has = "red"', 'has = "pink"', "intake.toml: question diary: when: color has no choice"),
        ('has = "red"', "within_hours = 3", "intake.toml: question diary: when: may look only at"),
        ('"blue"]', '"blue"]\ntime = 2', "intake.toml: question color: time: is not known here"),
        (
            '"color", "diary"]',
            '"diary", "color"]',
            "intake.toml: question diary: when: there is no",
        ),
        (
            '"blue"]',
            '"blue"]\nobject = "contact"',
            "intake.toml: question diary: when: there is no",
        ),
        ("[[step]]", "[step]", "intake.toml: step: needs at least one"),
        (
            "[[step]]",
            '[danger]\ncolor = "pink"\n[[step]]',
            "intake.toml: danger: color: there is no",
        ),
        (
            "[[step]]",
            '[danger]\ndiary = "x"\n[[step]]',
            "intake.toml: danger: diary: must be a radio",
        ),
    ],
)
def test_a_wrong_structure_is_named(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert old in STRUCTURE
    write(tmp_path, STRUCTURE.replace(old, new))
    with pytest.raises(FormError) as caught:
        load_form(tmp_path)
    assert str(caught.value).startswith(message)


@pytest.mark.parametrize(
    ("says", "message"),
    [
        ('color = "dairy"', "intake.toml: path: says: 'color' cannot stand for 'dairy'"),
        ('diary = "color"', "intake.toml: path: says: 'diary' cannot stand for 'color'"),
        ('color = "color"', "intake.toml: path: says: 'color' cannot stand for 'color'"),
        ("color = 3", "intake.toml: path says: color: must be a text"),
    ],
)
def test_what_an_answer_of_the_short_path_says_is_a_question_beside_it(
    tmp_path: Path, says: str, message: str
) -> None:
    path = '[path]\nwhen = {{ q = "color", has = "red" }}\nscreens = [["color"]]\nsays = {{ {} }}\n'
    good = STRUCTURE.replace("[[step]]", path.format('color = "diary"') + "[[step]]")
    short = load_form(write(tmp_path, good)).path
    assert short
    assert dict(short.says) == {"color": "diary"}
    write(tmp_path, good.replace('color = "diary"', says))
    with pytest.raises(FormError) as caught:
        load_form(tmp_path)
    assert str(caught.value).startswith(message)
    required = good.replace("max = 100", "max = 100\nrequired = true")
    with pytest.raises(FormError, match="cannot stand for 'diary'"):
        load_form(write(tmp_path, required))


def test_a_question_may_stand_in_one_step_only(tmp_path: Path) -> None:
    second = '[[step]]\nid = "second"\nquestions = ["color"]\n'
    write(tmp_path, STRUCTURE.replace("[[question]]", second + "[[question]]", 1))
    with pytest.raises(FormError, match="step second: questions: color stands in two places"):
        load_form(tmp_path)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('title = "First"', "", "en.toml: step first: title: must be a text"),
        ('label = "Tell us"', "", "en.toml: question diary: label: must be a text"),
        ('label = "Tell us"', 'label = "  "', "en.toml: question diary: label: must be a text"),
        ('label = "Tell us"', 'lable = "Tell us"', "en.toml: question diary: label: must be"),
        ('"Tell us"', '"x"\nwho = "y"', "en.toml: question diary: who: is not known here"),
        ('blue = "Blue"\n', "", "en.toml: question color.choices: blue: must be a text"),
        ('blue = "Blue"\n', 'blue = "B"\ngreen = "G"\n', "en.toml: question color.choices: green"),
        ("[question.diary]", "[question.dairy]", "en.toml: question diary: label: must be a text"),
        ("[step.first]", "[steps.first]", "en.toml: steps: is not known here"),
        ('[step.first]\ntitle = "First"', "[step]\nfirst = 1", "en.toml: step first: must be a t"),
        ('label = "Tell us"', "label = Tell us", "en.toml: cannot be read"),
    ],
)
def test_a_wrong_text_is_named(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert old in TEXTS
    write(tmp_path, texts=TEXTS.replace(old, new))
    with pytest.raises(FormError) as caught:
        load_form(tmp_path)
    assert str(caught.value).startswith(message)


def test_a_misspelt_text_of_the_operator_does_not_pass_in_silence(tmp_path: Path) -> None:
    (tmp_path / "en.toml").write_text('[question.stroy]\nlabel = "x"\n')
    with pytest.raises(FormError, match=r"^en\.toml: question: stroy: is not known here$"):
        load_form(tmp_path)


def test_a_file_that_means_nothing_is_named(tmp_path: Path) -> None:
    (tmp_path / "rule.toml").write_text("")
    with pytest.raises(FormError, match=r"^rule\.toml: not the name of a form or language file$"):
        load_form(tmp_path)


def test_a_file_that_is_not_utf8_is_named(tmp_path: Path) -> None:
    (tmp_path / "en.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(FormError, match=r"^en\.toml: cannot be read"):
        load_form(tmp_path)


def test_a_day_begins_where_it_begins_first_on_earth() -> None:
    assert earliest_moment("2026-11-22", 0) == earliest_moment("2026-11-22T00:00", 0)
    assert earliest_moment("1970-01-02T00:00", 0) == (24 - 14) * 3600


@pytest.mark.parametrize("name", ["kinds", "country", "who_for"])
def test_what_the_queue_shows_cannot_be_made_a_text(tmp_path: Path, name: str) -> None:
    write(tmp_path, STRUCTURE.replace("diary", name))
    with pytest.raises(FormError, match=rf"^intake\.toml: question {name}: type: must be "):
        load_form(tmp_path)
