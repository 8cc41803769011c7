"""Constant bytes, compressed once: the only bytes this program ever compresses.

A page kept here holds nothing of the request, so no secret meets a compressor and every reader in
the same language gets the same bytes. Brotli at 11 and gzip at 9, chosen by ``Accept-Encoding``.
"""

import gzip
import re
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from threading import Lock

import brotli
from flask import Response, request

INDENT = re.compile(r"\s*\n\s*")


@dataclass(frozen=True)
class PackedBytes:
    """One body in three encodings, and the headers that go with it."""

    plain: bytes
    gzip: bytes
    brotli: bytes
    headers: Mapping[str, str]
    status: int = 200


def pack(body: bytes, headers: Mapping[str, str], status: int = 200) -> PackedBytes:
    """Return the body in its three encodings; the same body gives the same bytes."""
    return PackedBytes(
        plain=body,
        gzip=gzip.compress(body, 9, mtime=0),
        brotli=brotli.compress(body, quality=11),
        headers={"Vary": "Accept-Encoding", **headers},
        status=status,
    )


def squeeze(html: str) -> str:
    """Return a constant page without indentation and empty lines; it must hold no ``<pre>``."""
    return INDENT.sub("\n", html).strip() + "\n"


def answer(packed: PackedBytes) -> Response:
    """Return the response in the best encoding that the client accepts."""
    accepted = request.accept_encodings
    for name, body in (("br", packed.brotli), ("gzip", packed.gzip)):
        if accepted.quality(name) > 0:
            return Response(body, packed.status, {**packed.headers, "Content-Encoding": name})
    return Response(packed.plain, packed.status, dict(packed.headers))


@dataclass
class Packed:
    """The packed pages of a running application, made when first asked for.

    ``edition`` tells two renderings of one page apart (the desk epoch); only the newest is kept.
    """

    _pages: dict[Hashable, tuple[Hashable, PackedBytes]] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def page(
        self, key: Hashable, edition: Hashable, make: Callable[[], PackedBytes]
    ) -> PackedBytes:
        """Return the page, made once per edition."""
        kept = self._pages.get(key)
        if kept is None or kept[0] != edition:
            with self._lock:
                kept = self._pages.get(key)
                if kept is None or kept[0] != edition:
                    kept = self._pages[key] = (edition, make())
        return kept[1]
