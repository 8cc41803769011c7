"""A server as the source of a visit: many entry bundles in one answer, details by a token.

Nothing is believed here either: what is cut out of an answer goes through the same checks as what
was asked for alone, a tile that was computed from entries among them.
"""

from pathlib import Path
from typing import Protocol
from urllib.parse import urlencode

from intake.crypto.tlog.merkle import leaf_hash
from intake.crypto.tlog.tiles import (
    ENTRIES,
    TILE_WIDTH,
    TileAddress,
    TileError,
    encode_tile_path,
    parse_bundle,
    parse_tile_path,
)
from intake.log.events import Log
from intake.verify.folder import LogFolder, details_name
from intake.verify.mirror.limits import BUNDLE_BYTES, DETAILS_BYTES
from intake.verify.mirror.refusal import MirrorRefusal
from intake.verify.mirror.sources import UNAUTHORISED, AnsweredError, SourceError

DIGITS = 17  # Of a size: none is larger than 2^53.
MOST = 64  # Entry bundles in one answer,
MOST_BYTES = (1 << 22) + BUNDLE_BYTES  # and bytes.


NOT_FOR_DETAILS = (
    "details: this token was not made for them. Make another one and tick “With details”. A copy"
    " that has details goes on with them; a visit without them is one of another folder"
)


class Carrier(Protocol):
    """What carries the requests: ``HttpSource``."""

    def read(self, path: str, most: int, /) -> bytes | None:
        """Return what stands at a path below ``/log/``; None if the server says 404."""

    def post(self, path: str, body: bytes, /) -> None:
        """Send something, once."""


class VisitedServer:
    """What an instance serves to the token of a visit."""

    def __init__(self, http: Carrier, copy: Path, *, with_details: bool) -> None:
        self._http, self._copy, self._with_details = http, copy, with_details
        self._several: dict[tuple[str, int], bytes] = {}  # Bundles that came with others.
        self._sizes: dict[str, int] = {}  # What the checkpoints say that were read.
        self._told: dict[str, tuple[int, int]] = {}  # Entries whose details this run takes.

    def read(self, path: str, most: int, /) -> bytes | None:
        """Return what stands at a path below ``log/``; full bundles and their tiles come many."""
        log, _, rest = path.partition("/")
        try:
            level, n, width = parse_tile_path(rest)
        except TileError:
            return self._read_text(log, path, most)
        is_new = not LogFolder(self._copy, Log(log)).has(encode_tile_path(TileAddress(ENTRIES, n)))
        if width < TILE_WIDTH or level > 0 or not is_new:
            return self._http.read(path, most)
        bundle = self._bundle(log, n)
        if bundle is None or level == ENTRIES:
            return bundle
        return b"".join(map(leaf_hash, parse_bundle(bundle)))

    def _read_text(self, log: str, path: str, most: int) -> bytes | None:
        found = self._http.read(path, most)
        if found is not None and path == f"{log}/checkpoint":
            size = found.split(b"\n")[1:2]
            self._sizes[log] = _read_size(size[0]) if size else 0
        return found

    def _bundle(self, log: str, n: int) -> bytes | None:
        if (log, n) not in self._several:
            answer = self._http.read(f"{log}/bundles/{n}", MOST_BYTES)
            if answer is None:
                return None
            cut = enumerate(cut_bundles(answer), n)
            self._several = {(log, each): bundle for each, bundle in cut}
        return self._several.get((log, n))

    def details(self, log: str, n: int, /) -> bytes | None:
        """Return the details of an entry bundle; the first request says what the run will take."""
        if not self._with_details:
            return None
        path, first = f"{log}/{details_name(n)}", n * TILE_WIDTH
        begin, stop = self._told.setdefault(log, (first, self._sizes.get(log, 0)))
        asked = f"?{urlencode({'from': begin, 'to': stop})}" if begin <= first < stop else ""
        try:
            found = self._http.read(path + asked, DETAILS_BYTES)
        except AnsweredError as error:
            raise SourceError(NOT_FOR_DETAILS if error.status == UNAUTHORISED else error) from None
        if found is None:
            raise SourceError(f"{path} is not there")
        return found

    def bring(self, log: str, note: str) -> None:
        """Bring back a checkpoint with the line of the copy's witness.

        Raises:
            SourceError: It was not taken, or nobody can tell.
        """
        self._http.post(f"{log}/cosigned", note.encode())


def cut_bundles(answer: bytes) -> list[bytes]:
    """Return the full entry bundles that lie one after the other, at most ``MOST``.

    Raises:
        MirrorRefusal: It is something else.
    """
    bundles, at = list[bytes](), 0
    while at < len(answer) and len(bundles) < MOST:
        start = at
        for _ in range(TILE_WIDTH):
            at += 2 + int.from_bytes(answer[at : at + 2], "big")
        bundles.append(answer[start:at])
    if at != len(answer):
        raise MirrorRefusal("damaged", "what is served is no row of full entry bundles")
    return bundles


def _read_size(text: bytes) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < DIGITS else 0
