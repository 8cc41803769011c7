"""The box without JavaScript: the code, a reply, and what is asked when something new happened."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import IntegerField, StringField, TextAreaField
from wtforms.validators import Length, NumberRange, Optional

from intake.form.given.answers import check_answers, collect_answers, drop_hidden
from intake.form.given.asked_back import read_asked, write_asked
from intake.form.questions.structure import Form
from intake.web.wire import parse_form

MESSAGE_CHARACTERS = 8_000
MESSAGE_ROOM = 3 * MESSAGE_CHARACTERS  # What the field takes: what is too long is said, not cut.
CODE_CHARACTERS = 200  # 28 digits, with whatever a keyboard or dictation puts between them.
CHARACTER_BYTES = 12  # The longest a character gets on its way: four bytes, each as %XX.
CHOICE_BYTES = 64
NEW = "new"  # Of the choice between a reply and something new.

Posted = Mapping[str, list[str]]


class BoxForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """What a plain page of the box posts."""

    class Meta:
        """There is no session, so there is no token in one; the code itself is the secret."""

        csrf = False

    code = StringField(validators=[Length(max=CODE_CHARACTERS)])
    message = TextAreaField(validators=[Length(max=MESSAGE_CHARACTERS)])
    before = IntegerField(validators=[Optional(), NumberRange(0, 1 << 30)])
    seen = IntegerField(validators=[Optional(), NumberRange(-1, 1 << 30)])


@dataclass(frozen=True)
class Happened:
    """What was answered about something new; without a fault it can be sealed.

    Attributes:
        said: Field name to the texts that were posted, for showing the page again.
        answers: Checked answers, hidden questions dropped; worthless if there are faults.
        faults: Question id to a key of words.FAULTS.
        asked: Days that are asked back about, for the page to carry: so again, they pass.
    """

    said: Posted
    answers: Mapping[str, str | Sequence[str]]
    faults: Mapping[str, str]
    asked: Sequence[str]


def largest_post(form: Form) -> int:
    """Return how many bytes a post can have that stays within what the page's fields allow."""
    texts = MESSAGE_ROOM + CODE_CHARACTERS + sum(q.room for q in form.questions.values())
    choices = sum(len(q.choices) + 4 for q in form.questions.values())
    return texts * CHARACTER_BYTES + choices * CHOICE_BYTES + 1_024


def read_box_form(body: bytes) -> tuple[BoxForm, Posted]:
    """Return the form of a raw body, and all that was posted.

    Raises:
        WireError: The body is not UTF-8, or holds NUL.
    """
    posted = parse_form(body)
    return BoxForm(MultiDict(posted)), posted


def read_happened(form: Form, posted: Posted, now: int) -> Happened | None:
    """Return what is said about something new, by the form of an incident; None for a reply.

    ``now`` is when it was posted, Unix seconds.
    """
    if posted.get("what") != [NEW] or not form.questions:
        return None
    entries = [(name, value) for name, values in posted.items() for value in values]
    answers = drop_hidden(form, collect_answers(form, entries))
    faults = check_answers(form, answers, read_asked(posted), now)
    said = {name: values for name, values in posted.items() if name not in ("code", "message")}
    return Happened(said, answers, faults, write_asked(form, answers, now))
