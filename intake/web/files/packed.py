"""Constant bytes, compressed once: the only bytes this program ever compresses.

A page kept here holds nothing of the request, so no secret meets a compressor and every reader in
the same language gets the same bytes. Brotli at 11 and gzip at 9, chosen by ``Accept-Encoding``.
"""

import gzip
import re
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

import brotli
from flask import Response, request

INDENT = re.compile(r"\s*\n\s*")


@dataclass(frozen=True)
class PackedBytes:
    """A body that is the same for everyone, and the headers that go with it."""

    plain: bytes
    headers: Mapping[str, str]
    status: int = 200


def pack(body: bytes, headers: Mapping[str, str], status: int = 200) -> PackedBytes:
    """Return a body to be served in the best encoding; it must hold nothing of any request."""
    return PackedBytes(body, {"Vary": "Accept-Encoding", **headers}, status)


@lru_cache(maxsize=512)
def compressed(body: bytes, encoding: str) -> bytes:
    """Return the body in an encoding, ``br`` or ``gzip``; done once per body, when first asked."""
    if encoding == "br":
        return brotli.compress(body, quality=11)  # type: ignore[no-any-return]
    return gzip.compress(body, 9, mtime=0)


def squeeze(html: str) -> str:
    """Return a constant page without indentation and empty lines; it must hold no ``<pre>``."""
    return INDENT.sub("\n", html).strip() + "\n"


def answer(packed: PackedBytes) -> Response:
    """Return the response in the best encoding that the client accepts."""
    headers = dict(packed.headers)
    for encoding in ("br", "gzip"):
        if request.accept_encodings.quality(encoding) > 0:
            headers["Content-Encoding"] = encoding
            return Response(compressed(packed.plain, encoding), packed.status, headers)
    return Response(packed.plain, packed.status, headers)


@dataclass
class Packed:
    """The packed pages of a running application, made when first asked for.

    ``edition`` tells two renderings of one page apart (the desk epoch); only the newest is kept.
    """

    _pages: dict[Hashable, tuple[Hashable, PackedBytes]] = field(default_factory=dict)

    def page(
        self, key: Hashable, edition: Hashable, make: Callable[[], PackedBytes]
    ) -> PackedBytes:
        """Return the page, made when its edition is first asked for.

        Without a lock, because ``make`` may wait for anything: threads that come at once each
        make it, and the last one's is kept.
        """
        kept = self._pages.get(key)
        if kept is None or kept[0] != edition:
            kept = self._pages[key] = (edition, make())
        return kept[1]
