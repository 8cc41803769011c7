"""What a view takes from a body, read off its code, in the words of docs/spec/desk.md."""

import inspect
import re
from collections.abc import Callable, Iterator
from typing import Any

GETTER = re.compile(
    r"[\w)]\.(optional_)?(text|binary|file|hex_id|ids|id|codes|number|flag|object|day)"
    r"\(\"(\w+)\"(?:, ([\d_]+))?\)"
)
PARTS = re.compile(r"multipart_body\(\{([^}]*)\}(?:, optional=\"(\w+)\")?\)")
WORDS = {"binary": "bytes", "hex_id": "id"}
FIELD = re.compile(
    r"`(\w+)` (text \d+|bytes \d+|ids \d+|file|id|codes|number|flag|object|day)(\??)"
)
PART = re.compile(r"`(\w+)`(\??)")

Fields = dict[str, str]


def taken_by(view: Callable[..., object]) -> tuple[Fields, Fields]:
    """Return the fields and the parts that a view asks for: name to type."""
    fields: Fields = {}
    parts: Fields = {}
    for source in _sources(view):
        for optional, kind, name, limit in GETTER.findall(source):
            word = WORDS.get(kind, kind)
            if word in {"text", "bytes", "ids"}:
                word += f" {int(limit or 200)}"
            fields[name] = word + ("?" if optional or kind == "object" else "")
        for needed, may in PARTS.findall(source):
            parts |= dict.fromkeys(re.findall(r"\w+", needed), "") | ({may: "?"} if may else {})
    return fields, parts


def written(cell: str) -> tuple[Fields, Fields]:
    """Return the same of a cell of the table."""
    fields, _, parts = cell.partition("; parts ")
    return {n: kind + q for n, kind, q in FIELD.findall(fields)}, dict(PART.findall(parts))


def _sources(view: Callable[..., object]) -> Iterator[str]:
    """The view, what wraps it, and those functions of their modules that they hand a body to."""
    layer: Any = view
    while layer is not None:
        text = inspect.getsource(layer.__code__)
        yield text
        for name in set(re.findall(r"\b(_\w+|\w+_in)\((?:body|meta)[,)]", text)):
            yield inspect.getsource(layer.__globals__[name])
        layer = getattr(layer, "__wrapped__", None)
