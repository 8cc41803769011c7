"""The two fields of the box without JavaScript: the code, and a new message."""

from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import IntegerField, StringField, TextAreaField
from wtforms.validators import Length, NumberRange, Optional

from intake.web.wire import parse_form

MESSAGE_CHARACTERS = 8_000
MESSAGE_ROOM = 3 * MESSAGE_CHARACTERS  # What the field takes: what is too long is said, not cut.
CODE_CHARACTERS = 200  # 28 digits, with whatever a keyboard or dictation puts between them.
MAX_POST_BYTES = (MESSAGE_ROOM + CODE_CHARACTERS) * 12 + 1_024


class BoxForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """What a plain page of the box posts."""

    class Meta:
        """There is no session, so there is no token in one; the code itself is the secret."""

        csrf = False

    code = StringField(validators=[Length(max=CODE_CHARACTERS)])
    message = TextAreaField(validators=[Length(max=MESSAGE_CHARACTERS)])
    before = IntegerField(validators=[Optional(), NumberRange(0, 1 << 30)])
    seen = IntegerField(validators=[Optional(), NumberRange(-1, 1 << 30)])


def read_box_form(body: bytes) -> tuple[BoxForm, bool]:
    """Return the form of a raw body, and whether it says ``plain=1``.

    Raises:
        WireError: The body is not UTF-8, or holds NUL.
    """
    posted = parse_form(body)
    return BoxForm(MultiDict(posted)), posted.get("plain") == ["1"]
