"""Files of a copy that no pass over the entries reads, or reads only in part."""

import os
from collections.abc import Iterator
from pathlib import Path

from intake.crypto.tlog.merkle import HASH_BYTES
from intake.crypto.tlog.tiles import (
    ENTRIES,
    TILE_WIDTH,
    TileAddress,
    TileError,
    encode_bundle,
    encode_tile_path,
    parse_bundle,
    parse_tile_path,
    tile_end,
)
from intake.verify.folder import LogFolder, details_name, sealed_name
from intake.verify.report import LogReport


def judge_strays(folder: LogFolder, report: LogReport, size: int, copied: int) -> None:
    """Find what is in a copy and is not what its name says.

    Args:
        folder: The copy.
        report: Takes the findings.
        size: Of the newest checkpoint.
        copied: How far a copy that is under way may reach beyond it.
    """
    _judge_details(folder, report, copied)
    for address in _tiles(folder):
        if tile_end(address) <= size:
            _judge_tile(folder, report, address, size)


def _judge_details(folder: LogFolder, report: LogReport, copied: int) -> None:
    bundles = -(-copied // TILE_WIDTH)
    for where, suffix, name_of in (
        ("details", ".jsonl", details_name),
        ("sealed", ".age", sealed_name),
    ):
        path = folder.path / where
        for name in sorted(each.name for each in path.iterdir()) if path.is_dir() else ():
            digits = name.removesuffix(suffix)
            n = int(digits) if digits.isascii() and digits.isdigit() else bundles
            # An interrupted copy leaves a file that ends so; it is no part of the copy.
            if (n >= bundles or name_of(n) != f"{where}/{name}") and not name.endswith(".new"):
                report.add("detail", None, f"the file {name!r} in {where} belongs to no entries")


def _tiles(folder: LogFolder) -> Iterator[TileAddress]:
    """Yield the address of every file below ``tile/`` that has one."""
    for where, below, names in os.walk(folder.path / "tile"):
        below.sort()
        for name in sorted(names):
            try:
                yield parse_tile_path(Path(where, name).relative_to(folder.path).as_posix())
            except TileError:
                continue


def _judge_tile(folder: LogFolder, report: LogReport, address: TileAddress, size: int) -> None:
    """Check the length of a tile, and that a narrower one begins the one of today."""
    level, n, width = address
    path = encode_tile_path(address)
    data = folder.read(path) or b""
    if level != ENTRIES and len(data) > HASH_BYTES * width:
        report.add("tile", None, f"{path} is longer than its {width} hashes")
    now = min(TILE_WIDTH, (size >> (8 * max(level, 0))) - n * TILE_WIDTH)
    if width < now and data != _beginning(folder, address, now):
        report.add("tile", None, f"{path} is not the beginning of the tile that followed it")


def _beginning(folder: LogFolder, address: TileAddress, now: int) -> bytes | None:
    newest = folder.read(encode_tile_path(address._replace(width=now)))
    if newest is None or address.level != ENTRIES:
        return newest and newest[: HASH_BYTES * address.width]
    try:
        return encode_bundle(parse_bundle(newest)[: address.width])
    except TileError:
        return None
