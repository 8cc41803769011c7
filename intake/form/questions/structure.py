"""The form: steps, questions, and what is special about it; ``loading`` makes it from files.

It is frozen, and every condition, choice and text in it is known to exist.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from intake.form.questions.conditions import DATES, Condition
from intake.form.questions.grammar import MAX_CHARACTERS, Rows
from intake.form.questions.texts import Texts

# Fields of a datetime beside its own, in which a day is written: ``f_deadline_rough`` and so on.
SUFFIXES = ("_rough", "_part", "_time")
ROOM = 3  # A field takes so many times what an answer may have.


@dataclass(frozen=True)
class Question:
    """One question. ``max`` counts characters (code points); 0 where it means nothing.

    The answer to a ``secret`` one is for the desk alone: whoever wrote it reads only that it is
    set, because others may force them to open what they told. ``names`` says of what
    its choices are codes: ``country``, ``language``, or nothing. One of a repeated step is a copy
    of ``base``, asked for the ``time``-th time, from 1.
    """

    id: str
    type: str
    object: str
    choices: tuple[str, ...]
    required: bool
    max: int
    default: str
    when: Condition | None
    secret: bool = False
    names: str = ""
    base: str = ""
    time: int = 0

    @property
    def beside(self) -> Sequence[str]:
        """Names of the fields that say more of the same answer, beside its own."""
        return [self.id + suffix for suffix in SUFFIXES] if self.type == "datetime" else []

    @property
    def room(self) -> int:
        """How many characters its fields take: what is too long is said, and not cut off.

        Those of a date are a day and an hour, and take more than can be read; a page that asks back
        carries them twice.
        """
        return 8 * MAX_CHARACTERS if self.type in DATES else ROOM * self.max


@dataclass(frozen=True)
class Step:
    """Questions that stand together; an optional step is a closed group."""

    id: str
    questions: tuple[Question, ...]
    optional: bool
    when: Condition | None

    @property
    def topic(self) -> str:
        """What it is about: a step that asks for more belongs to the one it is named after."""
        return self.id.removesuffix("_more")


@dataclass(frozen=True)
class ShortPath:
    """The way for somebody in danger: while ``when`` holds, these questions stand first.

    Each of ``screens`` is shown at once; everything else comes afterwards, for who has time, but
    for what an answer ``says`` already: by question of theirs the one that is left out.
    """

    when: Condition
    screens: tuple[tuple[str, ...], ...]
    says: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Other:
    """Who reads the wording for somebody else: whoever gives one question one of these answers."""

    question: str = ""
    choices: tuple[str, ...] = ()

    def is_meant(self, answers: Mapping[str, object]) -> bool:
        """Tell whether answers, of whatever shape, are about somebody else."""
        return answers.get(self.question) in self.choices


@dataclass(frozen=True)
class Form:
    """The whole form. A report answers every required question and at least one of ``one_of``.

    ``incident`` names what is asked again when something new happened; none: nothing is.
    """

    version: int
    one_of: tuple[str, ...]
    steps: tuple[Step, ...]
    questions: Mapping[str, Question]  # In the order of the steps.
    texts: Mapping[str, Texts]
    incident: tuple[str, ...] = ()
    path: ShortPath | None = None
    grammar: Mapping[str, Rows] = field(default_factory=dict)  # How days are written, by language.
    other: Other = Other()
    others: Mapping[str, Texts] = field(default_factory=dict)  # Worded for somebody else.
    danger: Mapping[str, str] = field(default_factory=dict)  # By question: the answer "danger now".
    consents: tuple[str, ...] = ()  # Questions by which somebody agrees to something.

    @property
    def dates(self) -> Rows:
        """How days are written in any language: patterns and their meaning, in their order."""
        return tuple(row for rows in self.grammar.values() for row in rows)

    @property
    def asks_danger(self) -> str:
        """Return the question that asks for danger before all else; empty: none does."""
        return next(iter(self.danger), "")

    def is_danger(self, answers: Mapping[str, object]) -> bool:
        """Tell whether answers, of whatever shape, say that somebody is in danger now."""
        return any(answers.get(name) == choice for name, choice in self.danger.items())

    @property
    def page(self) -> tuple[Step, ...]:
        """The steps as a page has them, which cannot move them: those of the short path first."""
        return tuple(sorted(self.steps, key=lambda step: step.questions[0].id not in self._hurried))

    @property
    def _hurried(self) -> set[str]:
        return {name for screen in self.path.screens for name in screen} if self.path else set()

    def words(self, tag: str, *, is_other: bool) -> Texts:
        """Return the texts of a language in one of the two wordings."""
        return (self.others if is_other else self.texts)[tag]

    @property
    def topics(self) -> dict[str, tuple[Step, ...]]:
        """What it is about, in order: topic to its steps."""
        return {
            topic: tuple(step for step in self.steps if step.topic == topic)
            for topic in dict.fromkeys(step.topic for step in self.steps)
        }

    @property
    def open_topics(self) -> Sequence[str]:
        """Those that stand open without a script: what a report needs, the short path first."""
        asked = {
            topic: {question.id for step in steps for question in step.questions}
            for topic, steps in self.topics.items()
        }
        open_ones = [
            topic
            for topic, names in asked.items()
            if topic in self._needed_topics or names <= self._hurried
        ]
        return sorted(open_ones, key=lambda topic: not asked[topic] & self._hurried)

    @property
    def _needed_topics(self) -> Sequence[str]:
        """Those up to the last one that asks for something a report cannot do without."""
        needed = {*self.one_of, *(name for name, q in self.questions.items() if q.required)}
        asking = [
            at
            for at, steps in enumerate(self.topics.values())
            if any(question.id in needed for step in steps for question in step.questions)
        ]
        return list(self.topics)[: max(asking, default=-1) + 1]
