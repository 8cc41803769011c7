"""What a frame of each kind carries (SPEC 5, "Bodies")."""

from collections.abc import Callable

from intake.crypto import shapes
from intake.crypto.encoding import EncodingError

LEVELS = ("emergency", "urgent", "soon", "routine")  # From the highest to the lowest.

_HOUR = 3600  # Seconds; a finer time would tell the server's neighbours apart by their reports.


def check_body(kind: str, body: object) -> dict[str, object]:
    """Return ``body`` if it has the shape of its kind.

    Raises:
        EncodingError: It has not.
    """
    return BODIES[shapes.one_of(kind, BODIES)](body)


def _summary(value: object) -> dict[str, object]:
    keys = ("avoid", "country", "kinds", "lang", "level", "rules", "tags", "who_for")
    body = shapes.exact_object(value, keys)
    shapes.boolean(body["avoid"])
    shapes.text(body["country"])
    shapes.texts(body["kinds"])
    shapes.text(body["who_for"])
    _verdict(body)
    return body


def _report(value: object) -> dict[str, object]:
    keys = ("answers", "at", "desk", "form", "lang", "level", "rules", "tags")
    body = shapes.exact_object(value, keys)
    _answers(body["answers"])
    if shapes.integer(body["at"]) % _HOUR:
        raise EncodingError("not a full hour")
    shapes.text(body["desk"])
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


def _message(value: object) -> dict[str, object]:
    body = shapes.exact_object(value, ("day", "text"))
    shapes.day(body["day"])
    shapes.text(body["text"])
    return body


def _verdict(body: dict[str, object]) -> None:
    shapes.text(body["lang"])
    shapes.one_of(body["level"], LEVELS)
    shapes.texts(body["rules"])
    shapes.texts(body["tags"])


BODIES: dict[str, Callable[[object], dict[str, object]]] = {
    "summary": _summary,
    "report": _report,
    "contact": _contact,
    "message": _message,
    "note": _message,
}
