"""Checks that a parsed value has the shape docs/SPEC.md gives it.

Each function returns its argument as the narrower type or raises EncodingError.
"""

import re
from collections.abc import Iterable
from datetime import date

from intake.crypto.encoding import EncodingError, parse_b64u

CODE = re.compile(r"[a-z][a-z0-9_]{0,39}")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
HEX_ID = re.compile(r"[0-9a-f]{32}")
USER_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,31}")


def exact_object(value: object, keys: Iterable[str]) -> dict[str, object]:
    """Return an object that has exactly these keys."""
    if not isinstance(value, dict) or value.keys() != set(keys):
        raise EncodingError("not an object with these keys")
    return value


def text(value: object) -> str:
    """Return a string."""
    if not isinstance(value, str):
        raise EncodingError("not text")
    return value


def texts(value: object) -> list[str]:
    """Return a list of strings."""
    return [text(item) for item in items(value)]


def items(value: object) -> list[object]:
    """Return a list."""
    if not isinstance(value, list):
        raise EncodingError("not a list")
    return value


def integer(value: object, least: int = 0) -> int:
    """Return an integer of at least ``least``; true and false are none."""
    if isinstance(value, bool) or not isinstance(value, int) or value < least:
        raise EncodingError("not an integer in range")
    return value


def boolean(value: object) -> bool:
    """Return true or false."""
    if not isinstance(value, bool):
        raise EncodingError("not true or false")
    return value


def constant(value: object, expected: int | str) -> None:
    """Require exactly this value; true is not 1."""
    if type(value) is not type(expected) or value != expected:
        raise EncodingError("not the value required")


def one_of(value: object, choices: Iterable[str]) -> str:
    """Return one of these words."""
    word = text(value)
    if word not in choices:
        raise EncodingError("not one of the words allowed")
    return word


def hex_id(value: object) -> str:
    """Return an identifier: 16 bytes as 32 lower-case hexadecimal digits."""
    if not isinstance(value, str) or not HEX_ID.fullmatch(value):
        raise EncodingError("not an identifier")
    return value


def code(value: object) -> str:
    """Return a word of some closed list: 1 to 40 lower-case letters, digits and low lines."""
    if not isinstance(value, str) or not CODE.fullmatch(value):
        raise EncodingError("not a code")
    return value


def user_name(value: object) -> str:
    """Return a user name (SPEC 7)."""
    if not isinstance(value, str) or not USER_NAME.fullmatch(value):
        raise EncodingError("not a user name")
    return value


def binary(value: object, length: int = 32) -> bytes:
    """Return the bytes of a base64url string of exactly this many bytes."""
    return parse_b64u(text(value), length)


def day(value: object) -> str:
    """Return a day of the calendar, ``2026-11-22``."""
    word = text(value)
    if not is_day(word):
        raise EncodingError("not a day")
    return word


def is_day(word: str) -> bool:
    """Tell whether a text is a day of the calendar: no 30th of February, no year 0."""
    if not DAY.fullmatch(word):
        return False
    try:
        date.fromisoformat(word)
    except ValueError:
        return False
    return True


def any_object(value: object) -> dict[str, object]:
    """Return an object with whatever keys."""
    if not isinstance(value, dict):
        raise EncodingError("not an object")
    return value
