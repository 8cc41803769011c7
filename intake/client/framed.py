"""Streams of frames: one JSON object, then sealed files, each after the case it belongs to."""

import json
from typing import Any

CASE_BYTES = 16
SIZE_BYTES = 4


def parse(body: bytes) -> tuple[Any, dict[str, bytes]]:
    """Return the object and the files by case (32 hexadecimal digits), in their order.

    Raises:
        ValueError: It broke off, or names a case twice.
    """
    head, at = _sized(body, 0)
    files: dict[str, bytes] = {}
    while at < len(body):
        case = body[at : at + CASE_BYTES].hex()
        data, at = _sized(body, at + CASE_BYTES)
        if case in files:
            raise ValueError("a case stands there twice")
        files[case] = data
    return json.loads(head), files


def _sized(body: bytes, at: int) -> tuple[bytes, int]:
    """Return what a length announces, and where it ends."""
    begin = at + SIZE_BYTES
    end = begin + int.from_bytes(body[at:begin], "big")
    if end > len(body) or begin > len(body):
        raise ValueError("the answer broke off")
    return body[begin:end], end
