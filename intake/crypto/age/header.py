"""The header of an age v1 file: stanzas and MAC (C2SP age.md, "Header").

Parsing is as strict as the specification: anything the grammar does not produce is a HeaderError.
"""

import hmac
import re
from base64 import b64decode, b64encode
from collections.abc import Callable, Sequence
from typing import BinaryIO, NamedTuple

from intake.crypto.keys import derive_key

VERSION_LINE = b"age-encryption.org/v1\n"
FILE_KEY_BYTES = 16
MAX_LINE_BYTES = 65_536  # No stanza type known needs more than 1,600.
MAX_STANZAS = 64
MAX_STANZA_LINES = 256

_ARGUMENTS = re.compile(rb"-> ([!-~]+(?: [!-~]+)*)\n")
_COLUMNS = 64


class AgeError(ValueError):
    """Base of everything that is wrong with an age file."""


class HeaderError(AgeError):
    """The header is not one."""


class NoMatch(AgeError):
    """No stanza is for this identity."""


class MacError(AgeError):
    """The header was changed after it was made."""


class Stanza(NamedTuple):
    """One wrapped file key: type and further arguments, and the body."""

    arguments: tuple[str, ...]
    body: bytes


class Header(NamedTuple):
    """A parsed header; ``authenticated`` is the part of it that the MAC covers."""

    stanzas: tuple[Stanza, ...]
    authenticated: bytes
    mac: bytes


# Finds the file key (16 bytes) in the stanzas; None if none of them is for it.
Unwrap = Callable[[Sequence[Stanza]], bytes | None]


def encode_header(stanzas: Sequence[Stanza], file_key: bytes) -> bytes:
    """Return the header bytes with their MAC, up to the line feed before the payload."""
    lines = [VERSION_LINE]
    for stanza in stanzas:
        lines.append(f"-> {' '.join(stanza.arguments)}\n".encode("ascii"))
        body = encode_base64(stanza.body)
        # A last line shorter than 64 columns ends the stanza, so it may have to be empty.
        lines += [
            body[i : i + _COLUMNS].encode("ascii") + b"\n"
            for i in range(0, len(body) + 1, _COLUMNS)
        ]
    authenticated = b"".join(lines) + b"---"
    mac = encode_base64(_mac(authenticated, file_key)).encode("ascii")
    return authenticated + b" " + mac + b"\n"


def parse_header(reader: BinaryIO) -> Header:
    """Read a header and nothing after it.

    Raises:
        HeaderError: The bytes are not an age v1 header.
    """
    if reader.readline(len(VERSION_LINE)) != VERSION_LINE:
        raise HeaderError("not an age v1 file")
    raw = [VERSION_LINE]
    stanzas: list[Stanza] = []
    while (line := reader.readline(MAX_LINE_BYTES)).startswith(b"-> "):
        if len(stanzas) == MAX_STANZAS:
            raise HeaderError("too many stanzas")
        raw.append(line)
        stanzas.append(_parse_stanza(line, reader, raw))
    if not stanzas or not line.startswith(b"--- ") or not line.endswith(b"\n"):
        raise HeaderError("malformed header")
    mac = parse_base64(line[4:-1])
    if len(mac) != 32:
        raise HeaderError("malformed MAC")
    return Header(tuple(stanzas), b"".join(raw) + b"---", mac)


def verify_header(header: Header, file_key: bytes) -> None:
    """Verify the header's MAC under a file key of 16 bytes.

    Raises:
        MacError: The MAC is of another header or another file key.
    """
    if not hmac.compare_digest(_mac(header.authenticated, file_key), header.mac):
        raise MacError("wrong header MAC")


def encode_base64(data: bytes) -> str:
    """Return standard base64 without padding."""
    return b64encode(data).rstrip(b"=").decode("ascii")


def parse_base64(text: bytes) -> bytes:
    """Return what standard base64 without padding encodes.

    Raises:
        HeaderError: Padding, foreign characters, or bits left over at the end.
    """
    try:
        data = b64decode(text + b"=" * (-len(text) % 4), validate=True)
    except ValueError:
        raise HeaderError("not base64") from None
    if encode_base64(data).encode("ascii") != text:
        raise HeaderError("not canonical base64")
    return data


def _parse_stanza(line: bytes, reader: BinaryIO, raw: list[bytes]) -> Stanza:
    """Parse the stanza that starts with ``line``; appends the lines it reads to ``raw``."""
    match = _ARGUMENTS.fullmatch(line)
    if not match:
        raise HeaderError("malformed stanza")
    body = b""
    for _ in range(MAX_STANZA_LINES):
        wrapped = reader.readline(_COLUMNS + 1)
        raw.append(wrapped)
        if not wrapped.endswith(b"\n"):
            raise HeaderError("malformed stanza body")
        body += wrapped[:-1]
        if len(wrapped) <= _COLUMNS:
            arguments = match[1].decode("ascii").split(" ")
            return Stanza(tuple(arguments), parse_base64(body))
    raise HeaderError("stanza body too long")


def _mac(authenticated: bytes, file_key: bytes) -> bytes:
    return hmac.digest(derive_key(file_key, "header"), authenticated, "sha256")
