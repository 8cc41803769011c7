"""The words of the form in one language, by what they are said of."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class QuestionTexts:
    """Words of one question; ``help`` and ``why`` may be empty.

    Choices stand in the order of the form, those of a select in the order of the language file.
    """

    label: str
    help: str
    why: str
    choices: Mapping[str, str]


@dataclass(frozen=True)
class StepTexts:
    """Words of one step; ``lead`` may be empty."""

    title: str
    lead: str


@dataclass(frozen=True)
class ToldTexts:
    """What the reporter is told when a rule speaks.

    ``danger`` is the text of a link to the numbers to call, ``end`` a last sentence; both may be
    empty.
    """

    title: str
    text: str
    points: tuple[str, ...]
    danger: str
    end: str


@dataclass(frozen=True)
class Texts:
    """Every word of the form in one language (BCP 47 tag) and one wording.

    ``twins`` names the texts that read differently in the other wording.
    """

    language: str
    steps: Mapping[str, StepTexts]
    questions: Mapping[str, QuestionTexts]
    told: Mapping[str, ToldTexts]  # By the name that a rule tells it by.
    twins: frozenset[tuple[str, str]] = frozenset()
