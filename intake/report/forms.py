"""A report without JavaScript: the fields of the page turned into answers, or into problems.

The checks are those of ``intake.form.given.answers``, the same that the browser runs; nothing here
knows a question by name. What was posted is kept as it was, so that a refused page comes back
filled.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from intake.crypto.case.receipts import ReceiptError, parse_receipt
from intake.form.given.answers import check_answers, collect_answers, drop_hidden
from intake.form.given.asked_back import ASKED, read_asked, write_asked
from intake.form.questions.structure import SUFFIXES, Form, Question

# Fields of the page that are no question.
OWN = ("plain", "unsaved", "form_version", "wording", "code", "edit", "send", ASKED)
CHARACTER_BYTES = 12  # The longest a character gets on its way: four bytes, each as %XX.
CHOICE_BYTES = 64


@dataclass(frozen=True)
class PostedForm:
    """A posted form.

    Attributes:
        said: Field name to the texts that were posted, for showing the page again.
        answers: Checked answers, hidden questions dropped; worthless if there are faults.
        faults: Question id to a code of words.FAULTS, in the order of the form.
        asked: Days that are asked back about, for the page to carry: so again, they pass.
        over: Question id to how many characters are too many, where they are.
        dropped: What was written where nothing is asked any more, question id to answer.
        is_other: Whether the answers are about somebody else.
        is_reworded: Whether the page had the other wording: its questions were never read so.
    """

    said: Mapping[str, list[str]]
    answers: Mapping[str, str | Sequence[str]]
    faults: Mapping[str, str]
    asked: Sequence[str]
    over: Mapping[str, int]
    dropped: Mapping[str, str | Sequence[str]]
    is_other: bool
    is_reworded: bool


def largest_post(form: Form) -> int:
    """Return how many bytes a post can have that stays within what the page's fields allow."""
    texts = sum(question.room * CHARACTER_BYTES for question in form.questions.values())
    choices = sum(len(question.choices) + 4 for question in form.questions.values())
    return texts + choices * CHOICE_BYTES


def read_form(form: Form, posted: Mapping[str, list[str]], now: int) -> PostedForm:
    """Return the answers of a form posted ``now`` (Unix seconds) with what is wrong with them."""
    entries = [(name, value) for name, values in posted.items() for value in values]
    collected = collect_answers(form, entries)
    answers = drop_hidden(form, collected)
    faults = check_answers(form, answers, read_asked(posted), now) | _misfits(form, posted)
    known = {name: faults[name] for name in form.questions if name in faults}
    is_other = form.other.is_meant(answers)
    return PostedForm(
        said={name: values for name, values in posted.items() if name not in OWN},
        answers=answers,
        faults=known or faults,
        asked=write_asked(form, answers, now),
        over={
            name: len(answers[name]) - form.questions[name].max
            for name, code in known.items()
            if code == "too_long"
        },
        dropped={
            name: value
            for name, value in collected.items()
            if name not in answers and value != form.questions[name].default
        },
        is_other=is_other,
        is_reworded=is_other != (posted.get("wording") == ["other"]),
    )


def find_code(posted: Mapping[str, list[str]]) -> str | None:
    """Return the 28 digits that the page before drew, or None if there are none."""
    try:
        return parse_receipt(" ".join(posted.get("code", [])))
    except ReceiptError:
        return None


def _question_of(form: Form, name: str) -> Question | None:
    """Return the question that a field of this name belongs to."""
    beside = next((suffix for suffix in SUFFIXES if name.endswith(suffix)), "")
    return form.questions.get(name.removesuffix(beside))


def _misfits(form: Form, posted: Mapping[str, list[str]]) -> dict[str, str]:
    """Fields this page does not have, several values for one, choices that nobody offered."""
    faults = {}
    for name, values in posted.items():
        question = _question_of(form, name)
        if question is None:
            if name not in OWN:
                faults[name] = "unknown_question"
        elif len(values) > 1 and question.type != "checkbox":
            faults[question.id] = "wrong_type"
        elif question.choices and not set(values) <= {*question.choices, ""}:
            faults[question.id] = "unknown_choice"
    return faults
