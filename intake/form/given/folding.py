"""Folding texts, so that a word is found however it was typed; and the word that means "stop".

The browser's twin is ``static/js/form/folding.js``; both read ``tests/vectors/folding.json``.
Letters are named by their numbers and not by Unicode's classes, of which every browser has its own
version.
"""

import re
import unicodedata

LEAST_CHARACTERS = 2  # Of a stop word, folded: one letter would stand in every message.

# Accents of Latin, Greek and Cyrillic, vowel marks of Hebrew and Arabic, the Arabic tatweel, and
# marks that nobody sees. The signs of Tibetan and other scripts are letters, and stay.
_PASSED_OVER = re.compile(
    "[\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u061c\u0640\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufe00-\ufe0f\ufeff]"
)
_ALIKE = str.maketrans(
    {
        **dict.fromkeys("\u0649\u06cc\u06d2", "\u064a"),  # yeh
        **dict.fromkeys("\u06a9\u06aa", "\u0643"),  # kaf
        "\u0f0c": "\u0f0b",  # tsheg
        "\u03c2": "\u03c3",  # sigma at the end of a word
    }
)
_BLANKS = re.compile("[\t-\r \x85\u1680\u2028\u2029]+")
# What stands around a word that somebody names: quotes, commas, full stops.
_AROUND = (
    " .,;:!?\"'()-\u2026\u00b7\u00ab\u00bb\u2018\u2019\u201c\u201d\u201e\u201f"
    "\u3001\u3002\u300c\u300d\u300e\u300f\u0f0b\u0f0d"
)


def fold(text: str) -> str:
    """Return a text in lower case, without accents; letters of one sound are one, blanks too."""
    plain = unicodedata.normalize("NFKD", text).lower()
    letters = unicodedata.normalize("NFKC", _PASSED_OVER.sub("", plain)).translate(_ALIKE)
    return _BLANKS.sub(" ", letters)


def holds_stop_word(message: str, stop_word: str) -> bool:
    """Tell whether a message holds the word that its writer chose for being forced.

    Args:
        message: As it was written.
        stop_word: The answer to ``c_stop``. One that has fewer than two characters when it is
            folded, and what stands around it is taken off, is in no message.
    """
    word = fold(stop_word).strip(_AROUND)
    return len(word) >= LEAST_CHARACTERS and word in fold(message)
