"""What a frame of each kind carries (SPEC 5, "Bodies" and "Acts").

Of an act the shape is known here and the words are not: which reasons there are says the table of
casework, in a room above. Its twin is ``static/js/crypto/case/bodies.js``.
"""

from collections.abc import Callable, Mapping

from intake.crypto import shapes
from intake.crypto.encoding import EncodingError

LEVELS = ("emergency", "urgent", "soon", "routine")  # From the highest to the lowest.
PLACES = ("assignee", "cover")  # Who holds a case that was taken.

MAX_DATES = 8  # Of a summary, whose length is fixed.
_JUDGED = ("answers", "at", "form", "lang", "level", "rules", "tags")
_HOUR = 3600  # Seconds; a finer time would tell the server's neighbours apart by their reports.


def check_body(kind: str, body: object) -> dict[str, object]:
    """Return ``body`` if it has the shape of its kind.

    Raises:
        EncodingError: It has not.
    """
    return BODIES[shapes.one_of(kind, BODIES)](body)


def _summary(value: object) -> dict[str, object]:
    """Of version 1 there are no ``dates``; every summary is written with them."""
    keys = ("avoid", "country", "kinds", "lang", "level", "rules", "tags", "who_for")
    has_dates = "dates" in shapes.any_object(value)
    body = shapes.exact_object(value, (*keys, "dates") if has_dates else keys)
    shapes.boolean(body["avoid"])
    shapes.text(body["country"])
    shapes.texts(body["kinds"])
    shapes.text(body["who_for"])
    _verdict(body)
    if has_dates:
        _dates(body["dates"])
    return body


def _dates(value: object) -> None:
    days = shapes.any_object(value)
    for day in days.values():
        shapes.day(day)
    if len(days) > MAX_DATES:
        raise EncodingError("too many dates")


def _report(value: object) -> dict[str, object]:
    body = _judged(value, "desk")
    shapes.text(body["desk"])
    return body


def _message(value: object) -> dict[str, object]:
    """What both sides write; in the reporter's there may be an incident: what happened since."""
    has_incident = "incident" in shapes.any_object(value)
    keys = ("day", "text")
    body = shapes.exact_object(value, (*keys, "incident") if has_incident else keys)
    shapes.day(body["day"])
    shapes.text(body["text"])
    if has_incident:
        _judged(body["incident"])
    return body


def _judged(value: object, *more: str) -> dict[str, object]:
    """Return answers with the hours and the form at which they were judged, and the verdict.

    Of version 1 there is no ``server_at``; everything is written with it.
    """
    has_server = "server_at" in shapes.any_object(value)
    keys = (*_JUDGED, *more)
    body = shapes.exact_object(value, (*keys, "server_at") if has_server else keys)
    _answers(body["answers"])
    hours = [body["at"], *([] if body.get("server_at") is None else [body["server_at"]])]
    if any(shapes.integer(hour) % _HOUR for hour in hours):
        raise EncodingError("not a full hour")
    shapes.integer(body["form"], least=1)
    _verdict(body)
    return body


def _contact(value: object) -> dict[str, object]:
    body = shapes.exact_object(value, ("answers",))
    _answers(body["answers"])
    return body


def _answers(value: object) -> None:
    """Each answer is a text or a list of texts; whether it is one of the form's is for readers."""
    for answer in shapes.any_object(value).values():
        if not isinstance(answer, str):
            shapes.texts(answer)


def _verdict(body: dict[str, object]) -> None:
    shapes.text(body["lang"])
    shapes.one_of(body["level"], LEVELS)
    shapes.texts(body["rules"])
    shapes.texts(body["tags"])


def _some_text(value: object) -> str:
    """Return a text of at least one character."""
    text = shapes.text(value)
    if not text:
        raise EncodingError("empty")
    return text


def _level(value: object) -> str:
    return shapes.one_of(value, LEVELS)


def _place(value: object) -> str:
    return shapes.one_of(value, PLACES)


def _day_or_none(value: object) -> str:
    return shapes.text(value) and shapes.day(value)


def _confirmed(value: object) -> bool:
    if shapes.boolean(value) is False:
        raise EncodingError("not confirmed")
    return True


def _codes(value: object) -> list[str]:
    """Return at least one code, each once."""
    codes = [shapes.code(item) for item in shapes.items(value)]
    if not codes or len(set(codes)) < len(codes):
        raise EncodingError("no code, or one twice")
    return codes


def _accounts(value: object) -> list[str]:
    """Return account ids in ascending order, each once."""
    ids = [shapes.hex_id(item) for item in shapes.items(value)]
    if ids != sorted(set(ids)):
        raise EncodingError("not in order, or one twice")
    return ids


Check = Callable[[object], object]
Body = Callable[[object], dict[str, object]]


def _with_fields(checks: Mapping[str, Check]) -> Body:
    """Return the check of a body that has exactly these fields, each as its own check says."""

    def check(value: object) -> dict[str, object]:
        body = shapes.exact_object(value, checks)
        for name, of_field in checks.items():
            of_field(body[name])
        return body

    return check


ACTS: Mapping[str, Mapping[str, Check]] = {
    "note": {"day": shapes.day, "text": shapes.text},
    "level": {"day": shapes.day, "from": _level, "reason": shapes.code, "to": _level},
    "aside": {"aside": shapes.boolean, "day": shapes.day, "reason": shapes.code},
    "closing": {"day": shapes.day, "dispositions": _codes, "words": shapes.text},
    "reopening": {"day": shapes.day, "reason": shapes.code},
    "pause": {"day": shapes.day, "reason": shapes.code},
    "release": {"day": shapes.day, "reason": shapes.code},
    "settled": {"day": shapes.day, "reason": shapes.code, "words": shapes.text},
    "handover": {
        "day": shapes.day,
        "next": _day_or_none,
        "place": _place,
        "rules_read": _confirmed,
        "situation": _some_text,
        "to": shapes.hex_id,
    },
    "contacted": {
        "agreed": shapes.boolean,
        "day": shapes.day,
        "outcome": shapes.code,
        "via": shapes.code,
        "words": shapes.text,
    },
    "exclusion": {
        "day": shapes.day,
        "members": _accounts,
        "named": shapes.boolean,
        "unsure": shapes.boolean,
    },
    "agreement": {"act": shapes.hex_id, "agrees": shapes.boolean, "day": shapes.day},
}
"""What staff write to each other: kind to fields. None of it is ever given to the reporter."""

BEFORE_TAKING = ("level", "aside", "exclusion", "agreement", "contacted")
"""Acts that may be written while there is no notes identity; they are then sealed to the case."""

BODIES: Mapping[str, Body] = {
    "summary": _summary,
    "report": _report,
    "contact": _contact,
    "message": _message,
    **{kind: _with_fields(fields) for kind, fields in ACTS.items()},
}
