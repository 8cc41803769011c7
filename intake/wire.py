"""Bodies of requests and answers, read and written in memory: nothing touches a file.

Werkzeug moves large parts of a form to temporary files; ``Request`` here never does. The raw body
is checked before anything is parsed: UTF-8, and no NUL, which PostgreSQL could not store.
"""

import io
import re
import secrets
from collections.abc import Iterable, Mapping
from typing import IO, Any
from urllib.parse import parse_qsl

import flask
from werkzeug.datastructures import Headers
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.sansio.multipart import Data, Epilogue, Field, File, MultipartDecoder, NeedData

MAX_FIELDS = 600  # In one form post; ours has fewer.
DRAINED_BYTES = 32 << 20  # Of a body that is too long, so that the answer still arrives.
LINE_ENDS = re.compile(r"\r\n?")


class WireError(ValueError):
    """The body is not what its kind allows; ``code`` is a word of ours."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Request(flask.Request):
    """A request whose parts stay in memory."""

    def _get_file_stream(self, *_arguments: object, **_named: object) -> IO[bytes]:
        return io.BytesIO()


def read_body(request: flask.Request, limit: int) -> bytes:
    """Return the raw body of at most ``limit`` bytes.

    Raises:
        WireError: ``too_large``; the rest has then been read and thrown away.
    """
    request.max_content_length = DRAINED_BYTES
    taken: list[bytes] = []
    length = 0
    try:
        while block := request.stream.read(65_536):
            length += len(block)
            if length <= limit:
                taken.append(block)
            else:
                taken.clear()
    except RequestEntityTooLarge:
        raise WireError("too_large") from None
    if length > limit:
        raise WireError("too_large")
    return b"".join(taken)


def parse_form(body: bytes) -> dict[str, list[str]]:
    """Return the fields of an ``application/x-www-form-urlencoded`` body, line ends as line feeds.

    Raises:
        WireError: ``not_utf8``, ``nul`` or ``too_many_fields``.
    """
    fields: dict[str, list[str]] = {}
    try:
        pairs = parse_qsl(
            body.decode("utf-8"), keep_blank_values=True, errors="strict", max_num_fields=MAX_FIELDS
        )
    except UnicodeDecodeError:
        raise WireError("not_utf8") from None
    except ValueError:
        raise WireError("too_many_fields") from None
    for name, value in pairs:
        if "\0" in name or "\0" in value:
            raise WireError("nul")
        fields.setdefault(name, []).append(LINE_ENDS.sub("\n", value))
    return fields


def parse_multipart(body: bytes, boundary: str, names: Iterable[str]) -> dict[str, bytes]:
    """Return the parts of a ``multipart/form-data`` body.

    Args:
        body: The whole body.
        boundary: From the Content-Type.
        names: The parts there must be, each once, and no other.

    Raises:
        WireError: ``multipart``: damaged, cut short, or other parts than asked for.
    """
    parts: dict[str, bytearray] = {}
    try:
        decoder = MultipartDecoder(boundary.encode("latin-1"), max_parts=len(set(names)) + 1)
        decoder.receive_data(body)
        decoder.receive_data(None)
        current = bytearray()
        while not isinstance(event := decoder.next_event(), Epilogue | NeedData):
            if isinstance(event, Field | File):
                current = parts[_new_name(event.name, parts)] = bytearray()
            elif isinstance(event, Data):
                current += event.data
    except (ValueError, RequestEntityTooLarge):
        raise WireError("multipart") from None
    if set(parts) != set(names) or not isinstance(event, Epilogue):
        raise WireError("multipart")
    return {name: bytes(part) for name, part in parts.items()}


def _new_name(name: str, parts: Mapping[str, Any]) -> str:
    if name in parts:
        raise WireError("multipart")
    return name


def encode_multipart(parts: Mapping[str, bytes]) -> tuple[bytes, str]:
    """Return a ``multipart/form-data`` body and its Content-Type.

    Args:
        parts: By name (ASCII letters, digits and ``_``); ``meta`` is JSON, the rest are files.
    """
    boundary = secrets.token_hex(24)
    blocks = []
    for name, data in parts.items():
        kind = "application/json" if name == "meta" else "application/octet-stream"
        head = Headers({"Content-Disposition": f'form-data; name="{name}"; filename="{name}"'})
        head["Content-Type"] = kind
        blocks += [f"--{boundary}\r\n{head}".encode(), data, b"\r\n"]
    return b"".join([*blocks, f"--{boundary}--\r\n".encode()]), (
        f"multipart/form-data; boundary={boundary}"
    )
