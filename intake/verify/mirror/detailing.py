"""Copying details where the source gives them.

They may be erased, but only by an entry that says so; what disappears or changes without one stays
in the copy, and is said.
"""

from collections.abc import Callable

from intake.crypto.tlog.tiles import (
    ENTRIES,
    TILE_WIDTH,
    TileAddress,
    TileError,
    encode_tile_path,
    parse_bundle,
)
from intake.log.events import Event
from intake.log.leaf import LeafError, parse_leaf
from intake.verify.detail_lines import Line, LineError, cut_details, parse_line
from intake.verify.erasures import find_erased, parse_object
from intake.verify.folder import LogFolder, details_name
from intake.verify.mirror.refusal import Differences
from intake.verify.mirror.sources import Source, SourceError
from intake.verify.sealing.details import CopyDetails, SealedError

ERASES = f'"e":"{Event.LOG_DETAIL_ERASE}"'.encode()


ReadDetails = Callable[[int], bytes | None]
"""The number of an entry bundle to its details; None where none are given."""


def copy_details(
    source: Source,
    folder: LogFolder,
    size: int,
    differences: Differences,
    *,
    most: int,
    known: int = 0,
) -> int:
    """Copy the details of the first ``size`` entries, which the copy holds already.

    Return how many entries' details are there: all, or fewer where this run may write no more.

    Args:
        source: Gives them, or not.
        folder: The copy.
        size: Of the checkpoint that is copied.
        differences: Takes what is gone or changed without an erasure.
        most: Bytes that may be written; the bundle that goes beyond is the last.
        known: Entries whose details are not asked for again if the copy has them, but for those
            that were erased since.

    Raises:
        SourceError: They cannot be had.
    """
    kept = CopyDetails(folder)
    first = next((n for n in range(known // TILE_WIDTH) if not kept.has(n)), known // TILE_WIDTH)

    def ask(n: int) -> bytes | None:
        return _read(source, folder, n, size) if n >= first else _read_kept(kept, n)

    erased = _find_erased(ask, folder, size)
    stale = _find_stale(kept, first, erased)
    bundles: list[int] = [*stale, *range(first, -(-size // TILE_WIDTH))]
    for n in bundles:
        if most < 0:
            return n * TILE_WIDTH
        given = _read(source, folder, n, size)
        if given is None:
            return size
        held = _read_kept(kept, n)
        if held != given:
            merged = _merge(held, given, erased, differences) if held else given
            if merged != held:
                kept.write(n, merged)
                most -= len(merged)
    return size


def _read_kept(kept: CopyDetails, n: int) -> bytes | None:
    try:
        return kept.read(n)
    except SealedError as error:
        raise SourceError(f"in this copy {error}") from None


def _find_stale(kept: CopyDetails, first: int, erased: set[int]) -> list[int]:
    """Return the bundles before ``first`` of which the copy still holds what was erased."""
    bundles = {index // TILE_WIDTH for index in erased if index < first * TILE_WIDTH}
    return sorted(n for n in bundles if erased & set(_parse_lines(_read_kept(kept, n) or b"")))


def _read(source: Source, folder: LogFolder, n: int, size: int) -> bytes | None:
    given = source.details(folder.log, n)
    try:
        return given and cut_details(given, n, min(TILE_WIDTH, size - n * TILE_WIDTH))
    except LineError:
        raise SourceError(f"{details_name(n)}: more lines than entries") from None


def _find_erased(read: ReadDetails, folder: LogFolder, size: int) -> set[int]:
    """Return the entries whose details were erased, as far as the details that are there say so."""
    erased: set[int] = set()
    for n in range(-(-size // TILE_WIDTH)):
        width = min(TILE_WIDTH, size - n * TILE_WIDTH)
        bundle = folder.read(encode_tile_path(TileAddress(ENTRIES, n, width))) or b""
        if ERASES not in bundle:
            continue
        lines = _parse_lines(read(n) or b"")
        for place, leaf in enumerate(_leaves(bundle)):
            index = n * TILE_WIDTH + place
            line = lines.get(index)
            if line and _erases(folder, leaf, line):
                erased |= find_erased(index, parse_object(line.detail))
    return erased


def _erases(folder: LogFolder, leaf: bytes, line: Line) -> bool:
    try:
        entry = parse_leaf(folder.log, leaf)
    except LeafError:
        return False
    return entry.event is Event.LOG_DETAIL_ERASE and entry.commitment == line.commitment


def _leaves(bundle: bytes) -> list[bytes]:
    try:
        return parse_bundle(bundle)
    except TileError:
        return []


def _parse_lines(data: bytes) -> dict[int, Line]:
    found: dict[int, Line] = {}
    for text in data.splitlines():
        try:
            line = parse_line(text)
        except LineError:
            continue
        found.setdefault(line.index, line)
    return found


def _merge(kept: bytes, given: bytes, erased: set[int], differences: Differences) -> bytes:
    """Return what the source gives, and of what it no longer gives all that was not erased."""
    old, new = _parse_lines(kept), _parse_lines(given)
    lost = [index for index, line in old.items() if new.get(index) != line and index not in erased]
    for index in lost:
        what = "changed" if index in new else "gone, and no entry says that they were erased"
        differences.add("detail", f"the details of entry {index} are {what}")
    if not lost:
        return given
    lines = [text for text in kept.splitlines(keepends=True) if _index_of(text) in lost]
    lines += [text for text in given.splitlines(keepends=True) if _index_of(text) not in lost]
    lines.sort(key=lambda text: _index_of(text) or 0)
    return b"".join(lines)


def _index_of(text: bytes) -> int | None:
    try:
        return parse_line(text).index
    except LineError:
        return None
