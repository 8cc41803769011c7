"""Lines of details as they lie in a copy (docs/spec/log.md, section 5)."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from intake.crypto.tlog.tiles import TILE_WIDTH
from intake.log.leaf import LeafError, commitment, encode_detail
from intake.verify.erasures import parse_object

_KEYS = ["detail", "idx", "salt"]
MAX_LINES = 4 * TILE_WIDTH
"""In the details of one bundle, of which each entry has one at most: a file of mere line ends
would else keep its reader for many minutes."""


class LineError(ValueError):
    """A line is not of the form in docs/spec/log.md, section 5."""


@dataclass(frozen=True)
class Line:
    """The details of one entry."""

    index: int
    commitment: str  # What salt and detail give: base64url of 32 bytes.
    detail: bytes


def parse_line(line: bytes) -> Line:
    """Read a line.

    Raises:
        LineError: Malformed.
    """
    try:
        row = json.loads(line.decode(), object_pairs_hook=_closed_row)
        index, salt, detail = row["idx"], bytes.fromhex(row["salt"]), row["detail"].encode()
        # True would do for 1, and 1.0 as well; of a salt capitals and spaces would.
        if type(index) is not int or salt.hex() != row["salt"]:
            raise LineError
        return Line(index, commitment(salt, detail), detail)
    except (ValueError, TypeError, AttributeError, LeafError, RecursionError):
        raise LineError from None


def parse_detail(detail: bytes) -> dict[str, object] | None:
    """Return details of the closed form of section 4; None for any other bytes."""
    told = parse_object(detail)
    try:
        return told if encode_detail(told) == detail else None
    except LeafError:
        return None


def split_lines(data: bytes) -> list[bytes]:
    """Return the lines of a file of details, ends included.

    Raises:
        LineError: More than MAX_LINES.
    """
    if data.count(b"\n") + data.count(b"\r") > MAX_LINES:
        raise LineError
    return data.splitlines(keepends=True)


def cut_details(data: bytes, n: int, width: int) -> bytes:
    """Leave out the lines of entries that bundle ``n`` got after its first ``width``.

    A log that grows while it is copied gives details which the copied checkpoint does not reach.

    Raises:
        LineError: More than MAX_LINES.
    """
    later = range(n * TILE_WIDTH + width, (n + 1) * TILE_WIDTH)
    return b"".join(line for line in split_lines(data) if not _is_of(line, later))


def _is_of(line: bytes, indices: range) -> bool:
    try:
        return parse_line(line).index in indices
    except LineError:
        return False


def _closed_row(pairs: Sequence[tuple[str, object]]) -> dict[str, object]:
    if sorted(key for key, _ in pairs) != _KEYS:  # A key given twice hides what it said first.
        raise LineError
    return dict(pairs)
