"""Bodies of several parts (RFC 7578), written as browsers write them and read strictly."""

import re
import secrets
from collections.abc import Mapping

_BOUNDARY = re.compile(r"multipart/form-data; *boundary=\"?([0-9A-Za-z'()+_,./:=?-]{1,70})\"?")
_NAME = re.compile(rb'\r\ncontent-disposition: form-data; name="([^"]+)"', re.IGNORECASE)


def encode(parts: Mapping[str, bytes]) -> tuple[bytes, str]:
    """Return a body and its Content-Type; ``meta`` is JSON, every other part a file."""
    boundary = secrets.token_hex(24)
    blocks = []
    for name, data in parts.items():
        kind = "application/json" if name == "meta" else "application/octet-stream"
        head = f'Content-Disposition: form-data; name="{name}"; filename="{name}"'
        blocks += [
            f"--{boundary}\r\n{head}\r\nContent-Type: {kind}\r\n\r\n".encode(),
            data,
            b"\r\n",
        ]
    end = f"--{boundary}--\r\n".encode()
    return b"".join([*blocks, end]), f"multipart/form-data; boundary={boundary}"


def parse(body: bytes, content_type: str) -> dict[str, bytes]:
    """Return the parts of a body by name.

    Raises:
        ValueError: It is none, was cut short, or names a part twice.
    """
    kind = _BOUNDARY.match(content_type)
    if not kind:
        raise ValueError("no parts")
    pieces = (b"\r\n" + body).split(f"\r\n--{kind[1]}".encode())
    if len(pieces) < 2 or pieces[0] or pieces[-1] not in {b"--", b"--\r\n"}:
        raise ValueError("the answer broke off")
    parts: dict[str, bytes] = {}
    for piece in pieces[1:-1]:
        head, blank, data = piece.partition(b"\r\n\r\n")
        name = _NAME.search(head)
        if not blank or not name or name[1].decode() in parts:
            raise ValueError("a part without a name of its own")
        parts[name[1].decode()] = data
    return parts
