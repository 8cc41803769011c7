"""Canonical JSON, base64url without padding, and digits (SPEC, notation and sections 2 and 3).

One value has exactly one encoding, in both languages: what is signed, hashed or authenticated is
bytes, and a reader refuses bytes that differ from their own canonical form. The parsers raise
EncodingError and nothing else; its texts never hold what was parsed.
"""

import json
import unicodedata
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable

MAX_INTEGER = 2**53 - 1  # The largest integer that JavaScript holds exactly.
MAX_DEPTH = 16  # Nested objects and arrays; the deepest format of ours needs six.
_JSON = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


class EncodingError(ValueError):
    """The bytes are not canonical, or the value has no canonical form."""


def read_digits(typed: str) -> str:
    """Return every decimal digit of a text in ASCII: of any script, whatever stands between.

    It is the one reader of codes that people type (SPEC 3). A script that is newer than the
    Unicode of this Python counts as what stands between.
    """
    return "".join(str(unicodedata.decimal(each)) for each in typed if each.isdecimal())


def b64u(data: bytes) -> str:
    """Return ``data`` as base64url without padding."""
    return urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def parse_b64u(text: str, length: int) -> bytes:
    """Return the ``length`` bytes that ``text`` encodes.

    Raises:
        EncodingError: Another length, alphabet or padding, or bits left over at the end.
    """
    try:
        data = urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))
    except ValueError:
        raise EncodingError("not base64url") from None
    # The standard library skips foreign characters; only the round trip is strict.
    if len(data) != length or b64u(data) != text:
        raise EncodingError("not canonical base64url")
    return data


def encode_json(value: object) -> bytes:
    """Return the canonical JSON of ``value`` as UTF-8.

    Args:
        value: dict, list, str, int, bool or None, nested at most MAX_DEPTH deep.

    Raises:
        EncodingError: Another type, a key that is not ASCII, a lone surrogate, an integer of
            magnitude 2^53 or more, or too deep.
    """
    _require_plain(value, MAX_DEPTH)
    try:
        return _JSON.encode(value).encode()
    except UnicodeEncodeError:
        raise EncodingError("lone surrogate") from None


def parse_json(data: bytes) -> object:
    """Return the value of canonical JSON.

    Raises:
        EncodingError: Not JSON, or not its own canonical form: that covers repeated and unsorted
            keys, floats, white space, needless escapes and a byte order mark.
    """
    try:
        value: object = json.loads(data.decode())
    except (ValueError, RecursionError):
        # The cause is dropped: the library's exceptions carry the whole document.
        raise EncodingError("not JSON") from None
    if encode_json(value) != data:
        raise EncodingError("not canonical JSON")
    return value


def _require_plain(value: object, depth: int) -> None:
    """Refuse what has no canonical form; strings are checked when they are encoded."""
    if isinstance(value, int) and abs(value) > MAX_INTEGER:
        raise EncodingError("integer out of range")
    if value is None or isinstance(value, int | str):
        return
    if depth == 0:
        raise EncodingError("nested too deep")
    for inner in _members(value):
        _require_plain(inner, depth - 1)


def _members(value: object) -> Iterable[object]:
    """Return what a list or an object holds."""
    if isinstance(value, list):
        return value
    if not isinstance(value, dict):
        raise EncodingError("type has no canonical form")
    if not all(isinstance(key, str) and key.isascii() for key in value):
        raise EncodingError("key is not ASCII text")
    return value.values()
