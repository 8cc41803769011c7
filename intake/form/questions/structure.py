"""The form as data: steps, questions, and their texts in each language.

``load_form`` reads and checks everything once, at start. What it returns is frozen, and every
condition, choice and text in it is known to exist. How the files are written:
``intake/form/data/README.md``.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from intake.form.files import STRUCTURE, FormError, Section, find_languages, read_file
from intake.form.questions.conditions import DATES, PICKS, Condition, asked, check_condition
from intake.form.questions.grammar import MAX_CHARACTERS, load_grammar
from intake.form.questions.repeating import repeat
from intake.form.questions.texts import Texts, load_texts
from intake.form.questions.wording import check_languages

TYPES = (*PICKS, *DATES, "text", "textarea")
OBJECTS = ("report", "contact")
ID = re.compile(r"[a-z][a-z0-9_]{0,39}", re.ASCII)
# Fields of a datetime beside its own, in which a day is written: ``f_deadline_rough`` and so on.
SUFFIXES = ("_rough", "_part", "_time")
# They stand in the queue row of a report, which must never hold a word the reporter wrote.
IN_SUMMARY = {
    "kinds": ("checkbox",),
    "country": ("select", "radio"),
    "who_for": ("radio", "select"),
}
# What protects only while nobody else knows it: an operator's own file must hide it as well.
SECRET = ("c_stop", "c_word")
ROOM = 3  # A field takes so many times what an answer may have.
MAX_TEXT_CHARACTERS = 20_000  # Above it one report could no longer be one form post.


@dataclass(frozen=True)
class Question:
    """One question. ``max`` counts characters (code points); 0 where it means nothing.

    The answer to a ``secret`` one is for the desk alone: whoever wrote it reads only that it is
    set, because others may force them to open what they told. One of a repeated step is a copy of
    ``base``, asked for the ``time``-th time, from 1.
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

    Each of ``screens`` is shown at once; everything else comes afterwards, for whoever has time.
    """

    when: Condition
    screens: tuple[tuple[str, ...], ...]


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
    dates: tuple[tuple[str, str], ...] = ()  # How days are written: patterns and their meaning.
    other: Other = Other()
    others: Mapping[str, Texts] = field(default_factory=dict)  # Worded for somebody else.

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


def load_form(folder: Path | None) -> Form:
    """Read and check structure and texts.

    Args:
        folder: The operator's folder of data files, or None; it need not exist.

    Raises:
        FormError: Something is wrong; the one line names file, question and key.
    """
    top = Section(STRUCTURE, "", read_file(folder, STRUCTURE))
    version, one_of = top.number("version"), top.words("one_of")
    incident = top.words("incident")
    raw = _by_id(top.tables("question"), "question")
    steps, questions = _steps(top.tables("step"), raw)
    path = _path(top, questions)
    other = _other(top, questions)
    top.done()
    for name in one_of:
        if name not in questions:
            raise top.error("one_of", f"there is no question {name!r}")
    _check_incident(top, incident, steps)
    names, tags = [step.id for step in steps], find_languages(folder)
    texts, others = (
        {tag: load_texts(folder, tag, names, questions, is_other=is_other) for tag in tags}
        for is_other in (False, True)
    )
    check_languages(
        {tag: words.twins for tag, words in texts.items()},
        {tag: words.told for tag, words in texts.items()},
    )
    return Form(
        *(version, one_of, steps, MappingProxyType(questions), MappingProxyType(texts)),
        incident=incident,
        path=path,
        dates=load_grammar(folder),
        other=other,
        others=MappingProxyType(others),
    )


def _check_incident(top: Section, incident: tuple[str, ...], steps: tuple[Step, ...]) -> None:
    """Whoever opens it judges it by itself: what shows its questions must be asked in it too."""
    known = {each.id: (each, step) for step in steps for each in step.questions}
    for name in incident:
        if name not in known or known[name][0].object != "report":
            raise top.error("incident", f"there is no question {name!r} in the report")
        for when in (known[name][0].when, known[name][1].when):
            missing = set(asked(when) if when else ()) - set(incident)
            if missing:
                raise top.error("incident", f"{name} is shown by {missing.pop()}, which is missing")


def _other(top: Section, questions: dict[str, Question]) -> Other:
    """Return who reads the wording for somebody else; nobody where the form does not say."""
    raw = top.take("other")
    if raw is None:
        return Other()
    section = Section(STRUCTURE, "other", raw)
    name, choices = section.text("q"), section.words("has")
    section.done()
    check_condition({"q": name, "has": [*choices]}, _readable(questions), section)
    if questions[name].type == "checkbox":
        raise section.error("q", "must be a question with one answer")
    return Other(name, choices)


def _readable(questions: dict[str, Question], place: str = "report") -> dict[str, Question]:
    """Only answers of the report may be asked about: who opens it alone sees what was shown."""
    return {name: q for name, q in questions.items() if q.object in {"report", place}}


def _by_id(tables: list[object], item: str) -> dict[str, Section]:
    found: dict[str, Section] = {}
    for table in tables:
        section = Section(STRUCTURE, item, table)
        name = section.text("id")
        section.item = f"{item} {name}"
        if not ID.fullmatch(name):
            raise section.error("id", "must be lower case letters, digits and _")
        if name in found:
            raise section.error("id", "stands here twice")
        found[name] = section
    return found


def _steps(
    tables: list[object], raw: dict[str, Section]
) -> tuple[tuple[Step, ...], dict[str, Question]]:
    """Conditions may look back only: then what is hidden is settled in one walk down the form."""
    questions: dict[str, Question] = {}
    steps = []
    for name, section in _by_id(tables, "step").items():
        when = _when(section, questions)
        names = repeat(section, section.words("questions"), raw)
        for question in names:
            if question in questions or question not in raw:
                reason = "stands in two places" if question in questions else "is not described"
                raise section.error("questions", f"{question} {reason}")
            questions[question] = _question(question, raw.pop(question), questions)
        parts = tuple(questions[question] for question in names)
        steps.append(Step(name, parts, section.flag("optional"), when))
        section.done()
    for section in raw.values():
        raise section.error("", "stands in no step")
    return tuple(steps), questions


def _when(
    section: Section, earlier: dict[str, Question], place: str = "report"
) -> Condition | None:
    """What is sealed beside the report, in ``place``, may also ask about what lies there."""
    raw = section.take("when")
    if raw is None:
        return None
    return check_condition(raw, _readable(earlier, place), section, choices_only=True)


def _path(top: Section, questions: dict[str, Question]) -> ShortPath | None:
    """Read ``[path]``; a structure of an operator's own may do without."""
    raw = top.take("path")
    if raw is None:
        return None
    section = Section(STRUCTURE, "path", raw)
    when, screens = _when(section, questions), section.lists("screens")
    section.done()
    names = [name for screen in screens for name in screen]
    for name in names:
        if name not in questions or names.count(name) > 1:
            reason = "stands here twice" if name in questions else "is no question"
            raise section.error("screens", f"{name!r} {reason}")
    if when is None or not names:
        raise section.error("", "needs when, and screens with questions")
    return ShortPath(when, screens)


