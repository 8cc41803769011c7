"""Words are found however they were typed, as in tests/js/folding.test.js."""

import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.form.given.folding import finds, fold, fold_words, holds_stop_word, read_letters

VECTORS = json.loads((Path(__file__).parents[1] / "vectors/folding.json").read_bytes())


@pytest.mark.parametrize("case", VECTORS["fold"], ids=lambda case: ascii(case["text"]))
def test_a_text_is_folded_alike_in_both_languages(case: dict[str, str]) -> None:
    assert fold(case["text"]) == case["folded"]


@pytest.mark.parametrize("case", VECTORS["stop"], ids=lambda case: case["name"])
def test_a_stop_word_is_found_as_it_may_be_typed_and_a_short_one_never(
    case: dict[str, Any],
) -> None:
    assert holds_stop_word(case["message"], case["word"]) is case["holds"]


@pytest.mark.parametrize("case", VECTORS["words"], ids=lambda case: ascii(case["text"]))
def test_the_words_of_a_text_are_alike_in_both_languages(case: dict[str, str]) -> None:
    assert fold_words(case["text"]) == case["words"]


@pytest.mark.parametrize("case", VECTORS["find"], ids=lambda case: case["name"])
def test_a_search_finds_what_is_there_however_it_is_typed(case: dict[str, Any]) -> None:
    assert finds(fold_words(case["text"]), case["search"]) is case["finds"]


@given(st.text(), st.text(st.characters(categories=["Lu", "Ll", "Lo"]), min_size=3), st.text())
def test_a_word_of_letters_is_found_wherever_it_stands(before: str, word: str, after: str) -> None:
    if len(fold(word)) >= 2:
        assert holds_stop_word(f"{before} {word} {after}", word)


@given(st.text(), st.text())
def test_no_text_makes_it_fail(message: str, word: str) -> None:
    assert fold(fold(message)) == fold(message)
    assert fold_words(fold_words(message)) == fold_words(message)
    assert holds_stop_word(message, word) in {True, False}


def test_each_letter_counts_as_one_thing_that_counts_as_nothing_else() -> None:
    """So that the order of the rows means nothing, and folding twice is folding once."""
    read = read_letters()
    taken = [*"".join(read["letters"].values()), *read["parting"], *read["passed"]]
    assert len(set(taken)) == len(taken)
    for each in taken:
        assert unicodedata.normalize("NFKD", each).lower() == each, ascii(each)
    for one in read["letters"]:
        assert not set(one) & set(taken), ascii(one)
        assert fold(one) == one


def test_the_digits_of_a_script_count_as_what_they_are_worth() -> None:
    letters = read_letters()["letters"]
    for digit in "0123456789":
        assert {unicodedata.digit(each) for each in letters[digit]} == {int(digit)}
    zeros = "\u0660\u06f0\u0966\u0f20\u1810"  # Arabic, Persian, Devanagari, Tibetan, Mongolian.
    assert set(zeros) <= set(letters["0"])


@given(st.text())
def test_both_normal_forms_are_one(text: str) -> None:
    folded = {fold_words(unicodedata.normalize(form, text)) for form in ("NFC", "NFD", "NFKC")}
    assert folded == {fold_words(text)}
