"""Taking a body out of the encoding in which it came, no further than it may be long."""

import zlib

import brotli

from intake.verify.mirror.sources import SourceError

MOST_BYTES = 4_000_000  # Of one page or file, unpacked; our largest has some 150,000.
KNOWN = ("", "br", "gzip")


def unpack(path: str, data: bytes, encoding: str) -> bytes:
    """Return a body; one in an encoding that no server of ours sends stays as it came.

    Raises:
        SourceError: It is not packed as it says, or too long.
    """
    try:
        body = {"br": _brotli, "gzip": _gzip}.get(encoding, bytes)(data)
    except (zlib.error, brotli.error):
        body = None
    if body is None:
        raise SourceError(f"{path}: not packed as it says")
    return body


def _gzip(data: bytes) -> bytes | None:
    unpacking = zlib.decompressobj(wbits=31)
    body = unpacking.decompress(data, MOST_BYTES)
    return body if unpacking.eof and not unpacking.unused_data else None


def _brotli(data: bytes) -> bytes | None:
    unpacking = brotli.Decompressor()
    body: bytes = unpacking.process(data, output_buffer_limit=MOST_BYTES)
    return body if unpacking.is_finished() and len(body) <= MOST_BYTES else None
