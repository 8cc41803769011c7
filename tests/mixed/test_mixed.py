"""A few hundred strings mixed from the eight scripts; `make strings` takes 50,000."""

from random import Random

import pytest

from tests.mixed.finding import check
from tests.mixed.strings import POOLS, make, typed
from tests.mixed.walking import walk
from tests.people import People

SEED = 20261129
FOUND, WALKED = 400, 400


def strings(count: int) -> tuple[list[str], Random]:
    random = Random(SEED)
    return [make(random) for _ in range(count)], random


def test_the_strings_hold_every_kind_of_character_and_the_same_seed_gives_the_same() -> None:
    made, random = strings(FOUND)
    joined = set("".join(made))
    for pool in POOLS:
        assert joined & set(pool)
    assert made == strings(FOUND)[0]
    assert any(typed(random, text) != text for text in made)


def test_each_is_read_encoded_folded_and_found_alike_in_both_languages() -> None:
    assert check(*strings(FOUND)) == []


def test_a_change_is_seen_in_each_half(monkeypatch: pytest.MonkeyPatch) -> None:
    """Python's half is told to fold otherwise; the browser's does not follow."""
    monkeypatch.setattr("tests.mixed.finding.fold_words", lambda text: f"{text}x")
    wrong = check(["aa", "bb"], Random(SEED))
    assert sum("folding twice" in said for said in wrong) == 2
    assert sum("in the browser: its words are others" in said for said in wrong) == 2


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # Stored are bytes alone.
def test_each_comes_through_form_box_desk_and_export_as_it_was(people: People) -> None:
    made, random = strings(WALKED)
    anna = people.new("anna", "caseworker", triage=True)
    assert walk(people, anna, made, random) == []
