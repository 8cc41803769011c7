"""The log of 70 entries in tests/vectors/log70.json as a server would lay it out, honest or not."""

import json
from pathlib import Path

from intake.crypto import ed25519
from intake.crypto.tlog.checkpoint import Checkpoint, sign_checkpoint
from intake.crypto.tlog.merkle import Frontier, leaf_hash
from intake.crypto.tlog.note import VerifierKey, encode_vkey
from intake.crypto.tlog.tiles import ENTRIES, TileAddress, encode_bundle, encode_tile_path
from intake.log.events import Log
from intake.verify.folder import LogFolder, details_name

GOLDEN = json.loads((Path(__file__).parents[1] / "vectors" / "log70.json").read_text())
LEAVES = [leaf.encode() for leaf in GOLDEN["leaves"]]
MORE = [leaf.encode() for leaf in GOLDEN["more"]]
PADS = [b'{"e":"pad","t":86400,"v":1}'] * 3
INSTANCE = "intake.example.org"
SEED = bytes.fromhex(GOLDEN["seed_hex"])
FORKED = [*LEAVES[:50], GOLDEN["fork"]["leaf"].encode(), *LEAVES[51:]]


def tiles(leaves: list[bytes]) -> dict[str, bytes]:
    """Every tile and entry bundle of a log, by path."""
    rows: dict[TileAddress, list[bytes]] = {}
    tree = Frontier()
    for place, leaf in enumerate(leaves):
        rows.setdefault(TileAddress(ENTRIES, place >> 8), []).append(leaf)
        each = leaf_hash(leaf)
        for height, index, root in [(0, place, each), *tree.push(each)]:
            if height % 8 == 0:
                rows.setdefault(TileAddress(height // 8, index >> 8), []).append(root)
    return {
        encode_tile_path(address._replace(width=len(row))): (
            encode_bundle(row) if address.level == ENTRIES else b"".join(row)
        )
        for address, row in rows.items()
    }


def signed(leaves: list[bytes], log: Log = Log.ACCESS, instance: str = INSTANCE) -> str:
    """A checkpoint over these leaves by the golden key."""
    tree = Frontier()
    for leaf in leaves:
        tree.push(leaf_hash(leaf))
    return sign_checkpoint(Checkpoint(f"{instance}/log/{log}", tree.size, tree.root()), SEED)


def golden_vkey(log: Log, instance: str = INSTANCE) -> str:
    """The golden key under the name of a log."""
    return encode_vkey(VerifierKey(f"{instance}/log/{log}", ed25519.public_key(SEED)))


def lay_out(log: LogFolder, leaves: list[bytes], checkpoint: str, vkey: str) -> LogFolder:
    """Lay one log out as a server serves it."""
    log.write("checkpoint", checkpoint.encode())
    log.write("log.vkey", f"{vkey}\n".encode())
    log.write("policy.txt", f"log {vkey}\nquorum none\n".encode())
    for path, data in tiles(leaves).items():
        log.write(path, data)
    return log


def publish(
    folder: Path, leaves: list[bytes], checkpoint: str, vkey: str = GOLDEN["vkey"]
) -> LogFolder:
    """Lay an access log out in a folder, and beside it an intake log of three pads."""
    intake = LogFolder(folder, Log.INTAKE)
    lay_out(intake, PADS, signed(PADS, Log.INTAKE), golden_vkey(Log.INTAKE))
    return lay_out(LogFolder(folder, Log.ACCESS), leaves, checkpoint, vkey)


def copy_of_70(folder: Path) -> LogFolder:
    """A copy that has seen the log at 40 and at 70 entries."""
    log = publish(folder, LEAVES, GOLDEN["checkpoints"]["70"])
    for size in ("40", "70"):
        log.write(f"checkpoints/{size}", GOLDEN["checkpoints"][size].encode())
    lines = [json.dumps(row) + "\n" for row in GOLDEN["details"]]
    log.write(details_name(0), "".join(lines).encode())
    return log
