"""age v1 files with exactly one ``mlkem768x25519`` recipient (SPEC 1; C2SP age.md).

With two readers either could rewrite a file for the other, since both know the file key; so what
this project makes and accepts has one stanza, and its header is always 1,627 bytes.

``decrypt`` takes any unwrapper, which is how the public test vectors of other recipient types
run; ``open_file`` and ``unwrap_with`` are what the product uses. All errors are AgeErrors.
"""

import io
import secrets
from collections.abc import Sequence
from typing import BinaryIO

from intake.crypto.age.header import (
    FILE_KEY_BYTES,
    AgeError,
    NoMatch,
    Stanza,
    Unwrap,
    encode_header,
    parse_header,
    verify_header,
)
from intake.crypto.age.hybrid import TYPE, parse_enc, unwrap_file_key, wrap_file_key
from intake.crypto.age.stream import (
    CHUNK_BYTES,
    NONCE_BYTES,
    TAG_BYTES,
    decrypt_stream,
    encrypt_stream,
)
from intake.crypto.padding import is_padded_length

HEADER_BYTES = 1_627


class NotOurs(AgeError):
    """An age file, perhaps, but not one with exactly one stanza of our type."""


class SizeError(AgeError):
    """The length of the file is none that its kind can have."""


def encrypt(reader: BinaryIO, writer: BinaryIO, recipient: bytes) -> None:
    """Seal all that ``reader`` holds, one chunk at a time in memory.

    Args:
        reader: The plaintext, open for reading.
        writer: Receives the age file.
        recipient: 1,216 bytes.

    Raises:
        KeyTextError: The recipient is no key; nothing was written.
    """
    file_key = secrets.token_bytes(FILE_KEY_BYTES)
    stanza = wrap_file_key(file_key, recipient)
    writer.write(encode_header([stanza], file_key))
    encrypt_stream(reader, writer, file_key)


def decrypt(reader: BinaryIO, writer: BinaryIO, unwrap: Unwrap) -> None:
    """Open an age file, one chunk at a time in memory.

    What was written MUST be thrown away if this raises: it may be the beginning of a file whose
    end was cut off.

    Args:
        reader: The age file, open for reading in binary.
        writer: Receives the plaintext.
        unwrap: Finds the file key in the stanzas, for instance ``unwrap_with(seed)``.

    Raises:
        AgeError: HeaderError, NoMatch, MacError, PayloadError, or what ``unwrap`` raises.
    """
    header = parse_header(reader)
    file_key = unwrap(header.stanzas)
    if file_key is None:
        raise NoMatch("for another identity")
    verify_header(header, file_key)
    decrypt_stream(reader, writer, file_key)


def unwrap_with(seed: bytes) -> Unwrap:
    """Return the unwrapper of the product for an identity of 32 bytes.

    It raises NotOurs for anything but one stanza of type ``mlkem768x25519``.
    """

    def unwrap(stanzas: Sequence[Stanza]) -> bytes | None:
        return unwrap_file_key(_only_stanza(stanzas), seed)

    return unwrap


def seal_file(plaintext: bytes, recipient: bytes) -> bytes:
    """Return the age file of ``plaintext`` for a recipient of 1,216 bytes.

    Raises:
        KeyTextError: The recipient is no key.
    """
    writer = io.BytesIO()
    encrypt(io.BytesIO(plaintext), writer, recipient)
    return writer.getvalue()


def open_file(data: bytes, seed: bytes) -> bytes:
    """Return the plaintext of an age file of ours for an identity of 32 bytes.

    Raises:
        AgeError: NotOurs, NoMatch (another identity), or damaged in one of the other ways.
    """
    writer = io.BytesIO()
    decrypt(io.BytesIO(data), writer, unwrap_with(seed))
    return writer.getvalue()


def check_header(head: bytes) -> None:
    """Check the first 1,627 bytes of a file without any key.

    Raises:
        NotOurs: They are not exactly a header with one stanza of our type.
    """
    reader = io.BytesIO(head)
    try:
        parse_enc(_only_stanza(parse_header(reader).stanzas))
    except ValueError:  # An AgeError is one, too.
        raise NotOurs("not the header of an age file of ours") from None
    if reader.read(1):
        raise NotOurs("the header has another length")


def check_sealed(data: bytes, kind: str) -> int:
    """Check a sealed object without any key, as the server does with what it is sent.

    Args:
        data: The age file.
        kind: A kind of padding.KINDS.

    Returns:
        The length of the plaintext in bytes.

    Raises:
        NotOurs: The header is not ours.
        SizeError: The plaintext's length is not a padded length of this kind.
    """
    check_header(data[:HEADER_BYTES])
    length = plaintext_length(len(data))
    if not is_padded_length(length, kind):
        raise SizeError("not a padded length of this kind")
    return length


def sealed_length(length: int) -> int:
    """Return the length in bytes of the age file of ``length`` bytes of plaintext."""
    chunks = max(1, -(-length // CHUNK_BYTES))
    return HEADER_BYTES + NONCE_BYTES + length + TAG_BYTES * chunks


def plaintext_length(sealed: int) -> int:
    """Return the length in bytes of the plaintext of an age file of ours of this length.

    Raises:
        SizeError: No plaintext gives a file of this length.
    """
    payload = sealed - HEADER_BYTES - NONCE_BYTES
    length = payload - TAG_BYTES * -(-payload // (CHUNK_BYTES + TAG_BYTES))
    if length < 0 or sealed_length(length) != sealed:
        raise SizeError("no age file has this length")
    return length


def _only_stanza(stanzas: Sequence[Stanza]) -> Stanza:
    if len(stanzas) != 1 or stanzas[0].arguments[0] != TYPE:
        raise NotOurs("not exactly one stanza of our type")
    return stanzas[0]
