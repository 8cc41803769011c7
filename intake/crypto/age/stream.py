"""The payload of an age file: STREAM of ChaCha20-Poly1305 chunks (C2SP age.md, "Payload").

Both directions hold one chunk in memory. Decryption writes every chunk it could verify before it
raises, so a caller must not use what was written unless the call returned.
"""

import secrets
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from intake.crypto.age.header import AgeError, HeaderError
from intake.crypto.keys import derive_key

CHUNK_BYTES = 65_536
NONCE_BYTES = 16
TAG_BYTES = 16


class PayloadError(AgeError):
    """The payload is damaged, cut short or followed by something else."""


def encrypt_stream(reader: BinaryIO, writer: BinaryIO, file_key: bytes) -> None:
    """Write nonce and chunks of all that ``reader`` holds, under a file key of 16 bytes."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    writer.write(nonce)
    cipher = _cipher(file_key, nonce)
    counter = 0
    chunk = _read(reader, CHUNK_BYTES)
    while following := _read(reader, CHUNK_BYTES):
        writer.write(cipher.encrypt(_nonce(counter, last=False), chunk, None))
        chunk, counter = following, counter + 1
    writer.write(cipher.encrypt(_nonce(counter, last=True), chunk, None))


def decrypt_stream(reader: BinaryIO, writer: BinaryIO, file_key: bytes) -> None:
    """Write the plaintext of nonce and chunks.

    Raises:
        HeaderError: Too short for a nonce.
        PayloadError: A chunk does not verify, the last one is missing, or something follows it.
    """
    nonce = _read(reader, NONCE_BYTES)
    if len(nonce) != NONCE_BYTES:
        raise HeaderError("no payload nonce")
    cipher = _cipher(file_key, nonce)
    counter = 0
    # A full chunk is tried as not-last first: what is released before a failure is then the same
    # as with every other implementation.
    while len(chunk := _read(reader, CHUNK_BYTES + TAG_BYTES)) == CHUNK_BYTES + TAG_BYTES:
        plaintext = _open_chunk(cipher, _nonce(counter, last=False), chunk)
        if plaintext is None:
            break
        writer.write(plaintext)
        counter += 1
    plaintext = _open_chunk(cipher, _nonce(counter, last=True), chunk)
    if plaintext is None or (not plaintext and counter):
        raise PayloadError("damaged or incomplete payload")
    writer.write(plaintext)
    if reader.read(1):
        raise PayloadError("something follows the payload")


def _cipher(file_key: bytes, nonce: bytes) -> ChaCha20Poly1305:
    return ChaCha20Poly1305(derive_key(file_key, "payload", salt=nonce))


def _nonce(counter: int, *, last: bool) -> bytes:
    return counter.to_bytes(11, "big") + (b"\x01" if last else b"\x00")


def _open_chunk(cipher: ChaCha20Poly1305, nonce: bytes, chunk: bytes) -> bytes | None:
    try:
        return cipher.decrypt(nonce, chunk, None)
    except InvalidTag:
        return None


def _read(reader: BinaryIO, size: int) -> bytes:
    """Read exactly ``size`` bytes, or all that is left; a pipe may give less at a time."""
    data = reader.read(size)
    while len(data) < size and (more := reader.read(size - len(data))):
        data += more
    return data
