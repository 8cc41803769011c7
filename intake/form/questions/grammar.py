"""How people write days and hours, as data: ``dates.toml``, read and checked at start."""

import re
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from intake.form.files import WRITTEN_DATES, Section, read_file

# What Python and browsers read differently, or old browsers not at all.
UNLIKE = re.compile(r"\\[^.]|\(\?[^:=!]|\$")
# A meaning names groups by one digit, and nothing else that either language would read in it.
MEANING = re.compile(r"(?:[^$\\]|\$[1-9](?![0-9]))*")

MAX_CHARACTERS = 200  # Of what is written about a day or an hour; longer is none.

#: What people write whatever language their page is in; the page of another gets these rows too.
EVERYWHERE = ("zh-Hans", "en")

Rows = tuple[tuple[str, str], ...]


def load_grammar(folder: Path | None) -> Mapping[str, Rows]:
    """Return the rows by language, in order: a pattern, and what stands for what it matches.

    Args:
        folder: The operator's folder of data files, or None.

    Raises:
        FormError: A row is no pair of texts, or a pattern is not alike in Python and in browsers.
    """
    file = read_file(folder, WRITTEN_DATES)
    return MappingProxyType({tag: _rows(tag, table) for tag, table in file.items()})


def rows_on_page(grammar: Mapping[str, Rows], tag: str) -> Rows:
    """Return the rows that a page in a language gets; the server reads by those of all."""
    known = {tag, *EVERYWHERE}
    return tuple(row for each, rows in grammar.items() if each in known for row in rows)


def _rows(tag: str, table: object) -> Rows:
    section = Section(WRITTEN_DATES, tag, table)
    rows = section.take("rows", [])
    section.done()
    if not isinstance(rows, list) or not all(_is_row(row) for row in rows):
        raise section.error("rows", "must be pairs of a pattern and its meaning")
    for pattern, _ in rows:
        if UNLIKE.search(pattern):
            raise section.error("rows", f"{pattern!r} is not alike in Python and in browsers")
    return tuple((pattern, meaning) for pattern, meaning in rows)


def _is_row(row: object) -> bool:
    if not isinstance(row, list) or len(row) != 2 or not all(isinstance(each, str) for each in row):
        return False
    try:
        groups = re.compile(row[0]).groups
    except re.error:
        return False
    named = re.findall(r"\$([0-9])", row[1])
    return bool(MEANING.fullmatch(row[1])) and all(int(number) <= groups for number in named)