def _question(name: str, section: Section, earlier: dict[str, Question]) -> Question:
    kind, place = section.text("type"), section.text("object", "report")
    for key, value, allowed in (("type", kind, TYPES), ("object", place, OBJECTS)):
        if value not in allowed:
            raise section.error(key, f"must be one of {', '.join(allowed)}")
    if name.endswith(SUFFIXES):
        raise section.error("id", f"must not end in {', '.join(SUFFIXES)}")
    if kind not in IN_SUMMARY.get(name, TYPES):
        raise section.error(
            "type", f"must be {' or '.join(IN_SUMMARY[name])}: the summary shows it"
        )
    choices = section.words("choices")
    required, default = section.flag("required"), section.text("default", "")
    limit, when = section.number("max", 0), _when(section, earlier, place)
    secret = _secret(section, name, kind)
    section.done()
    _check_shape(section, kind, choices, limit, default)
    told = (name, kind, place, choices, required, limit, default, when, secret)
    return Question(*told, *section.origin)


def _secret(section: Section, name: str, kind: str) -> bool:
    secret = section.flag("secret")
    if name in SECRET and not secret:
        raise section.error("secret", "must be true: who is forced to open a box would show it")
    if secret and kind not in {"text", "textarea"}:
        raise section.error("secret", "only what is written in own words can be secret")
    return secret


def _check_shape(
    section: Section, kind: str, choices: tuple[str, ...], limit: int, default: str
) -> None:
    if (kind in PICKS) != bool(choices):
        raise section.error("choices", f"a {kind} {'needs' if kind in PICKS else 'has no'} choices")
    for choice in choices:
        if not ID.fullmatch(choice):
            raise section.error("choices", f"{choice!r} must be lower case letters, digits and _")
    if (kind in {"text", "textarea"}) != bool(limit) or limit > MAX_TEXT_CHARACTERS:
        raise section.error(
            "max", f"a text needs one up to {MAX_TEXT_CHARACTERS}, others have none"
        )
    if default and (default not in choices or kind == "checkbox"):
        raise section.error("default", "must be one choice of a radio or select")


__all__ = ["Form", "FormError", "Question", "Step", "Texts", "load_form"]
