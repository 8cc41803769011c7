"""What a language does not say is said in English, and marked: never blank, and no start fails."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from intake.form.files import lay_over, read_language
from intake.form.languages import SOURCE, InEnglish

Table = dict[str, Any]


def read_filled(folder: Path | None, tag: str) -> tuple[Table, Table]:
    """Return the words of a language: ours and the operator's with what both lack in English.

    A text of ours that is empty is one that nobody has translated yet; one of the operator's takes
    a text away.

    Returns:
        All words, and the operator's alone.

    Raises:
        FormError: As for ``read_file``.
    """
    ours, own = read_language(folder, tag)
    if tag == SOURCE:
        return lay_over(ours, own), own
    english = lay_over(*read_language(folder, SOURCE))
    return fill(lay_over(_said(ours), own), english), own


def fill(said: Mapping[str, Any], english: Mapping[str, Any]) -> Table:
    """Return a table in the order of ``said``, and after it what it lacks, in English."""
    filled = dict(said)
    for key, text in english.items():
        mine = said.get(key)
        if mine is None:
            filled[key] = _marked(text)
        elif isinstance(mine, Mapping) and isinstance(text, Mapping):
            filled[key] = fill(mine, text)
        elif isinstance(mine, list) and isinstance(text, list) and len(mine) == len(text):
            filled[key] = [one or _marked(other) for one, other in zip(mine, text, strict=True)]
    return filled


def _said(table: Mapping[str, Any]) -> Table:
    """Leave out what is empty; of a list of which nothing is said, all of it."""
    return {
        key: _said(value) if isinstance(value, Mapping) else value
        for key, value in table.items()
        if value and not (isinstance(value, list) and not any(value))
    }


def _marked(value: Any) -> Any:  # noqa: ANN401 - unchecked TOML
    if isinstance(value, Mapping):
        return {key: _marked(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_marked(each) for each in value]
    return InEnglish(value) if isinstance(value, str) else value
