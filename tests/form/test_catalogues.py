"""What every language says, files and catalogues together: nobody is accused, sentences are short.

What no text may hold, by language: ``catalogues.toml``. A language that is only begun is held to
what it says; one that is offered, to saying all.
"""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from intake.commands.translating.state import all_languages, standing_of
from intake.form.files import read_language
from intake.form.languages import LANGUAGES, SOURCE
from intake.web.words.i18n import PUBLIC_FILE, read_catalogue

RULES = tomllib.loads((Path(__file__).parent / "catalogues.toml").read_text())
TAGS = all_languages()
GAP = re.compile(r"\{\w+\}|%\(\w+\)s")
PARTS = ("step", "question", "told", "help")


def leaves(value: Any, path: str = "") -> Iterator[tuple[str, str]]:  # noqa: ANN401 - TOML
    if isinstance(value, dict):
        for key, below in value.items():
            yield from leaves(below, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for at, below in enumerate(value, 1):
            yield from leaves(below, f"{path}.{at}")
    else:
        yield path, value


@cache
def words_of(tag: str) -> dict[str, str]:
    """Return every text of a file, by key, that is not empty."""
    ours, _own = read_language(None, tag)
    parts = {part: ours.get(part, {}) for part in PARTS}
    return {key: text for key, text in leaves(parts) if text}


def messages_of(tag: str) -> dict[str, str]:
    if tag == SOURCE:
        return {text: text for text in read_catalogue("zh-Hans", PUBLIC_FILE)}
    return read_catalogue(tag, PUBLIC_FILE)


def all_texts(tag: str) -> dict[str, str]:
    return words_of(tag) | messages_of(tag)


def sentences(tag: str) -> Iterator[str]:
    for text in all_texts(tag).values():
        yield from re.split(RULES[tag]["ends"], GAP.sub("x", text))


def length(tag: str, sentence: str) -> int:
    if "words" in RULES[tag]:
        return len(sentence.split())
    return sentence.count("་") + 1 if tag == "bo" else len(re.sub(r"[\x00-\x7f]+", "x", sentence))


def test_every_language_that_is_offered_has_its_rules() -> None:
    assert [tag for tag in LANGUAGES if tag not in RULES] == []


@pytest.mark.parametrize("tag", LANGUAGES)
def test_a_language_that_is_offered_lacks_nothing(tag: str) -> None:
    assert [(page.page, page.missing) for page in standing_of(tag) if page.missing] == []


@pytest.mark.parametrize("tag", TAGS)
@pytest.mark.parametrize("kind", ["forbidden", "idioms"])
def test_nobody_is_accused_and_nothing_means_something_else_than_its_words(
    tag: str, kind: str
) -> None:
    for word in RULES[tag][kind]:
        found = re.compile(
            rf"(?<![^\W\d_]){re.escape(word)}" if word.isascii() else word, re.IGNORECASE
        )
        assert [key for key, text in all_texts(tag).items() if found.search(text)] == [], word


@pytest.mark.parametrize("tag", TAGS)
def test_a_sentence_is_short(tag: str) -> None:
    most = RULES[tag].get("words") or RULES[tag]["letters"]
    assert [each for each in sentences(tag) if length(tag, each) > most] == []


@pytest.mark.parametrize("tag", TAGS)
def test_110_never_stands_without_saying_whose_police_it_is(tag: str) -> None:
    german = RULES[tag]["german"].lower()
    assert [key for key, text in words_of(tag).items() if "110" in text] == []
    for text in messages_of(tag).values():
        assert "110" not in text
    note = words_of(tag).get("help.note.german_police", german).lower()
    assert german in note
    assert note != words_of(tag).get("help.note.police")


@pytest.mark.parametrize("tag", TAGS)
def test_three_services_are_three(tag: str) -> None:
    path = "question.h_who.choices"
    names = [f"{path}.{name}" for name in ("police", "political_police", "state_security")]
    said = [words_of(tag)[name] for name in names if name in words_of(tag)]
    assert len({*said}) == len(said)
    for service, name in zip(RULES[tag]["services"], names, strict=False):
        holding = [key for key, text in words_of(tag).items() if key in names and service in text]
        assert holding == [name], service


@pytest.mark.parametrize("tag", TAGS)
def test_the_same_id_says_the_same_thing(tag: str) -> None:
    english, said = words_of(SOURCE), words_of(tag)
    assert [key for key in said if key not in english] == [], "nothing that English does not say"
    for key, text in said.items():
        assert sorted(GAP.findall(text)) == sorted(GAP.findall(english[key])), key
    for message, text in messages_of(tag).items():
        assert sorted(GAP.findall(text)) == sorted(GAP.findall(message)), message
    for listed in {key.rpartition(".")[0] for key in english if key.rpartition(".")[2] == "1"}:
        counts = [sum(key.rpartition(".")[0] == listed for key in each) for each in (english, said)]
        assert counts[1] in {0, counts[0]}, listed


def test_the_search_finds_what_it_looks_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(globals(), "all_texts", lambda _tag: {"a": "You were a Victim. " * 9})
    with pytest.raises(AssertionError):
        test_nobody_is_accused_and_nothing_means_something_else_than_its_words("en", "forbidden")
    monkeypatch.setitem(globals(), "all_texts", lambda _tag: {"a": "so " * 19})
    with pytest.raises(AssertionError):
        test_a_sentence_is_short("en")
