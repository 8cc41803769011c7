"""The twenty questions of an auditor: what entries and rules of a copy answer, in numbers.

``questions.en.toml`` is the one list of them: the instance's pages answer by the same rows.
"""

import tomllib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any, NamedTuple

from intake.verify.rules import Finding, Record

ANY = "*"
_TABLE = tomllib.loads(
    files("intake.verify.reporting").joinpath("questions.en.toml").read_text(encoding="utf-8")
)
_WORDS: Mapping[str, str] = _TABLE["words"]
ROWS: Sequence[Mapping[str, Any]] = _TABLE["question"]
"""As they stand in the file; the first is number 1."""


@dataclass(frozen=True)
class Question:
    """One question."""

    title: str
    counts: frozenset[str]  # Events; ANY is every event.
    outcomes: frozenset[str]
    finds: frozenset[str]  # Rules.
    said: str


def _read(row: Mapping[str, Any]) -> Question:
    counted = row.get("counts", [*row["events"], *row["planned"]])
    return Question(
        title=row["asks"],
        counts=frozenset(counted),
        outcomes=frozenset(row.get("outcomes", ["ok"])),
        finds=frozenset(row.get("finds", [])),
        said=row.get("said", ""),
    )


QUESTIONS: Sequence[Question] = tuple(map(_read, ROWS))
"""In their order; the first is number 1."""


@dataclass
class Tally:
    """How many entries there are of each event and outcome, and by whom."""

    entries: dict[tuple[str, str], int] = field(default_factory=dict)
    people: dict[tuple[str, str], set[str]] = field(default_factory=dict)

    def take(self, record: Record) -> None:
        """Count one entry."""
        key = record.event, record.outcome
        self.entries[key] = self.entries.get(key, 0) + 1
        if record.is_by_person:
            self.people.setdefault(key, set()).add(record.actor)


class Ruled(NamedTuple):
    """What the rules say."""

    findings: Sequence[Finding]
    asked: Collection[str]  # Rules that could be.
    reviewed: Collection[str]  # Ids of findings.


def answer(question: Question, tally: Tally, ruled: Ruled) -> str:
    """Return what entries and rules of a copy answer, in one line."""
    parts = [_count(question, tally)] if question.counts else []
    rules = question.finds & set(ruled.asked)
    if rules:
        found = [each.id for each in ruled.findings if each.rule in rules]
        numbers = {"n": len(found), "reviewed": len(set(found) & set(ruled.reviewed))}
        parts.append(_WORDS["found"].format_map(numbers))
    if question.finds - set(ruled.asked):
        parts.append(_WORDS["unasked"])
    return " ".join([*parts, *([question.said] if question.said else [])])


def _count(question: Question, tally: Tally) -> str:
    keys = [key for key in tally.entries if _is_counted(question, *key)]
    people = set[str]().union(*(tally.people.get(key, set()) for key in keys))
    entries = sum(tally.entries[key] for key in keys)
    numbers = {"entries": entries, "people": len(people)}
    return _WORDS["counted"].format_map(numbers) if entries else _WORDS["none"]


def _is_counted(question: Question, event: str, outcome: str) -> bool:
    return outcome in question.outcomes and bool(question.counts & {event, ANY})
