"""Bodies of requests and answers, read and written in memory: nothing touches a file.

Werkzeug moves large parts of a form to temporary files; ``Request`` here never does. The raw body
is checked before anything is parsed: UTF-8, and no NUL, which PostgreSQL could not store.
"""

import io
import re
import secrets
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import IO
from urllib.parse import parse_qsl

import flask
from werkzeug.datastructures import Headers
from werkzeug.exceptions import RequestEntityTooLarge

FORM_POST = "application/x-www-form-urlencoded"
MAX_BODY_BYTES = 1 << 20  # No view takes more, and the server program keeps no more of any.
MAX_FIELDS = 600  # In one form post; ours has fewer.
DRAINED_BYTES = 32 << 20  # Of a body that is too long, so that the answer still arrives.
LINE_ENDS = re.compile(r"\r\n?")
BOUNDARY = re.compile(r"[0-9A-Za-z'()+_,./:=?-]{1,70}")  # RFC 2046, section 5.1.1, without spaces.
NAMED = re.compile(
    rb'\r\ncontent-disposition: form-data; name="([0-9a-z_]{1,64})"(?:;|\r|\Z)', re.IGNORECASE
)


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
        ValueError: A view asks for more than MAX_BODY_BYTES, which would never reach it.
    """
    if limit > MAX_BODY_BYTES:
        raise ValueError("more than the server keeps of a body")
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


def parse_multipart(body: bytes, boundary: str, names: Collection[str]) -> dict[str, bytes]:
    """Return the parts of a ``multipart/form-data`` body (RFC 7578), strictly as browsers write it.

    Args:
        body: The whole body.
        boundary: From the Content-Type.
        names: The parts there must be, each once, and no other.

    Raises:
        WireError: ``multipart``: damaged, cut short, or other parts than asked for.
    """
    if not BOUNDARY.fullmatch(boundary):
        raise WireError("multipart")
    # With the line end that belongs to each delimiter, the first one looks like all others.
    pieces = (b"\r\n" + body).split(f"\r\n--{boundary}".encode())
    if len(pieces) < 2 or pieces[0] or pieces[-1] not in {b"--", b"--\r\n"}:
        raise WireError("multipart")
    found = [_part(piece) for piece in pieces[1:-1]]
    if sorted(name for name, _ in found) != sorted(names):
        raise WireError("multipart")
    return dict(found)


def _part(piece: bytes) -> tuple[str, bytes]:
    head, blank, data = piece.partition(b"\r\n\r\n")
    found = NAMED.search(head)
    if not blank or not head.startswith(b"\r\n") or not found:
        raise WireError("multipart")
    return found[1].decode(), data


def encode_multipart(parts: Mapping[str, bytes], *, multiple: int = 0) -> tuple[bytes, str]:
    """Return a ``multipart/form-data`` body and its Content-Type.

    Args:
        parts: By name (ASCII letters, digits and ``_``); ``meta`` is JSON, the rest are files.
        multiple: If given, a last part ``pad`` of spaces makes the body a multiple of it in bytes.
    """
    boundary = secrets.token_hex(24)
    blocks = [block for name in parts for block in _blocks(name, parts[name], boundary)]
    end = f"--{boundary}--\r\n".encode()
    if multiple:
        length = sum(map(len, blocks)) + sum(map(len, _blocks("pad", b"", boundary))) + len(end)
        blocks += _blocks("pad", b" " * (-length % multiple), boundary)
    return b"".join([*blocks, end]), f"multipart/form-data; boundary={boundary}"


def stream_multipart(
    parts: Mapping[str, bytes], later: Mapping[str, int], read: Callable[[str], bytes]
) -> tuple[Iterator[bytes], int, str]:
    """Return the same body block by block, its length in bytes and its Content-Type.

    Args:
        parts: As ``encode_multipart``; they come first.
        later: Names and lengths of parts that are read one at a time, when their turn comes.
        read: Returns the bytes of one of those.
    """
    boundary = secrets.token_hex(24)
    first = [block for name in parts for block in _blocks(name, parts[name], boundary)]
    end = f"--{boundary}--\r\n".encode()
    around = sum(len(block) for name in later for block in _blocks(name, b"", boundary))
    length = sum(map(len, first)) + around + sum(later.values()) + len(end)

    def stream() -> Iterator[bytes]:
        yield from first
        for name in later:
            yield from _blocks(name, read(name), boundary)
        yield end

    return stream(), length, f"multipart/form-data; boundary={boundary}"


def _blocks(name: str, data: bytes, boundary: str) -> list[bytes]:
    kind = "application/json" if name == "meta" else "application/octet-stream"
    head = Headers({"Content-Disposition": f'form-data; name="{name}"; filename="{name}"'})
    head["Content-Type"] = kind
    return [f"--{boundary}\r\n{head}".encode(), data, b"\r\n"]
