"""Folding texts, so that a word is found however it was typed; and the word that means "stop".

The browser's twin is ``static/js/form/folding.js``; both read the letters of ``data/folding.json``
and the vectors of ``tests/vectors/folding.json`` (docs/spec/wire.md, Folding). Letters are named by
their numbers and not by Unicode's classes, of which every browser has its own version.
"""

import json
import re
import unicodedata
from typing import Any

from intake.form.files import PACKAGED

LEAST_CHARACTERS = 2  # Of a stop word, folded: one letter would stand in every message.

_BLANKS = re.compile("[\t-\r \x85\u1680\u2028\u2029]+")
_TSHEG = "\u0f0b"  # Between syllables; whether one ends a word is a matter of taste.
# What stands around a word that somebody names: quotes, commas, full stops.
_AROUND = (
    " .,;:!?\"'()-\u2026\u00b7\u00ab\u00bb\u2018\u2019\u201c\u201d\u201e\u201f"
    "\u3001\u3002\u300c\u300d\u300e\u300f\u0f0b\u0f0d"
)


def read_letters() -> dict[str, Any]:
    """Return what counts as one letter, and what parts words or is passed over in a search.

    ``letters`` has under what it counts as each character that is taken for it; ``marks`` are
    ranges of characters, ``parting`` and ``passed`` are characters.
    """
    read: dict[str, Any] = json.loads((PACKAGED / "folding.json").read_bytes())
    return {key: read[key] for key in ("marks", "passed", "parting", "letters")}


def _tables(read: dict[str, Any]) -> tuple[dict[int, str], dict[int, str]]:
    letters = {each: one for one, alike in read["letters"].items() for each in alike}
    beside = dict.fromkeys(read["passed"], "") | dict.fromkeys(read["parting"], " ")
    return str.maketrans(letters), str.maketrans(letters | beside)


def _passed_over(marks: str) -> re.Pattern[str]:
    """Marks; and a yeh under a hamza, which carries the vowel behind it.

    It is left out by who types without it.
    """
    return re.compile(f"[\u0649\u064a\u06cc\u06d2][{marks}]*?[\u0654\u0674]|[{marks}]")


_READ = read_letters()
_LETTERS, _EVERYTHING = _tables(_READ)
_PASSED_OVER = _passed_over(_READ["marks"])


def fold(text: str) -> str:
    """Return a text in lower case, without accents; letters of one sound are one, blanks too."""
    return _folded(text, _LETTERS)


def fold_words(text: str) -> str:
    """Return the words of a text, folded, without punctuation, one blank between them."""
    words = (word.strip(_TSHEG) for word in _folded(text, _EVERYTHING).split(" "))
    return " ".join(filter(None, words))


def _folded(text: str, alike: dict[int, str]) -> str:
    plain = _PASSED_OVER.sub("", unicodedata.normalize("NFKD", text).lower())
    return _BLANKS.sub(" ", unicodedata.normalize("NFKC", plain.translate(alike)))


def finds(words: str, search: str) -> bool:
    """Tell whether every word of a search stands in a text, in any order.

    Args:
        words: The words of the text, folded.
        search: As it was typed.
    """
    return all(word in words for word in fold_words(search).split(" "))


def holds_stop_word(message: str, stop_word: str) -> bool:
    """Tell whether a message holds the word that its writer chose for being forced.

    Args:
        message: As it was written.
        stop_word: The answer to ``c_stop``. One that has fewer than two characters when it is
            folded, and what stands around it is taken off, is in no message.
    """
    word = fold(stop_word).strip(_AROUND)
    return len(word) >= LEAST_CHARACTERS and word in fold(message)
