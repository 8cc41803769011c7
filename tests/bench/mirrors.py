"""Mirrored logs of any size, written as `intake audit mirror` leaves them, without a server.

The entries are those of ordinary days, all different. The access log's: opened cases, listings,
answers, sign-ins, each with pseudonym, outcome and committed detail, every sixteenth with a fact in
clear. The intake log's: reports and key files, which all carry facts.
"""

import random
from collections.abc import Iterator, Sequence
from pathlib import Path

from intake.clock import DAY
from intake.crypto import ed25519
from intake.crypto.encoding import b64u
from intake.crypto.tlog.checkpoint import Checkpoint, sign_checkpoint
from intake.crypto.tlog.merkle import Frontier, complete_root, leaf_hash
from intake.crypto.tlog.note import VerifierKey, encode_vkey
from intake.crypto.tlog.tiles import (
    ENTRIES,
    TILE_WIDTH,
    TileAddress,
    encode_bundle,
    encode_tile_path,
)
from intake.log.events import Event, Log
from intake.log.leaf import Leaf, encode_leaf
from intake.log.signing.signer import log_origin

SEED = b"\x07" * 32
STARTED = 1_790_000_000 // DAY * DAY
_PLAIN = (Event.REPORT_OPEN, Event.CASE_LIST, Event.AUTH_OK, Event.CASE_STATUS)


def make_leaves(log: Log, count: int) -> list[bytes]:
    """Return that many entries; the same number gives the same bytes."""
    draw = random.Random(count)  # noqa: S311 - nothing here is secret
    make = _access_leaf if log is Log.ACCESS else _intake_leaf
    return [encode_leaf(log, make(draw, index)) for index in range(count)]


def _access_leaf(draw: random.Random, index: int) -> Leaf:
    has_fact = index % 16 == 0
    event = Event.CASE_MESSAGE if has_fact else _PLAIN[index % len(_PLAIN)]
    facts = {"message": b64u(draw.randbytes(32))} if has_fact else {}
    actor = f"{draw.getrandbits(4):016x}"  # A desk of sixteen people.
    return Leaf(event, STARTED + index, actor, b64u(draw.randbytes(32)), "ok", facts)


def _intake_leaf(draw: random.Random, index: int) -> Leaf:
    event = (Event.REPORT_RECEIVED, Event.KEY_CREATE, Event.KEY_CREATE)[index % 3]
    names = ("contact", "report") if event is Event.REPORT_RECEIVED else ("key",)
    facts = {name: b64u(draw.randbytes(32)) for name in names}
    return Leaf(event, STARTED + index // 300 * DAY, facts=facts)


def write_mirror(folder: Path, log: Log, leaves: Sequence[bytes]) -> None:
    """Write the copy of a log: key, policy, checkpoint, entries and every tile."""
    path = folder / "log" / log
    hashes = [leaf_hash(leaf) for leaf in leaves]
    for n, bundle in enumerate(_cut(leaves)):
        _write(path / encode_tile_path(TileAddress(ENTRIES, n, len(bundle))), encode_bundle(bundle))
    tree = Frontier()
    for each in hashes:
        tree.push(each)
    level = 0
    while hashes:
        tiles = list(_cut(hashes))
        for n, tile in enumerate(tiles):
            _write(path / encode_tile_path(TileAddress(level, n, len(tile))), b"".join(tile))
        hashes = [complete_root(tile) for tile in tiles if len(tile) == TILE_WIDTH]
        level += 1
    origin = log_origin("bench.invalid", log)
    vkey = encode_vkey(VerifierKey(origin, ed25519.public_key(SEED)))
    note = sign_checkpoint(Checkpoint(origin, tree.size, tree.root()), SEED)
    _write(path / "log.vkey", f"{vkey}\n".encode())
    _write(path / "policy.txt", f"log {vkey}\nquorum none\n".encode())
    _write(path / "checkpoint", note.encode())


def _cut(row: Sequence[bytes]) -> Iterator[Sequence[bytes]]:
    for start in range(0, len(row), TILE_WIDTH):
        yield row[start : start + TILE_WIDTH]


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
