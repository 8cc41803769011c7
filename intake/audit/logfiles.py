"""What stands under ``/log/``: paths to bytes, as C2SP tlog-tiles lays them out.

    access/checkpoint   access/log.vkey   access/policy.txt   access/cosigned
    access/tile/<L>/<N>[.p/<W>]           access/tile/entries/<N>[.p/<W>]      intake/…

Nothing beyond the checkpoint that is served is served: of the intake log the newest published one,
of the access log the newest signed one. Who may ask is the view's business.
"""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from intake.crypto.tlog.checkpoint import parse_checkpoint
from intake.crypto.tlog.merkle import HASH_BYTES
from intake.crypto.tlog.note import parse_note
from intake.crypto.tlog.tiles import (
    ENTRIES,
    TILE_WIDTH,
    TileAddress,
    TileError,
    encode_bundle,
    parse_tile_path,
    tile_end,
)
from intake.log.events import Log
from intake.log.signing.publishing import last_published
from intake.log.signing.signer import Signer
from intake.log.tree import read_leaves, tile_reader
from intake.log.witnesses.keeping import join_kept, list_cosigned
from intake.log.witnesses.standing import policy_text

TEXT = "text/plain; charset=utf-8"
BINARY = "application/octet-stream"

MOST_BUNDLES = 64  # In one answer,
BUNDLES_BYTES = 1 << 22  # which ends with the one that goes beyond these bytes.


@dataclass(frozen=True)
class LogFile:
    """One resource; ``immutable`` means that this path will never give other bytes."""

    data: bytes
    content_type: str
    immutable: bool


def find_served(session: Session, signer: Signer, path: str) -> LogFile | None:
    """Return what stands at a path below ``/log/``, or None.

    Args:
        session: Any session, best a reading one.
        signer: Knows the newest checkpoints and the keys.
        path: As in ``access/tile/0/000.p/3``.

    Raises:
        SignerRefusal: The signer has lost its state.
    """
    name, _, rest = path.partition("/")
    if name not in {str(log) for log in Log}:
        return None
    log = Log(name)
    texts = {
        "checkpoint": lambda: checkpoint_text(session, signer, log),
        "log.vkey": lambda: signer.vkey(log) + "\n",
        "policy.txt": lambda: policy_text(session, signer, log),
        "cosigned": lambda: "\n".join(list_cosigned(session, log)),
    }
    if rest in texts:
        text = texts[rest]()
        return LogFile(text.encode(), TEXT, immutable=False) if text else None
    try:
        address = parse_tile_path(rest)
    except TileError:
        return None
    data = tile_bytes(session, log, address, served_size(session, signer, log))
    return None if data is None else LogFile(data, BINARY, immutable=True)


def bundles(session: Session, log: Log, first: int, limit: int) -> bytes:
    """Return full entry bundles that lie one after the other, as many as one answer holds.

    Args:
        session: Any session.
        log: Which log.
        first: The first of them.
        limit: Entries that are served.
    """
    data = b""
    for n in range(first, min(first + MOST_BUNDLES, limit // TILE_WIDTH)):
        if len(data) > BUNDLES_BYTES:
            break
        data += tile_bytes(session, log, TileAddress(ENTRIES, n), limit) or b""
    return data


def checkpoint_text(session: Session, signer: Signer, log: Log) -> str:
    """Return the checkpoint that is served, a signed note, with what witnesses put under it."""
    found = None
    if log is Log.INTAKE:
        found = last_published(session)
    return join_kept(session, log, found.checkpoint if found else signer.last(log))


def served_size(session: Session, signer: Signer, log: Log) -> int:
    """Return the size up to which entries and tiles are served."""
    return parse_checkpoint(parse_note(checkpoint_text(session, signer, log)).text).size


def tile_bytes(session: Session, log: Log, address: TileAddress, limit: int) -> bytes | None:
    """Return a tile or an entry bundle, or None if it reaches beyond ``limit`` entries."""
    if tile_end(address) > limit:
        return None
    level, n, width = address
    if level == ENTRIES:
        leaves = read_leaves(session, log, n, width)
        return encode_bundle(leaves) if len(leaves) == width else None
    data = tile_reader(session, log)(level, n, width)
    return data if len(data) == width * HASH_BYTES else None
