"""The tree of a log in SQL: appending leaves and reading hashes back.

``append_leaves`` takes the row lock on the log's state, so the order of indices is the order of
commits. Reading needs at most two tiles per level: some ten rows or ranges for any proof.
"""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.orm import Session

from intake.crypto.merkle import EMPTY_ROOT, HASH_BYTES, Frontier, leaf_hash
from intake.crypto.tiles import TILE_WIDTH, ReadTile, TileTree
from intake.logevents import Log
from intake.models.log import LogEntry, LogState, LogTile

# Made once: building a statement costs more than running it.
_LOCK = (
    select(LogState.size, LogState.frontier)
    .where(LogState.log == bindparam("of"))
    .with_for_update()
)
_STATE = select(LogState.size, LogState.frontier).where(LogState.log == bindparam("of"))
_ADVANCE = update(LogState.__table__).where(LogState.log == bindparam("of"))  # type: ignore[arg-type]
_ADD_ENTRIES = insert(LogEntry.__table__)  # type: ignore[arg-type]
_ADD_TILE = insert(LogTile.__table__)  # type: ignore[arg-type]
_TILE_IS = (
    LogTile.log == bindparam("of"),
    LogTile.lvl == bindparam("level"),
    LogTile.n == bindparam("at"),
)
_TILE = select(LogTile.data).where(*_TILE_IS)
_GROW_TILE = update(LogTile.__table__).where(*_TILE_IS)  # type: ignore[arg-type]
_RANGE = (
    LogEntry.log == bindparam("of"),
    LogEntry.idx >= bindparam("start"),
    LogEntry.idx < bindparam("end"),
)
_HASHES = select(LogEntry.hash).where(*_RANGE).order_by(LogEntry.idx)
_LEAVES = select(LogEntry.leaf).where(*_RANGE).order_by(LogEntry.idx)


class LogStoreError(RuntimeError):
    """The rows of a log do not fit together; nothing may be appended or served."""


class Added(NamedTuple):
    """Where leaves went: the index of the first, and the leaf hash of the last."""

    first: int
    leaf_hash: bytes


def append_leaves(session: Session, log: Log, leaves: Sequence[bytes]) -> Added:
    """Append leaves, at least one; the lock taken here must be the transaction's last.

    Raises:
        LogStoreError: The stored tree is damaged.
    """
    connection = session.connection()
    row = connection.execute(_LOCK, {"of": log}).one_or_none()
    if row is None:
        raise LogStoreError("log has no state")
    frontier = _frontier(row.size, row.frontier)
    hashes = [leaf_hash(leaf) for leaf in leaves]
    completed = [node for each in hashes for node in frontier.push(each)]
    rows = zip(range(row.size, frontier.size), leaves, hashes, strict=True)
    entries = [{"log": log, "idx": idx, "leaf": leaf, "hash": each} for idx, leaf, each in rows]
    connection.execute(_ADD_ENTRIES, entries if len(entries) > 1 else entries[0])
    for height, index, root in completed:
        if height % 8 == 0:
            _add_to_tile(session, log, height // 8, index, root)
    state = {"of": log, "size": frontier.size, "frontier": b"".join(frontier.roots)}
    connection.execute(_ADVANCE, state)
    return Added(row.size, hashes[-1])


def log_size(session: Session, log: Log) -> int:
    """Return the number of entries."""
    return stored_frontier(session, log).size


def stored_frontier(session: Session, log: Log) -> Frontier:
    """Return the frontier of the whole log.

    Raises:
        LogStoreError: It is damaged or not there.
    """
    row = session.connection().execute(_STATE, {"of": log}).one_or_none()
    if row is None:
        raise LogStoreError("log has no state")
    return _frontier(row.size, row.frontier)


def tree(session: Session, log: Log, size: int) -> TileTree:
    """Return the tree of the first ``size`` entries; it reads as long as the session lives."""
    return TileTree(size, tile_reader(session, log))


def tree_root(session: Session, log: Log, size: int) -> bytes:
    """Return the root hash over the first ``size`` entries."""
    return tree(session, log, size).root(size) if size else EMPTY_ROOT


def tile_reader(session: Session, log: Log) -> ReadTile:
    """Return a function that reads tiles of this log; bytes are missing where rows are."""

    def read_tile(level: int, n: int, width: int) -> bytes:
        if level == 0:
            return b"".join(_column(session, _HASHES, log, n, width))
        where = {"of": log, "level": level, "at": n}
        data = session.connection().execute(_TILE, where).scalar_one_or_none()
        return bytes(data or b"")[: width * HASH_BYTES]

    return read_tile


def read_leaves(session: Session, log: Log, n: int, width: int) -> list[bytes]:
    """Return the entries of bundle ``n``, the first ``width`` of them."""
    return _column(session, _LEAVES, log, n, width)


def _column(session: Session, query: object, log: Log, n: int, width: int) -> list[bytes]:
    start = n * TILE_WIDTH
    where = {"of": log, "start": start, "end": start + width}
    return list(session.connection().execute(query, where).scalars())  # type: ignore[call-overload]


def _frontier(size: int, roots: bytes) -> Frontier:
    cut = [roots[at : at + HASH_BYTES] for at in range(0, len(roots), HASH_BYTES)]
    if len(cut) != size.bit_count():
        raise LogStoreError("frontier does not fit the size")
    return Frontier(size, cut)


def _add_to_tile(session: Session, log: Log, level: int, index: int, root: bytes) -> None:
    n, place = divmod(index, TILE_WIDTH)
    connection = session.connection()
    where = {"of": log, "level": level, "at": n}
    data = bytes(connection.execute(_TILE, where).scalar_one_or_none() or b"")
    if len(data) != place * HASH_BYTES:
        raise LogStoreError("tile does not fit the size")
    if data:
        connection.execute(_GROW_TILE, where | {"data": data + root})
    else:
        connection.execute(_ADD_TILE, {"log": log, "lvl": level, "n": n, "data": root})
