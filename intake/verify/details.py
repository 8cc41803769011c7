"""The details that lie beside a copied log: each line must be one that its entry commits to.

Whoever reads the file reads every line, so every line is judged: a second one for an entry, one for
an entry that is not there and one that no entry commits to are as wrong as a changed one.
"""

import json
from collections.abc import Sequence

from intake.crypto.tlog.tiles import TILE_WIDTH
from intake.log.leaf import LeafError, commitment
from intake.verify.entries import Entries
from intake.verify.folder import LogFolder, details_name
from intake.verify.report import LogReport

_KEYS = ["detail", "idx", "salt"]


class _LineError(ValueError):
    """A line is not of the form in docs/spec/log.md, section 5."""


def judge_details(folder: LogFolder, report: LogReport, n: int, entries: Entries) -> None:
    """Compare the details of entry bundle ``n`` with what its entries commit to."""
    lines = (folder.read(details_name(n)) or b"").splitlines()
    if not lines:
        report.details_missing += b"".join(entries.leaves).count(b'"c":"')
        return
    start = n * TILE_WIDTH
    committed = {start + place: each for place, each in entries.commitments()}
    seen: set[int] = set()
    for line in lines:
        try:
            index, given = _parse_line(line)
        except _LineError:
            report.add("detail", start, f"{details_name(n)} holds a malformed line")
            continue
        if not start <= index < start + len(entries.leaves):
            report.add("detail", index, f"{details_name(n)} holds a line for entry {index}")
        elif index not in committed:
            report.add("detail", index, f"entry {index} commits to no details, yet there are some")
        elif index in seen:
            report.add("detail", index, f"entry {index} has more than one line of details")
        elif committed[index] != given:
            text = f"the details of entry {index} are not those it commits to"
            report.add("detail", index, text)
        seen.add(index)
    compared = len(seen & committed.keys())
    report.details += compared
    report.details_missing += len(committed) - compared


def judge_strays(folder: LogFolder, report: LogReport, size: int) -> None:
    """Find files of details that belong to no entry bundle of a log of ``size`` entries."""
    path = folder.path / "details"
    bundles = -(-size // TILE_WIDTH)
    known = {details_name(n) for n in range(bundles)}
    for name in sorted(each.name for each in path.iterdir()) if path.is_dir() else ():
        # An interrupted copy leaves a file that ends so; it is no part of the copy.
        if f"details/{name}" not in known and not name.endswith(".new"):
            report.add("detail", None, f"the file {name!r} in details belongs to no entries")


def cut_details(data: bytes, n: int, width: int) -> bytes:
    """Leave out the lines of entries that bundle ``n`` got after its first ``width``.

    A log that grows while it is copied gives details which the copied checkpoint does not reach.
    """
    later = range(n * TILE_WIDTH + width, (n + 1) * TILE_WIDTH)
    return b"".join(line for line in data.splitlines(keepends=True) if not _is_of(line, later))


def _is_of(line: bytes, indices: range) -> bool:
    try:
        return _parse_line(line)[0] in indices
    except _LineError:
        return False


def _parse_line(line: bytes) -> tuple[int, str]:
    """Return the index of a line and the commitment that its detail and salt give.

    Raises:
        _LineError: Malformed.
    """
    try:
        row = json.loads(line.decode(), object_pairs_hook=_closed_row)
        index, salt, detail = row["idx"], bytes.fromhex(row["salt"]), row["detail"].encode()
        if type(index) is not int:  # True would do for 1, and 1.0 as well.
            raise _LineError
        return index, commitment(salt, detail)
    except (ValueError, TypeError, AttributeError, LeafError, RecursionError):
        raise _LineError from None


def _closed_row(pairs: Sequence[tuple[str, object]]) -> dict[str, object]:
    if sorted(key for key, _ in pairs) != _KEYS:  # A key given twice hides what it said first.
        raise _LineError
    return dict(pairs)
