"""Steps that are asked several times: numbered questions, each time shown after the one before."""

from pathlib import Path

import pytest

from intake.form.files import FormError
from intake.form.given.answers import check_answers, collect_answers, drop_hidden, visible
from intake.form.loading.form import load_form

FORM = load_form(None)
STRUCTURE = """
version = 7
[[step]]
id = "first"
times = 2
questions = ["kind", "value"]
[[question]]
id = "kind"
type = "radio"
choices = ["phone", "plate"]
[[question]]
id = "value"
type = "text"
max = 9
when = { q = "kind", has = "phone" }
"""
TEXTS = """
[step.first]
title = "First"
[question.kind]
label = "What kind?"
[question.kind.choices]
phone = "Phone"
plate = "Plate"
[question.value]
label = "Write it"
"""


def write(folder: Path, structure: str = STRUCTURE) -> Path:
    (folder / "intake.toml").write_text(structure)
    for tag in ("en", "zh-Hans"):
        (folder / f"{tag}.toml").write_text(TEXTS)
    return folder


def test_each_time_has_its_own_ids_and_a_number_before_the_same_words(tmp_path: Path) -> None:
    form = load_form(write(tmp_path))
    words = form.texts["en"].questions
    assert list(form.questions) == ["kind_1", "value_1", "kind_2", "value_2"]
    assert [words[name].label for name in form.questions] == [
        *("1 · What kind?", "1 · Write it", "2 · What kind?", "2 · Write it")
    ]
    assert [(q.base, q.time) for q in form.questions.values()][2:] == [("kind", 2), ("value", 2)]


def test_the_next_time_is_asked_when_the_one_before_was_begun(tmp_path: Path) -> None:
    form = load_form(write(tmp_path))
    assert visible(form, {}) == {"kind_1"}
    assert visible(form, {"kind_1": "plate"}) == {"kind_1", "kind_2"}
    assert visible(form, {"kind_1": "phone"}) == {"kind_1", "value_1", "kind_2"}


def test_several_numbers_are_kept_as_they_were_typed() -> None:
    typed = [" +33 (0)1 23 45 ", "粤B·12345", "Ab C-1"]
    kinds = ("phone", "number_plate", "other")
    entries = [("danger_now", "no"), ("kinds", "other")]
    for time, (kind, value) in enumerate(zip(kinds, typed, strict=True), 1):
        entries += [(f"ident_kind_{time}", kind), (f"ident_value_{time}", value)]
    answers = drop_hidden(FORM, collect_answers(FORM, entries))
    assert check_answers(FORM, answers) == {}
    assert [answers[f"ident_value_{time}"] for time in (1, 2, 3)] == [typed[0].strip(), *typed[1:]]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("times = 2", "times = 10", "intake.toml: step first: times: must be at most 9"),
        ("times = 2", "times = 0", "intake.toml: step first: times: must be a whole number"),
        ('"plate"]', '"plate"]\nwhen = {}', "intake.toml: question kind: when: the first question"),
        ('q = "kind"', 'q = "kinds"', "intake.toml: question value_1: when: there is no question"),
        ('"value"]', '"valu"]', "intake.toml: step first: questions: valu_1 is not described"),
    ],
)
def test_a_wrong_repetition_is_named(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert old in STRUCTURE
    with pytest.raises(FormError) as caught:
        load_form(write(tmp_path, STRUCTURE.replace(old, new)))
    assert str(caught.value).startswith(message)
