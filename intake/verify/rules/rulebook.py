"""The rules as data: names, versions, levels, thresholds and words, read from ``rules.en.toml``."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, NamedTuple, cast


class Said(NamedTuple):
    """What somebody did, for a sentence that begins with who."""

    one: str
    many: str  # The same where there are several findings, `{n}` of them.


@dataclass(frozen=True)
class Rule:
    """One rule."""

    name: str
    version: int  # Another one where the same log may give other findings.
    level: int  # What it usually is: 3 serious, 2 look, 1 note.
    raised: int  # What it is where something makes it graver; else as `level`.
    lowered: int  # What it is where something explains it; else as `level`.
    title: str
    said: Mapping[str, Said]  # What somebody did, by cause; "" where a finding names none.
    limits: Mapping[str, int]  # Thresholds by name.
    words: Mapping[str, frozenset[str]]  # Lists of codes by name.
    is_blind: bool  # Whether it can be asked where no details are given.


def _read(name: str, row: Mapping[str, object]) -> Rule:
    usual = _number(row["level"])
    causes: Mapping[str, Mapping[str, object]] = cast("Any", row.get("cause", {}))
    limits = {key: value for key, value in row.items() if type(value) is int}
    return Rule(
        name=name,
        version=_number(row["version"]),
        level=usual,
        raised=limits.get("raised", usual),
        lowered=limits.get("lowered", usual),
        title=str(row["title"]),
        said={"": _said(row), **{cause: _said(each) for cause, each in causes.items()}},
        limits=limits,
        words={key: frozenset(value) for key, value in row.items() if isinstance(value, list)},
        is_blind=row.get("blind") is True,
    )


def _said(row: Mapping[str, object]) -> Said:
    return Said(str(row["one"]), str(row["many"]))


def _number(value: object) -> int:
    if type(value) is not int:
        raise TypeError("rules.en.toml: not a number")
    return value


_TABLE = tomllib.loads(
    files("intake.verify.rules").joinpath("rules.en.toml").read_text(encoding="utf-8")
)

EDITION = _number(_TABLE["edition"])
"""Of the rules as a whole: another one where a rule comes, goes, or has another version."""

RULES: Mapping[str, Rule] = {name: _read(name, row) for name, row in _TABLE["rule"].items()}
"""Every rule, in the order in which they are listed."""

WORDS: Mapping[str, str] = _TABLE["words"]
"""Other words of the auditor's page, by name."""
