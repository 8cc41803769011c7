"""Reading the JSON bodies that staff clients send: strict, by name and length, never trusting."""

import json
import re
from collections.abc import Mapping
from datetime import date

from flask import request

from intake.crypto import shapes
from intake.crypto.encoding import EncodingError, parse_b64u
from intake.errors import Refused
from intake.web import wire

MAX_FILE = 65_536  # bytes: no seed, vault or desk key file of ours is larger
MAX_CODES = 100
MAX_CODE = 40  # characters of a word of a closed list
MAX_BODY = 400_000  # bytes: key files for two holders, or one long message, with room

# Searched for, not looked at one by one in Python: a key file is text of up to 131,072 characters.
_NO_TEXT = re.compile("[\x00-\x09\x0b-\x1f\ud800-\udfff]")


class JsonBody:
    """A JSON object from the request; every getter raises Refused with the field's name."""

    def __init__(self, value: object) -> None:
        if not isinstance(value, Mapping):
            raise Refused("body")
        self._values = value

    def text(self, name: str, limit: int = 200) -> str:
        """Return a text of 1 to ``limit`` characters without control characters or surrogates."""
        value = self._values.get(name)
        if not isinstance(value, str) or not 1 <= len(value) <= limit:
            raise Refused(name)
        if _NO_TEXT.search(value):
            raise Refused(name)
        return value

    def optional_text(self, name: str, limit: int = 200) -> str | None:
        """Return a text, or None when it is null or absent."""
        return None if self._values.get(name) is None else self.text(name, limit)

    def binary(self, name: str, length: int) -> bytes:
        """Return exactly ``length`` bytes from base64url without padding."""
        try:
            return parse_b64u(self.text(name, length * 2), length)
        except EncodingError:
            raise Refused(name) from None

    def file(self, name: str, limit: int = MAX_FILE) -> bytes:
        """Return an age file of any length up to ``limit`` bytes."""
        text = self.text(name, limit * 2)
        try:
            return parse_b64u(text, len(text) * 3 // 4)
        except EncodingError:
            raise Refused(name) from None

    def files(self, name: str, most: int, limit: int) -> list[bytes]:
        """Return at most ``most`` age files of up to ``limit`` bytes each."""
        values = self._values.get(name)
        if not isinstance(values, list) or len(values) > most:
            raise Refused(name)
        return [JsonBody({name: value}).file(name, limit) for value in values]

    def optional_file(self, name: str) -> bytes | None:
        """Return an age file, or None when it is null or absent."""
        return None if self._values.get(name) is None else self.file(name)

    def flag(self, name: str) -> bool:
        """Return a boolean."""
        value = self._values.get(name)
        if not isinstance(value, bool):
            raise Refused(name)
        return value

    def number(self, name: str) -> int:
        """Return an integer of at least 0 and below 2^31."""
        value = self._values.get(name)
        if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 2**31:
            raise Refused(name)
        return value

    def hex_id(self, name: str) -> str:
        """Return an id of 32 lower-case hex digits."""
        try:
            return shapes.hex_id(self._values.get(name))
        except EncodingError:
            raise Refused(name) from None

    def ids(self, name: str, limit: int) -> list[str]:
        """Return at most ``limit`` different ids."""
        values = self._values.get(name)
        if not isinstance(values, list) or len(values) > limit:
            raise Refused(name)
        try:
            found = [shapes.hex_id(value) for value in values]
        except EncodingError:
            raise Refused(name) from None
        if len(set(found)) < len(found):
            raise Refused(name)
        return found

    def optional_id(self, name: str) -> str | None:
        """Return an id, or None when it is null or absent."""
        return None if self._values.get(name) is None else self.hex_id(name)

    def optional_day(self, name: str) -> date | None:
        """Return a day from ``YYYY-MM-DD``, or None when it is null or absent."""
        text = self.optional_text(name, len("YYYY-MM-DD"))
        try:
            return None if text is None else date.fromisoformat(shapes.day(text))
        except ValueError:  # EncodingError is one.
            raise Refused(name) from None

    def codes(self, name: str) -> list[str]:
        """Return a list of 1 to ``MAX_CODES`` words of some closed list, each once."""
        values = self._values.get(name)
        if not isinstance(values, list) or not 1 <= len(values) <= MAX_CODES:
            raise Refused(name)
        found = [JsonBody({name: value}).text(name, MAX_CODE) for value in values]
        if len(set(found)) < len(found):
            raise Refused(name)
        return found

    def object(self, name: str) -> "JsonBody | None":
        """Return a nested object, or None when it is null or absent."""
        value = self._values.get(name)
        return None if value is None else JsonBody(value)


def json_body(limit: int = MAX_BODY) -> JsonBody:
    """Return the request's JSON object of at most ``limit`` bytes, or raise Refused."""
    if request.mimetype != "application/json":  # What no form of another site can send.
        raise Refused("content_type")
    try:
        return JsonBody(json.loads(wire.read_body(request, limit)))
    except (ValueError, RecursionError):
        raise Refused("body") from None


def multipart_body(
    names: set[str], optional: str | None = None
) -> tuple[JsonBody, dict[str, bytes]]:
    """Return the meta object and the binary parts of a multipart body.

    Args:
        names: Parts there must be, beside ``meta``.
        optional: One part there may be.
    """
    body = wire.read_body(request, MAX_BODY)
    boundary = request.mimetype_params.get("boundary", "")
    expected = names | {"meta"}
    if optional is not None and f'name="{optional}"'.encode() in body:
        expected |= {optional}
    parts = wire.parse_multipart(body, boundary, expected)
    try:
        return JsonBody(json.loads(parts.pop("meta"))), parts
    except (ValueError, RecursionError):
        raise Refused("meta") from None
