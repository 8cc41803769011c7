"""Who has read a language: rows of role and day, never a name, in the file of that language.

Until two native speakers have read the words of a page, the page calls itself a draft. A row holds
the hash of the words that were read; two count who read the same words and are not the same role.
Whether these are still the words of now is not asked while the program runs: a test and ``intake
languages`` want a row of other words taken away.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from intake.form.files import Section, read_language
from intake.form.languages import SOURCE

PAGES = ("start", "help", "form", "receipt", "box", "check", "access")
STAFF_PAGES = "staff"  # All of them: what they say is one catalogue.
ENOUGH = 2
HASH = re.compile(r"[0-9a-f]{16}", re.ASCII)


@dataclass(frozen=True)
class Read:
    """One reading of one page: by whom (a role), on which day, and of which words.

    ``of`` is the hash of the words, 16 hexadecimal digits (``intake languages`` prints it).
    """

    page: str
    role: str
    date: date
    of: str


@cache
def load_reads(tag: str) -> tuple[Read, ...]:
    """Return who read our words of a language; what an operator changed is theirs to have read.

    Raises:
        FormError: A row is wrong.
    """
    ours, _own = read_language(None, tag)
    raw = ours.get("read", [])
    section = Section(f"{tag}.toml", "read", {"read": raw})
    return tuple(_read(f"{tag}.toml", each) for each in (section.tables("read") if raw else ()))


@cache
def drafts(tag: str) -> frozenset[str]:
    """Return the pages that two native speakers have not read yet; in the source text none is."""
    if tag == SOURCE:
        return frozenset()
    found = load_reads(tag)
    return frozenset(page for page in PAGES if count_readers(found, page) < ENOUGH)


def count_readers(found: Iterable[Read], page: str) -> int:
    """Return how many have read one and the same words of a page, at most; one for each role."""
    roles: dict[str, set[str]] = {}
    for row in found:
        if row.page == page:
            roles.setdefault(row.of, set()).add(row.role.strip().casefold())
    return max(map(len, roles.values()), default=0)


@cache
def is_staff_draft(tag: str) -> bool:
    """Tell whether two native speakers have not read what staff pages say in a language yet."""
    return tag != SOURCE and count_readers(load_reads(tag), STAFF_PAGES) < ENOUGH


def _read(file: str, raw: object) -> Read:
    section = Section(file, "read", raw)
    page, role, of = section.text("page"), section.text("role"), section.text("of")
    day = section.take("date")
    section.done()
    if page not in {*PAGES, STAFF_PAGES}:
        raise section.error("page", f"must be one of {', '.join([*PAGES, STAFF_PAGES])}")
    if type(day) is not date:
        raise section.error("date", "must be a date")
    if not HASH.fullmatch(of):
        raise section.error("of", "must be what `intake languages` prints of the page")
    return Read(page, role, day, of)
