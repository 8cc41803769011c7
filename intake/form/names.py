"""Names of countries and languages: CLDR's (Babel), but for those that ``names.toml`` has.

A name that CLDR lacks in a language, and that is not ours either, is said in English, and marked.
"""

import tomllib
import unicodedata
from collections.abc import Collection, Mapping
from functools import cache
from typing import Any, Final

from babel import Locale, UnknownLocaleError

from intake.form.files import PACKAGED, WORDED_NAMES
from intake.form.languages import KNOWN, SOURCE, InEnglish

KINDS: Final = ("country", "language")


def name_of(kind: str, code: str, tag: str) -> str:
    """Return the name of a country or language in a language.

    Args:
        kind: One of ``KINDS``.
        code: An ISO 3166 code in any case, or a BCP 47 tag.
        tag: The language that it is said in, BCP 47.

    Returns:
        The name, with a capital as in a list; empty where English has none.
    """
    name = name_within(kind, code, tag)
    return name.replace(name[:1], name[:1].upper(), 1) if name else name


def name_within(kind: str, code: str, tag: str) -> str:
    """Return the same as it stands within a sentence: French writes languages small."""
    name = _ours(kind, tag).get(code) or _cldr(tag, kind).get(_key(kind, code), "")
    if name or tag == SOURCE:
        return name
    english = name_within(kind, code, SOURCE)
    return InEnglish(english) if english else ""


def names_of(kind: str, codes: Collection[str], tag: str) -> dict[str, str]:
    """Return the names of those of the codes that mean a country or language, by code."""
    named = {code: name_of(kind, code, tag) for code in codes}
    return {code: name for code, name in named.items() if name}


def in_order(kind: str, names: Mapping[str, str], tag: str) -> list[str]:
    """Return the codes of these names as readers of a language look for them."""
    first = [code for code in _table()["first"].get(kind, {}).get(tag, ()) if code in names]
    return list(dict.fromkeys([*first, *sorted(names, key=lambda code: _place(names[code], tag))]))


def _place(name: str, tag: str) -> tuple[list[int], str]:
    """Return what to sort a name by; letters that an alphabet lacks are passed over in it."""
    order, alphabet = _table()["order"].get(tag), _table()["alphabet"].get(tag, "")
    places = [alphabet.index(letter) for letter in name if letter in alphabet]
    if order:
        places = [*name.encode(order, "replace")]
    bare = "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))
    return places, bare.casefold()


def _key(kind: str, code: str) -> str:
    return code.upper() if kind == "country" else code.replace("-", "_")


@cache
def _cldr(tag: str, kind: str) -> Mapping[str, str]:
    """Return CLDR's names; none where days are written in another language for want of this one."""
    try:
        locale = Locale.parse(KNOWN[tag].dates if tag in KNOWN else tag, sep="-")
    except UnknownLocaleError:
        return {}
    if locale.language != tag.partition("-")[0]:
        return {}
    return locale.territories if kind == "country" else locale.languages


@cache
def _table() -> Mapping[str, Any]:
    return tomllib.loads((PACKAGED / WORDED_NAMES).read_text(encoding="utf-8"))


@cache
def _ours(kind: str, tag: str) -> Mapping[str, str]:
    rows = [row.get(kind, {}).get(tag, {}) for row in _table()["ours"]]
    return {code: name for row in rows for code, name in row.items()}
