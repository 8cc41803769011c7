"""What stands under /log/ is what C2SP tlog-tiles says, byte for byte."""

import pytest

from intake.audit.logfiles import BINARY, TEXT, find_served
from intake.crypto.tlog.merkle import leaf_hash
from intake.crypto.tlog.tiles import (
    ENTRIES,
    TileTree,
    encode_tile_path,
    parse_bundle,
    tile_addresses,
)
from intake.log import proofs
from intake.log.events import Log
from intake.log.signing.signer import Signer
from intake.store.engine import Database
from tests.log.filling import Served, fill


@pytest.fixture
def served(database: Database, signer: Signer) -> Served:
    """A log of 600 entries of which 550 are signed."""
    fill(database, 550)
    signer.checkpoint(database, Log.ACCESS)
    fill(database, 50)
    return Served(database, signer)


def test_every_tile_of_the_signed_tree_is_served(served: Served) -> None:
    tiles = {}
    for address in tile_addresses(550):
        data = served.read(f"access/{encode_tile_path(address)}")
        assert data is not None
        tiles[address[:2]] = data
        if address.level == ENTRIES:
            hashes = [leaf_hash(leaf) for leaf in parse_bundle(data)]
            assert served.read(f"access/tile/0/{address.n:03d}{partial(address.width)}") == (
                b"".join(hashes)
            )
    tree = TileTree(550, lambda level, n, _width: tiles[level, n])
    checkpoint = (served.read("access/checkpoint") or b"").decode()
    with served.database.reading() as session:
        assert tree.root(550) == proofs.root(session, Log.ACCESS, 550)
    assert checkpoint.startswith("intake.example.org/log/access\n550\n")


def partial(width: int) -> str:
    return "" if width == 256 else f".p/{width}"


NOT_SERVED = (
    "",
    "access",
    "access/",
    "other/checkpoint",
    "access/checkpoints/1",
    "access/../checkpoint",
    "access/tile/0/2",
    "access/tile/0/002",
    "access/tile/0/002.p/39",
    "access/tile/entries/002.p/88",
    "access/tile/0/000.p/256",
    "access/tile/1/000.p/3",
    "access/tile/63/000",
    "access/tile/0/x999/x999/x999/x999/x999/x999/999",
    "access/tile/0/000\x00",
    "intake/tile/0/000",
)


def test_what_is_not_there_or_not_signed_is_not_served(served: Served) -> None:
    assert [path for path in NOT_SERVED if served.read(path) is not None] == []


def test_partial_tiles_inside_the_signed_tree_are_served(served: Served) -> None:
    for path, width in {"tile/0/001.p/7": 7, "tile/0/002.p/38": 38, "tile/1/000.p/1": 1}.items():
        assert len(served.read(f"access/{path}") or b"") == 32 * width


def test_only_tiles_may_be_kept_for_ever(served: Served) -> None:
    with served.database.reading() as session:
        for path, kind, immutable in (
            ("access/checkpoint", TEXT, False),
            ("access/log.vkey", TEXT, False),
            ("access/policy.txt", TEXT, False),
            ("access/tile/0/000", BINARY, True),
            ("access/tile/entries/002.p/38", BINARY, True),
        ):
            found = find_served(session, served.signer, path)
            assert found is not None
            assert (found.content_type, found.immutable) == (kind, immutable)


def test_the_key_and_the_policy_are_texts(served: Served) -> None:
    vkey = served.signer.vkey(Log.ACCESS)
    assert served.read("access/log.vkey") == f"{vkey}\n".encode()
    assert served.read("access/policy.txt") == f"log {vkey}\nquorum none\n".encode()
