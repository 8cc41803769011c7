"""The data files of the form: where they lie, how they are read, and what an error says.

Every file exists in the package (``intake/form/data/``). An operator may put files of the same
names in ``forms/`` of the instance folder: a text file (``en.toml``) is laid over ours key by key,
any other file replaces ours. Whatever is wrong stops the start with one line that names file, item
and key.
"""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

PACKAGED = Path(__file__).parent / "data"
STRUCTURE, RULES, EMERGENCY = "intake.toml", "rules.toml", "emergency.toml"
READING = "reading.toml"
ANSWERING, NAMES, WRITTEN_DATES = "answering.toml", "languages.toml", "dates.toml"
WORDED_NAMES = "names.toml"
ACCESS = "access.toml"
OTHERS = {STRUCTURE, RULES, EMERGENCY, READING, ANSWERING, NAMES, WRITTEN_DATES}
OTHERS |= {WORDED_NAMES, ACCESS}
LANGUAGE_FILE = re.compile(r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-[A-Z]{2})?\.toml", re.ASCII)


class FormError(ValueError):
    """A data file is wrong; the text is one line: file, item, key, reason."""

    def __init__(self, file: str, item: str, key: str, reason: str) -> None:
        super().__init__(": ".join(part for part in (file, item, key, reason) if part))


def read_file(folder: Path | None, name: str) -> dict[str, object]:
    """Read one data file: the operator's if there is one, else ours.

    Args:
        folder: The operator's folder of data files, or None; it need not exist.
        name: A file name such as ``rules.toml``.

    Raises:
        FormError: The file is missing, is not UTF-8 or is not TOML.
    """
    own = folder / name if folder else None
    return _parse(own if own and own.is_file() else PACKAGED / name)


def read_language(folder: Path | None, tag: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Read the texts of one language: ours and the operator's, either may be empty.

    Raises:
        FormError: As for ``read_file``.
    """
    places = [place / f"{tag}.toml" if place else None for place in (PACKAGED, folder)]
    ours, own = (_parse(path) if path and path.is_file() else {} for path in places)
    return ours, own


def find_languages(folder: Path | None) -> list[str]:
    """The tags (BCP 47) of all languages that have a text file, ours first, of them English.

    What is wrong in several of them is so named in the source text.

    Raises:
        FormError: A ``.toml`` file has a name that means nothing.
    """
    names: dict[str, None] = {}
    for place in (PACKAGED, folder):
        files = place.glob("*.toml") if place else []
        for path in sorted(files, key=lambda path: (path.stem != "en", path.name)):
            if path.name in OTHERS:
                continue
            if not LANGUAGE_FILE.fullmatch(path.name):
                raise FormError(path.name, "", "", "not the name of a form or language file")
            names[path.stem] = None
    return list(names)


def _parse(path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_bytes().decode())
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise FormError(path.name, "", "", f"cannot be read ({error})") from error


def lay_over(under: dict[str, object], over: dict[str, object]) -> dict[str, object]:
    """One table with the keys of both; where both have a value the second one's is taken."""
    merged = dict(under)
    for key, value in over.items():
        below = merged.get(key)
        both = isinstance(below, dict) and isinstance(value, dict)
        merged[key] = lay_over(below, value) if both else value  # type: ignore[arg-type]  # both are tables
    return merged


class Section:
    """One table of a data file, read key by key; what nobody asked for is an error."""

    def __init__(self, file: str, item: str, table: object) -> None:
        """Take a table; ``item`` says in an error where we are, as in ``question kinds``."""
        self.file, self.item = file, item
        self.origin = ("", 0)  # Of a copy: what it is one of, and which, from 1.
        if not isinstance(table, Mapping):
            raise self.error("", "must be a table")
        self._table: dict[str, object] = dict(table)

    def error(self, key: str, reason: str) -> FormError:
        """An error at this place, to be raised by the caller."""
        return FormError(self.file, self.item, key, reason)

    def take(self, key: str, default: object = None) -> object:
        """The value as it stands, or the default; the key counts as read."""
        return self._table.pop(key, default)

    def put(self, key: str, value: object) -> None:
        """Set a value that is still to be read; None takes the key away."""
        self._table.pop(key, None)
        if value is not None:
            self._table[key] = value

    def again(self, item: str, origin: tuple[str, int]) -> "Section":
        """The same table once more under another name, as far as it was not read yet."""
        copy = Section(self.file, item, self._table)
        copy.origin = origin
        return copy

    def text(self, key: str, default: str | None = None) -> str:
        """A text; without a default it must be there, and may be blank only where that is."""
        value, may_be_blank = self.take(key, default), default is not None and not default.strip()
        if not isinstance(value, str) or not (value.strip() or may_be_blank):
            raise self.error(key, "must be a text")
        return value

    def flag(self, key: str) -> bool:
        """``true`` or ``false``; absent is ``false``."""
        value = self.take(key, False)
        if not isinstance(value, bool):
            raise self.error(key, "must be true or false")
        return value

    def number(self, key: str, default: int | None = None) -> int:
        """A whole number of at least 1, or the default."""
        if default is not None and key not in self._table:
            return default
        value = self.take(key)
        if not isinstance(value, int) or isinstance(value, bool) or value < 1:
            raise self.error(key, "must be a whole number above 0")
        return value

    def words(self, key: str) -> tuple[str, ...]:
        """A list of different texts; absent is empty."""
        value = self.take(key, [])
        if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
            raise self.error(key, "must be a list of texts")
        if len(set(value)) < len(value):
            raise self.error(key, "names something twice")
        return tuple(value)

    def lists(self, key: str) -> tuple[tuple[str, ...], ...]:
        """A list of lists of texts; absent is empty."""
        value = self.take(key, [])
        if not isinstance(value, list):
            raise self.error(key, "must be a list of lists")
        return tuple(Section(self.file, self.item, {key: part}).words(key) for part in value)

    def tables(self, key: str) -> list[object]:
        """A list of tables (``[[key]]``); must be there."""
        value = self.take(key)
        if not isinstance(value, list) or not value:
            raise self.error(key, f"needs at least one [[{key}]]")
        return value

    def done(self) -> None:
        """Refuse keys that nobody asked for: a misspelt key must not pass in silence."""
        for key in self._table:
            raise self.error(key, "is not known here")
