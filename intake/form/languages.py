"""The languages that pages are written in, the public's and the staff's: data, in one place.

What a language lacks is said in English, and marked: such a text is an ``InEnglish``.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from markupsafe import Markup, escape

from intake.form.files import NAMES as FILE
from intake.form.files import PACKAGED, Section

SOURCE: Final = "en"
"""The language that texts are written in first; what others lack is taken from it."""

READERS: Final = ("public", "staff", "all")

#: Around such a text in HTML; ``intake.web.words.english`` makes an element of it.
MARKED = Markup("<en>{}</en>")


class InEnglish(str):
    """A text in English where the page is in another language; HTML that shows it says so."""

    __slots__ = ()

    def __html__(self) -> str:
        """Return it marked; nothing that is escaped can look like the mark."""
        return MARKED.format(escape(str(self)))

    def format(self, *args: object, **values: object) -> "InEnglish":
        """Return it with its gaps filled, still marked."""
        return InEnglish(str.format(self, *args, **values))

    def format_map(self, values: Any) -> "InEnglish":  # noqa: ANN401 - as str
        """Return it with its gaps filled, still marked."""
        return InEnglish(str.format_map(self, values))

    def replace(self, old: str, new: str, count: Any = -1) -> "InEnglish":  # noqa: ANN401 - as str
        """Return it with ``new`` for ``old``, still marked."""
        return InEnglish(str.replace(self, old, new, count))


@dataclass(frozen=True)
class Language:
    """One language: what it calls itself, and how it is set.

    ``dir`` is ``ltr`` or ``rtl``; ``gap`` stands between two sentences; ``dates`` is the locale of
    CLDR (BCP 47) that days are written in; ``readers`` is one of ``READERS``.
    """

    name: str
    dir: str
    gap: str
    dates: str
    readers: str = "public"


def read_languages(raw: Mapping[str, object]) -> dict[str, Language]:
    """Return the languages of a table, by tag, in its order.

    Raises:
        FormError: A line is wrong.
    """
    return {tag: _language(tag, table) for tag, table in raw.items()}


def _language(tag: str, table: object) -> Language:
    section = Section(FILE, tag, table)
    name, direction = section.text("name"), section.text("dir", "ltr")
    gap, dates = section.text("gap", " "), section.text("dates", tag)
    language = Language(name, direction, gap, dates, section.text("readers", READERS[0]))
    section.done()
    if language.readers not in READERS:
        raise section.error("readers", f"must be one of {', '.join(READERS)}")
    if direction not in {"ltr", "rtl"}:
        raise section.error("dir", "must be ltr or rtl")
    return language


LISTED: Final = read_languages(tomllib.loads((PACKAGED / FILE).read_text(encoding="utf-8")))
"""Every language there is a line of, by BCP 47 tag."""


def _read_by(readers: str) -> dict[str, Language]:
    return {tag: each for tag, each in LISTED.items() if each.readers in {readers, "all"}}


KNOWN: Final = _read_by("public")
"""The languages of the public pages, by BCP 47 tag, in the order in which they are offered."""

LANGUAGES: Final[tuple[str, ...]] = tuple(KNOWN)

STAFF: Final = _read_by("staff")
"""The languages of the staff pages, by BCP 47 tag, in the order in which they are offered."""
