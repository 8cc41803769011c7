"""Answers written out for whoever gave them: labels, choices and dates in the language of the page.

What the form calls ``secret`` is left out. The browser's twin is ``static/js/public/box/view.js``.
"""

from typing import NamedTuple

from intake.form.given.answers import Answers
from intake.form.questions.conditions import DATES
from intake.form.questions.structure import Form, Question
from intake.form.questions.texts import QuestionTexts
from intake.web.words.i18n import format_day, language
from intake.web.words.words import BOX, say


class Shown(NamedTuple):
    """One answered question: its id, its label, and what was answered, a text each.

    A secret answer has one text that says that there is one.
    """

    name: str
    label: str
    texts: list[str]


def show_answers(form: Form, answers: Answers) -> list[Shown]:
    """Return the answers in the order of the form; what the form does not know is left out."""
    words = form.texts[language()].questions
    return [
        Shown(name, words[name].label, _texts(question, words[name], answers[name]))
        for name, question in form.questions.items()
        if name in answers
    ]


def _texts(question: Question, words: QuestionTexts, answer: object) -> list[str]:
    if question.secret:
        return [say(BOX, "secret")]
    items = answer if isinstance(answer, list) else [answer]
    if question.type in DATES:
        return [format_day(str(item)) for item in items]
    return [words.choices.get(str(item), str(item)) for item in items]
