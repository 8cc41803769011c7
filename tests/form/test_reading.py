"""How the desk reads a report: every topic has words, and every row speaks of what is asked."""

import json
from pathlib import Path

import pytest

from intake.form.files import PACKAGED, FormError
from intake.form.loading.form import load_form
from intake.form.questions.reading import load_reading
from tests.vectors.make_form import HERE, build

FORM = load_form(None)


def test_the_browser_and_the_desk_are_told_what_their_tests_read() -> None:
    for name, text in build().items():
        stored = (HERE / name).read_text()
        assert stored == text, f"write {name} again: tests/vectors/README.md says how"


def test_every_answer_about_contact_is_told_before_somebody_writes_or_decides() -> None:
    """The others stand in questions of their own: who must not see it, and whom to keep away."""
    rows = json.dumps([[row.when, row.tell] for row in load_reading(FORM, None).known])
    apart = {"c_avoid"}
    asked = {name for name in FORM.questions if name.startswith("c_")} - apart
    assert {name for name in asked if f'"{name}"' not in rows} == set()


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('danger = "Danger"', "", "reading.toml: topic: danger: must be a text"),
        ('danger = "Danger"', 'danger = "D"\nx = "X"', "reading.toml: topic: x: is not known"),
        ('"c_cover"]', '"c_kover"]', "reading.toml: known 'If somebody else answers, say:': tell"),
        ('has = "here"', 'has = "heer"', "reading.toml: known 'Answer only here, in their box."),
        ("grave = true", "grave = 1", "reading.toml: known 'Do not answer."),
    ],
)
def test_a_wrong_row_is_named(tmp_path: Path, old: str, new: str, message: str) -> None:
    text = (PACKAGED / "reading.toml").read_text()
    assert old in text
    (tmp_path / "reading.toml").write_text(text.replace(old, new, 1))
    with pytest.raises(FormError) as caught:
        load_reading(FORM, tmp_path)
    assert str(caught.value).startswith(message)
