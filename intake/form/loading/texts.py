"""The words of the form: one file per language, the operator's laid over ours key by key."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, Protocol

from intake.form.files import Section, lay_over
from intake.form.loading.filling import read_filled
from intake.form.loading.wording import OTHER, worded
from intake.form.names import in_order, names_of
from intake.form.questions.conditions import QuestionShape
from intake.form.questions.texts import QuestionTexts, StepTexts, Texts, ToldTexts

Questions = dict[str, "Worded"]
#: Parts of a language's file that are read elsewhere.
ELSEWHERE = ("help", "read")


class Worded(QuestionShape, Protocol):
    """What must be known of a question to find its words; a copy has those of its ``base``."""

    @property
    def base(self) -> str: ...
    @property
    def time(self) -> int: ...
    @property
    def names(self) -> str: ...


def load_texts(
    folder: Path | None,
    tag: str,
    steps: Collection[str],
    questions: Mapping[str, Worded],
    *,
    is_other: bool = False,
) -> Texts:
    """Read and check the words of one language.

    Args:
        folder: The operator's folder of data files, or None.
        tag: The language; its file is ``<tag>.toml``.
        steps: Ids of the steps that need words.
        questions: The questions that need words, by id.
        is_other: Whether as they read for whoever tells us about somebody else.

    Raises:
        FormError: A text is missing, blank, half worded, or of something that is not in the form.
    """
    filled, own = read_filled(folder, tag)
    based: Questions = {q.base or name: q for name, q in questions.items()}
    both = _known_only(filled, own, steps, based)
    merged, twins = worded(f"{tag}.toml", both, own, is_other=is_other)
    top = Section(f"{tag}.toml", "", merged)
    step_part = Section(top.file, "step", top.take("step", {}))
    question_part = Section(top.file, "question", top.take("question", {}))
    raw = top.take("told", {})
    told_part = Section(top.file, "told", raw)
    top.done()
    step_texts = {name: _step_texts(step_part, name) for name in steps}
    read = {name: _question_texts(question_part, name, q, tag) for name, q in based.items()}
    question_texts = {name: _numbered(read[q.base or name], q) for name, q in questions.items()}
    step_part.done()
    question_part.done()
    told = {name: _told_texts(told_part, name) for name in _names(raw)}
    return Texts(
        tag,
        MappingProxyType(step_texts),
        MappingProxyType(question_texts),
        MappingProxyType(told),
        twins,
    )


def _known_only(
    filled: dict[str, Any], own: dict[str, Any], steps: Collection[str], questions: Questions
) -> dict[str, object]:
    """All texts but ours of what the operator's structure leaves out; theirs are an error."""
    asked = {
        name: _offered_only(texts, questions[name].choices)
        for name, texts in _table(filled.get("question")).items()
        if name in questions
    }
    kept = {name: each for name, each in _table(filled.get("step")).items() if name in steps}
    ours = {"step": kept, "question": asked, "told": filled.get("told", {})}
    return lay_over(ours, {part: each for part, each in own.items() if part not in ELSEWHERE})


def _numbered(texts: QuestionTexts, question: Worded) -> QuestionTexts:
    """Put the number before a label, so that whoever reads alone tells one time from the other."""
    if not question.time:
        return texts
    label = texts.label.__class__(f"{question.time} · {texts.label}")  # Marked if it was.
    return replace(texts, label=label)


def _offered_only(texts: object, known: Collection[str]) -> object:
    if not isinstance(texts, Mapping):
        return texts
    choices = {c: words for c, words in _table(texts.get("choices")).items() if c in known}
    other = {OTHER: _offered_only(texts[OTHER], known)} if OTHER in texts else {}
    return {**texts, "choices": choices, **other}


def _table(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}


def _step_texts(part: Section, name: str) -> StepTexts:
    section = Section(part.file, f"step {name}", part.take(name, {}))
    texts = StepTexts(section.text("title"), section.text("lead", ""))
    section.done()
    return texts


def _names(raw: object) -> list[str]:
    return [str(name) for name in raw] if isinstance(raw, Mapping) else []


def _told_texts(part: Section, name: str) -> ToldTexts:
    section = Section(part.file, f"told {name}", part.take(name, {}))
    title, text, points = section.text("title"), section.text("text"), section.words("points")
    danger, end = section.text("danger", ""), section.text("end", "")
    section.done()
    if not points or not all(point.strip() for point in points):
        raise section.error("points", "needs at least one text, and none may be blank")
    return ToldTexts(title, text, points, danger, end)


def _question_texts(part: Section, name: str, question: Worded, tag: str) -> QuestionTexts:
    section = Section(part.file, f"question {name}", part.take(name, {}))
    label, more, why = section.text("label"), section.text("help", ""), section.text("why", "")
    raw = section.take("choices", {})
    section.done()
    named = names_of(question.names, question.choices, tag) if question.names else {}
    texts = Section(part.file, f"{section.item}.choices", raw)
    words = {choice: texts.text(choice, named.get(choice)) for choice in question.choices}
    texts.done()
    order = list(question.choices)
    if question.type == "select":
        ordered = in_order(question.names, {code: words[code] for code in named}, tag)
        order = list(dict.fromkeys([*ordered, *_table(raw)]))
    return QuestionTexts(label, more, why, MappingProxyType({c: words[c] for c in order}))
