"""Asking back once, on a page without a script: the page carries what was asked, nothing is kept.

A day that stands again as it was when it was asked back about goes through as it was written: no
wording may keep a report back. The browser's twin remembers it in the page (``form/faults.js``).
"""

from collections.abc import Mapping, Sequence

from intake.form.given.answers import check_answers
from intake.form.questions.conditions import DATES, Answers
from intake.form.questions.structure import Form

#: The hidden field, once for each such day: question id, a colon, the answer.
ASKED = "asked"


def write_asked(form: Form, answers: Answers, now: int) -> list[str]:
    """Return what a page carries: the days among the answers that are asked back about."""
    faults = check_answers(form, answers, now=now)
    unread = [name for name in answers if name in faults and name in form.questions]
    return [f"{name}:{answers[name]}" for name in unread if form.questions[name].type in DATES]


def read_asked(posted: Mapping[str, Sequence[str]]) -> dict[str, object]:
    """Return what the page before asked back about, question id to answer."""
    pairs = (text.partition(":") for text in posted.get(ASKED, ()))
    return {name: answer for name, _, answer in pairs}
