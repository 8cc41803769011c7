"""A box opened in the server's memory, for one request, for a reader without JavaScript.

The same checks as in the browser (``intake.crypto.case.trusted``); what cannot be opened is said,
the rest is shown. Nothing readable outlives the request.
"""

import hashlib
from dataclasses import dataclass, field
from datetime import date

from intake.box.services import Box
from intake.case.rows import NewMessage
from intake.crypto.case.frames import Frame
from intake.crypto.case.messages import seal_message
from intake.crypto.case.objects import Refused, Row
from intake.crypto.case.receipts import ReporterKeys
from intake.crypto.case.trusted import TrustedCase
from intake.form.answers import Answers
from intake.store.models import SealedObject


@dataclass(frozen=True)
class Message:
    """One message, opened."""

    by: str  # ``reporter`` or ``staff``
    day: str  # as it stands sealed in the message: ``2026-11-22``
    text: str | None  # None for one that could not be opened; its day is then the server's word
    position: int


@dataclass
class Reading:
    """What could be opened."""

    case: TrustedCase
    answers: dict[str, object] = field(default_factory=dict)
    messages: list[Message] = field(default_factory=list)
    unreadable: bool = False  # something that is no message could not be opened
    missing: bool = False


def open_box(box: Box, keys: ReporterKeys) -> Reading | None:
    """Open everything in a box with a code's keys; None if not even its key file opens."""
    try:
        reading = Reading(TrustedCase.of_reporter(box.key, keys, box.case.id))
    except Refused:
        return None
    frames = [_read(row, reading) for row in box.objects]
    kinds = {row.kind for row in box.objects}
    reading.missing = not {"report", "contact"} <= kinds or any(
        reading.case.missing_parents(frame) for frame in frames if frame
    )
    return reading


def _read(row: SealedObject, reading: Reading) -> Frame | None:
    asked = Row(row.case_id, row.id, row.kind, row.epoch, row.by)
    try:
        frame = reading.case.read(asked, row.data)
    except Refused:
        if row.kind == "message":
            day = row.received_on.isoformat()
            reading.messages.append(Message(row.by, day, None, row.position))
        else:
            reading.unreadable = True
        return None
    if row.kind == "message":
        text = str(frame.body["text"])
        reading.messages.append(Message(row.by, str(frame.body["day"]), text, row.position))
    else:
        answers = frame.body["answers"]
        reading.answers |= answers if isinstance(answers, dict) else {}
    return frame


def seal_reply(reading: Reading, keys: ReporterKeys, text: str, day: date) -> NewMessage:
    """Seal what the reporter wrote, naming the newest objects as those it comes after."""
    sealed = seal_message(
        reading.case.key_file,
        keys.author_seed,
        by="reporter",
        text=text,
        day=day.isoformat(),
        after=reading.case.newest(),
    )
    digest = hashlib.sha256(sealed.data).digest()
    return NewMessage(sealed.row.id, sealed.row.epoch, digest, sealed.data)


def shown_answers(reading: Reading) -> Answers:
    """Return the answers of report and contact as the form knows them."""
    return {
        name: value
        for name, value in reading.answers.items()
        if isinstance(value, str)
        or (isinstance(value, list) and all(isinstance(item, str) for item in value))
    }
