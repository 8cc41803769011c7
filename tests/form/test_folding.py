"""The word that means "stop" is found however it was typed, as in tests/js/folding.test.js."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.form.given.folding import fold, holds_stop_word

VECTORS = json.loads((Path(__file__).parents[1] / "vectors/folding.json").read_bytes())


@pytest.mark.parametrize("case", VECTORS["fold"], ids=lambda case: ascii(case["text"]))
def test_a_text_is_folded_alike_in_both_languages(case: dict[str, str]) -> None:
    assert fold(case["text"]) == case["folded"]


@pytest.mark.parametrize("case", VECTORS["stop"], ids=lambda case: case["name"])
def test_a_stop_word_is_found_as_it_may_be_typed_and_a_short_one_never(
    case: dict[str, Any],
) -> None:
    assert holds_stop_word(case["message"], case["word"]) is case["holds"]


@given(st.text(), st.text(st.characters(categories=["Lu", "Ll", "Lo"]), min_size=3), st.text())
def test_a_word_of_letters_is_found_wherever_it_stands(before: str, word: str, after: str) -> None:
    if len(fold(word)) >= 2:
        assert holds_stop_word(f"{before} {word} {after}", word)


@given(st.text(), st.text())
def test_no_text_makes_it_fail(message: str, word: str) -> None:
    assert fold(fold(message)) == fold(message)
    assert holds_stop_word(message, word) in {True, False}
