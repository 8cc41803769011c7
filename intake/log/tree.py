"""The tree of a log in SQL: appending leaves and reading hashes back.

``append_leaves`` takes the row lock on the log's state, so the order of indices is the order of
commits. Reading needs at most two tiles per level: some ten rows or ranges for any proof.
"""

from collections.abc import Sequence

from sqlalchemy import bindparam, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from intake.crypto.tlog.merkle import EMPTY_ROOT, HASH_BYTES, Frontier, leaf_hash
from intake.crypto.tlog.tiles import TILE_WIDTH, ReadTile, TileTree
from intake.log.events import Log
from intake.store.driver import Change, Driver, insertion
from intake.store.models.log import LogDetail, LogEntry, LogState, LogTile

_LOCK = "SELECT size, frontier FROM log_state WHERE log = ?"
_TILE = "SELECT data FROM log_tile WHERE log = ? AND lvl = ? AND n = ?"
_ADD_ENTRY = insertion(LogEntry, ("log", "idx", "leaf", "hash"))
_ADD_DETAIL = insertion(LogDetail, ("log", "idx", "salt", "detail"))
_ADD_TILE = insertion(LogTile, ("data", "log", "lvl", "n"))
_GROW_TILE = Change("UPDATE log_tile SET data = ? WHERE log = ? AND lvl = ? AND n = ?", None)
_ADVANCE = Change("UPDATE log_state SET size = ?, frontier = ? WHERE log = ?", None)

# PostgreSQL takes a whole append as one statement: a pipeline of three costs the client more.
_ADD_DETAILED = Change(
    f"WITH e AS ({_ADD_ENTRY.text}), d AS ({_ADD_DETAIL.text}) {_ADVANCE.text}", None
)
_ADD_PLAIN = Change(f"WITH e AS ({_ADD_ENTRY.text}) {_ADVANCE.text}", None)

_STATE = select(LogState.size, LogState.frontier).where(LogState.log == bindparam("of"))
_TILE_DATA = select(LogTile.data).where(
    LogTile.log == bindparam("of"),
    LogTile.lvl == bindparam("level"),
    LogTile.n == bindparam("at"),
)
_RANGE = (
    LogEntry.log == bindparam("of"),
    LogEntry.idx >= bindparam("start"),
    LogEntry.idx < bindparam("end"),
)
_HASHES = select(LogEntry.hash).where(*_RANGE).order_by(LogEntry.idx)
_LEAVES = select(LogEntry.leaf).where(*_RANGE).order_by(LogEntry.idx)


class LogStoreError(RuntimeError):
    """The rows of a log do not fit together or cannot be had; nothing may be served."""


def append_leaves(
    session: Session, log: Log, leaves: Sequence[bytes], salted: tuple[bytes, bytes] | None = None
) -> int:
    """Append leaves, at least one, and return the index of the first.

    The lock taken here must be the transaction's last.

    Args:
        session: The session of the act.
        log: Which log.
        leaves: The bytes of the entries.
        salted: Salt and detail that the first leaf commits to.

    Raises:
        LogStoreError: The stored tree is damaged, or the database refuses.
    """
    try:
        return _append(Driver(session), log.value, leaves, salted)
    except DBAPIError as error:
        # Only the kind: a driver's text may quote values.
        raise LogStoreError(f"database: {type(error.orig).__name__}") from None


def _append(
    driver: Driver, log: str, leaves: Sequence[bytes], salted: tuple[bytes, bytes] | None
) -> int:
    row = driver.read(_LOCK if driver.is_sqlite else f"{_LOCK} FOR UPDATE", log)
    if row is None:
        raise LogStoreError("log has no state")
    frontier = _frontier(*row)
    first = frontier.size
    hashes = [leaf_hash(leaf) for leaf in leaves]
    completed = [node for each in hashes for node in frontier.push(each)]
    for height, index, root in completed:
        if height % 8 == 0:
            _add_to_tile(driver, log, height // 8, index, root)
    advance = (frontier.size, b"".join(frontier.roots), log)
    rows = [(log, first + at, *row) for at, row in enumerate(zip(leaves, hashes, strict=True))]
    detail = (log, first, *salted) if salted else ()
    if len(rows) == 1 and not driver.is_sqlite:
        driver.change(_ADD_DETAILED if salted else _ADD_PLAIN, *rows[0], *detail, *advance)
        return first
    with driver.together():
        driver.change_each(_ADD_ENTRY, rows)
        if salted:
            driver.change(_ADD_DETAIL, *detail)
        driver.change(_ADVANCE, *advance)
    return first


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
        data = session.connection().execute(_TILE_DATA, where).scalar_one_or_none()
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


def _add_to_tile(driver: Driver, log: str, level: int, index: int, root: bytes) -> None:
    n, place = divmod(index, TILE_WIDTH)
    row = driver.read(_TILE, log, level, n)
    data = bytes(row[0]) if row else b""
    if len(data) != place * HASH_BYTES:
        raise LogStoreError("tile does not fit the size")
    driver.change(_GROW_TILE if data else _ADD_TILE, data + root, log, level, n)
