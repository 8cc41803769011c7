"""Adding a language: its line, a file with every text empty, an empty catalogue."""

import re
from dataclasses import dataclass
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from intake.commands.translating.pages import messages_by_page
from intake.commands.translating.staff import PARTS, staff_messages
from intake.form.files import LANGUAGE_FILE, NAMES, PACKAGED, FormError
from intake.form.languages import LANGUAGES, SOURCE
from intake.form.loading.readers import PAGES
from intake.web.words.i18n import STAFF_FILE, TRANSLATIONS

LINE = re.compile(r'^(?P<key>\s*(?:[\w-]+ = )?)"(?P<text>(?:[^"\\]|\\.)*)"(?P<end>,?)$')


@dataclass(frozen=True)
class Added:
    """A language that is to be added: BCP 47 tag, its own name, direction, locale of its days."""

    tag: str
    name: str
    dir: str
    dates: str


def describe(tag: str, name: str, dates: str) -> Added:
    """Return what CLDR knows of a language, where it is not said.

    Raises:
        FormError: There is such a language, the tag is none, or CLDR does not know it.
    """
    if tag in LANGUAGES or (PACKAGED / f"{tag}.toml").exists():
        raise FormError(NAMES, tag, "", "is there already")
    if not LANGUAGE_FILE.fullmatch(f"{tag}.toml"):
        raise FormError(NAMES, tag, "", "is not a tag such as it, zh-Hant or pt-BR")
    try:
        locale = Locale.parse(dates or tag, sep="-")
    except (UnknownLocaleError, ValueError):
        reason = "is not in CLDR: name one with --dates that days are to be written in"
        raise FormError(NAMES, dates or tag, "", reason) from None
    direction = "rtl" if locale.character_order == "right-to-left" else "ltr"
    return Added(tag, name or str(locale.get_display_name()), direction, dates)


def add_language(added: Added) -> list[Path]:
    """Write the files of a language and return them."""
    words = PACKAGED / f"{added.tag}.toml"
    words.write_text(_emptied((PACKAGED / f"{SOURCE}.toml").read_text()))
    messages = TRANSLATIONS / added.tag.replace("-", "_") / "LC_MESSAGES" / "messages.po"
    messages.parent.mkdir(parents=True)
    with messages.open("wb") as file:
        write_po(file, _catalogue(), width=100, omit_header=True)
    listed = PACKAGED / NAMES
    listed.write_text(listed.read_text() + _line(added))
    return [listed, words, messages]


def add_staff_catalogue(tag: str) -> Path:
    """Write what staff pages say, each text empty, and return the file.

    Raises:
        FormError: There is one, or the tag is none.
    """
    if not LANGUAGE_FILE.fullmatch(f"{tag}.toml"):
        raise FormError(NAMES, tag, "", "is not a tag such as it, zh-Hant or pt-BR")
    path = TRANSLATIONS / tag.replace("-", "_") / "LC_MESSAGES" / STAFF_FILE
    if path.exists():
        raise FormError(STAFF_FILE, tag, "", "is there already")
    path.parent.mkdir(parents=True, exist_ok=True)
    catalogue, parts = Catalog(), staff_messages()
    for part in PARTS:
        for message in sorted(parts[part]):
            catalogue.add(message, user_comments=() if message in catalogue else (part,))
    with path.open("wb") as file:
        write_po(file, catalogue, width=100, omit_header=True)
    return path


def _emptied(english: str) -> str:
    """Return the structure of a language's file, each text empty and beside it what it says."""
    return "".join(f"{_without_text(line)}\n" for line in english.splitlines())


def _without_text(line: str) -> str:
    found = LINE.match(line)
    return f'{found["key"]}""{found["end"]} # {found["text"]}' if found else line


def _catalogue() -> Catalog:
    catalogue, pages = Catalog(), messages_by_page()
    for page in PAGES:
        for message in sorted(pages[page]):
            catalogue.add(message, user_comments=() if message in catalogue else (page,))
    return catalogue


def _line(added: Added) -> str:
    lines = [f"[{added.tag}]", f'name = "{added.name}"']
    lines += ['dir = "rtl"'] if added.dir == "rtl" else []
    lines += [f'dates = "{added.dates}"'] if added.dates else []
    return "\n" + "\n".join(lines) + "\n"
