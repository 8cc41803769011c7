"""A report as JSON has it, and careful hands for one that somebody else wrote."""

from collections.abc import Iterator

Value = dict[str, object]


class ReportError(ValueError):
    """A file is no report."""


def rows(value: Value, name: str) -> list[Value]:
    """Return a list of objects.

    Raises:
        ReportError: There is something else.
    """
    found = value.get(name)
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        raise ReportError(f"not a report: {name} is no list of objects")
    return found


def part(value: Value, name: str) -> Value:
    """Return an object.

    Raises:
        ReportError: There is something else.
    """
    found = value.get(name)
    if not isinstance(found, dict):
        raise ReportError(f"not a report: {name} is no object")
    return found


def text(value: Value, name: str) -> str:
    """Return a text.

    Raises:
        ReportError: There is something else.
    """
    found = value.get(name)
    if not isinstance(found, str):
        raise ReportError(f"not a report: {name} is no text")
    return found


def number(value: Value, name: str) -> int:
    """Return an integer.

    Raises:
        ReportError: There is something else.
    """
    found = value.get(name)
    if type(found) is not int:
        raise ReportError(f"not a report: {name} is no number")
    return found


def differences(said: object, given: object, path: str = "") -> Iterator[str]:
    """Yield where two values differ, as paths with what either says, in order of the names."""
    if isinstance(said, dict) and isinstance(given, dict):
        for name in sorted(said.keys() | given.keys()):
            yield from differences(said.get(name), given.get(name), f"{path}/{name}")
    elif isinstance(said, list) and isinstance(given, list) and len(said) == len(given):
        for place, (one, other) in enumerate(zip(said, given, strict=True)):
            yield from differences(one, other, f"{path}/{place}")
    elif said != given or type(said) is not type(given):
        yield f"{path.lstrip('/')}: it says {_short(said)}, the copy gives {_short(given)}"


def _short(value: object) -> str:
    if isinstance(value, list):
        return f"{len(value)} of them"
    shown = repr(value)
    return shown if len(shown) <= 80 else shown[:77] + "…"
