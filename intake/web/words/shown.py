"""Answers written out for whoever gave them: labels, choices and dates in the language of the page.

What the form calls ``secret`` is left out. The browser's twin is ``static/js/public/box/view.js``.
"""

from typing import NamedTuple

from intake.form.questions.conditions import DATES, Answers
from intake.form.questions.moments import read_moment
from intake.form.questions.structure import Form, Question
from intake.form.questions.texts import QuestionTexts
from intake.web.words.i18n import format_day, language
from intake.web.words.words import BOX, WHEN, say


class Shown(NamedTuple):
    """One answered question: its id, its label, and what was answered, a text each.

    A secret answer has one text that says that there is one.
    """

    name: str
    label: str
    texts: list[str]


def show_answers(
    form: Form, answers: Answers, sent: str = "", *, is_other: bool | None = None
) -> list[Shown]:
    """Return the answers in the order of the form, in the wording in which they were given.

    Args:
        form: The form they answer; what it does not know is left out.
        answers: Question id to answer, as somebody sealed it.
        sent: The day of sending, ``2026-11-22``: a rough day is meant from it. Nothing before.
        is_other: Whether they are about somebody else, where they do not say so themselves.
    """
    if is_other is None:
        is_other = form.other.is_meant(answers)
    words = form.words(language(), is_other=is_other).questions
    return [
        Shown(name, words[name].label, _texts(question, words[name], answers[name], sent))
        for name, question in form.questions.items()
        if name in answers
    ]


def _texts(question: Question, words: QuestionTexts, answer: object, sent: str) -> list[str]:
    if question.secret:
        return [say(BOX, "secret")]
    items = answer if isinstance(answer, list) else [answer]
    if question.type in DATES:
        return [format_moment(str(item), sent) for item in items]
    return [words.choices.get(str(item), str(item)) for item in items]


def format_moment(text: str, sent: str = "") -> str:
    """Return a day or an hour as somebody sealed it, written out; what is none as it stands."""
    said = read_moment(text)
    if said is None:
        written = [part.removeprefix("@") for part in text.split("|")]
        return " · ".join(_word(part) if part in WHEN else part for part in written if part)
    parts = (_word(said.rough), said.day and format_day(said.day), _word(said.part), said.hour)
    when = " · ".join(part for part in parts if part)
    if not (said.rough and sent):
        return when
    return say(WHEN, "sent").replace("{when}", when).replace("{day}", format_day(sent))


def _word(token: str) -> str:
    return say(WHEN, token) if token else ""
