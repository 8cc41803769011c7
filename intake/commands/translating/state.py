"""How far a language is: by page what it says, what it lacks, and who has read which words."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from intake.commands.translating.pages import PARTS, messages_by_page
from intake.commands.translating.staff import PARTS as PARTS_OF_STAFF
from intake.commands.translating.staff import staff_messages
from intake.crypto.encoding import encode_json
from intake.form.files import find_languages, read_language
from intake.form.languages import LANGUAGES, SOURCE
from intake.form.loading.readers import PAGES, STAFF_PAGES, Read, load_reads
from intake.web.words.i18n import STAFF_FILE, catalogue, read_catalogue

HASH_DIGITS = 16

Words = dict[str, str]  # By id: the key in the file of a language, or the message in English.


@dataclass(frozen=True)
class Standing:
    """One page in one language: how many texts, which it lacks, their hash, who has read them."""

    page: str
    asked: int
    missing: tuple[str, ...]
    of: str
    reads: tuple[Read, ...]


def all_languages() -> list[str]:
    """Return the tags of all languages there are words in; those that are offered come first."""
    return [*LANGUAGES, *(tag for tag in find_languages(None) if tag not in LANGUAGES)]


def standing_of(tag: str) -> list[Standing]:
    """Return how every page stands in one language."""
    asked, said = _asked(), _said(tag)
    return [_standing(tag, page, asked[page], said) for page in PAGES]


def staff_standing_of(tag: str) -> list[Standing]:
    """Return how every part of the staff pages stands in a language that they are written in."""
    parts, said = staff_messages(), read_catalogue(tag, STAFF_FILE)
    asked = {part: {text: text for text in texts} for part, texts in parts.items()}
    spoken = {text: text for texts in parts.values() for text in texts} if tag == SOURCE else said
    return [_standing(tag, part, asked[part], spoken) for part in PARTS_OF_STAFF]


def staff_reading_of(tag: str) -> Standing:
    """Return how all of the staff pages stands in such a language: it is read as one."""
    asked = {text: text for texts in staff_messages().values() for text in texts}
    said = asked if tag == SOURCE else read_catalogue(tag, STAFF_FILE)
    return _standing(tag, STAFF_PAGES, asked, said)


def _standing(tag: str, page: str, asked: Words, said: Words) -> Standing:
    missing = tuple(sorted(key for key in asked if not said.get(key)))
    read = [[key, said.get(key, "")] for key in sorted(asked)]
    of = hashlib.sha256(encode_json(read)).hexdigest()[:HASH_DIGITS]
    reads = tuple(row for row in load_reads(tag) if row.page == page)
    return Standing(page, len(asked), missing, of, reads)


def _asked() -> dict[str, Words]:
    """Return what every page says in English."""
    found: dict[str, Words] = {
        page: {text: text for text in texts} for page, texts in messages_by_page().items()
    }
    for key, text in _texts(SOURCE).items():
        found[PARTS[key.partition(".")[0]]][key] = text
    return found


def _said(tag: str) -> Words:
    messages = (
        {text: text for texts in messages_by_page().values() for text in texts}
        if tag == SOURCE
        else {message: text for message, text in catalogue(tag).items() if message}
    )
    return messages | _texts(tag)


def _texts(tag: str) -> Words:
    ours, _own = read_language(None, tag)
    return dict(_leaves({part: ours.get(part, {}) for part in PARTS}))


def _leaves(table: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from _leaves(value, f"{path}{key}.")
        elif isinstance(value, list):
            yield from ((f"{path}{key}.{at}", text) for at, text in enumerate(value, 1))
        else:
            yield f"{path}{key}", value
