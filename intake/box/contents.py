"""A box opened in the server's memory, for one request, for a reader without JavaScript.

The same checks as in the browser (``intake.crypto.case.reading.trusted``); what cannot be opened is
said, the rest is shown. Nothing readable outlives the request.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from intake.box.services import Box
from intake.case.stored.rows import NewObject, ObjectRow
from intake.crypto.case.frames import Frame
from intake.crypto.case.objects import Row, Untrusted
from intake.crypto.case.reading.trusted import TrustedCase
from intake.crypto.case.receipts import ReporterKeys
from intake.crypto.case.sealing.messages import seal_message
from intake.crypto.encoding import b64u
from intake.form.questions.conditions import Answers
from intake.form.questions.moments import day_of_moment


@dataclass(frozen=True)
class Message:
    """One message, opened."""

    by: str  # ``reporter`` or ``staff``
    day: str  # as it stands sealed in the message: ``2026-11-22``
    text: str | None  # None for one that could not be opened; its day is then the server's word
    position: int
    happened: Mapping[str, object] | None = None  # Answers, where it tells of something new.


@dataclass
class BoxContents:
    """What could be opened."""

    case: TrustedCase
    answers: dict[str, object] = field(default_factory=dict)
    sent: str = ""  # Day on which the report was sealed.
    messages: list[Message] = field(default_factory=list)
    unreadable: bool = False  # something that is no message could not be opened
    missing: bool = False


def open_box(box: Box, keys: ReporterKeys) -> BoxContents | None:
    """Open what was chosen of a box with a code's keys; None if its key file does not open."""
    try:
        contents = BoxContents(TrustedCase.of_reporter(box.key, keys, box.case.id))
    except Untrusted:
        return None
    chosen = [row for row in box.objects if row.id in box.files]
    frames = [_read(row, box.files[row.id], contents) for row in chosen]
    kinds = {row.kind for row in box.objects}
    # What lies there and was not read this time is not missing.
    there = {b64u(row.sha256) for row in box.objects if row.id not in box.files}
    named = {name for frame in frames if frame for name in contents.case.missing_parents(frame)}
    contents.missing = not {"report", "contact"} <= kinds or bool(named - there)
    return contents


def _read(row: ObjectRow, data: bytes, contents: BoxContents) -> Frame | None:
    asked = Row(contents.case.case, row.id, row.kind, row.epoch, row.by)
    try:
        frame = contents.case.read(asked, data)
    except Untrusted:
        if row.kind == "message":
            day = row.received_on.isoformat()
            contents.messages.append(Message(row.by, day, None, row.position))
        else:
            contents.unreadable = True
        return None
    if row.kind == "message":
        text = str(frame.body["text"])
        told = frame.body.get("incident")
        happened = told["answers"] if isinstance(told, dict) and row.by != "staff" else None
        contents.messages.append(
            Message(row.by, str(frame.body["day"]), text, row.position, happened)
        )
    else:
        answers = frame.body["answers"]
        contents.answers |= answers if isinstance(answers, dict) else {}
        at = frame.body.get("at")
        contents.sent = day_of_moment("today", at) if isinstance(at, int) else contents.sent
    return frame


def seal_words(
    contents: BoxContents,
    keys: ReporterKeys,
    text: str,
    day: date,
    incident: Mapping[str, object] | None,
) -> NewObject:
    """Seal what the reporter wrote, naming the newest objects as those it comes after."""
    sealed = seal_message(
        contents.case.key_file,
        keys.author_seed,
        by="reporter",
        text=text,
        day=day.isoformat(),
        after=contents.case.newest(),
        incident=incident,
    )
    digest = hashlib.sha256(sealed.data).digest()
    return NewObject(sealed.row.id, sealed.row.epoch, digest, sealed.data)


def shown_answers(contents: BoxContents) -> Answers:
    """Return the answers of report and contact as the form knows them."""
    return known_answers(contents.answers)


def known_answers(answers: Mapping[str, object]) -> Answers:
    """Return those that are answers as the form knows them."""
    return {
        name: value
        for name, value in answers.items()
        if isinstance(value, str)
        or (isinstance(value, list) and all(isinstance(item, str) for item in value))
    }
