"""The questions as data, as the pages answer them: one list with those of a report."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from intake.log.codes import PLANNED
from intake.log.events import Event
from intake.verify.reporting.questions import ROWS
from intake.verify.speech import Count, fill

BEHIND = ("events", "outside", "refused", "findings", "excluded", "none")


@dataclass(frozen=True)
class Question:
    """One question.

    Attributes:
        number: From 1 on.
        answer: Name of the function that gives the numbers (``answers.ANSWERS``).
        by_case: Whether it can be asked of one case.
        asks: The question.
        behind: Which entries are listed; one of ``BEHIND``.
        events: Whose entries the answer rests on.
        planned: Those of them, and others, that nothing writes yet.
        none: The sentence where nothing was found; ``some`` the one where something was.
        gap: What the log does not hold.
        also: What is added where a number is not 0: its name and a sentence.
    """

    number: int
    answer: str
    by_case: bool
    asks: str
    behind: str
    events: tuple[Event, ...]
    planned: tuple[Event, ...]
    none: str
    some: str
    gap: str
    also: tuple[tuple[str, str], ...]

    def say(self, found: Mapping[str, object]) -> str:
        """Return the answer in words.

        Args:
            found: Numbers (``n`` is what there is of it) and words by the sentences' names.
        """
        counted = {name: Count(n) if isinstance(n, int) else n for name, n in found.items()}
        parts = [self.some if found["n"] else self.none]
        parts += [say for when, say in self.also if found[when]]
        return " ".join(fill(part, counted) for part in parts if part)


def _read(number: int, row: Mapping[str, Any]) -> Question:
    planned = tuple(Event(name) for name in row["planned"])
    if row["behind"] not in BEHIND or set(planned) - PLANNED:
        raise ValueError(f"questions.en.toml: question {number}")
    also: Sequence[Mapping[str, str]] = row.get("also", ())
    return Question(
        number=number,
        answer=row["answer"],
        by_case=row.get("by_case", False),
        asks=row["asks"],
        behind=row["behind"],
        events=tuple(Event(name) for name in row["events"]),
        planned=planned,
        none=row["none"],
        some=row["some"],
        gap=row["gap"],
        also=tuple((each["when"], each["say"]) for each in also),
    )


QUESTIONS = {number: _read(number, row) for number, row in enumerate(ROWS, start=1)}
"""Every question by its number."""
