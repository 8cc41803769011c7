"""The tree of a log in SQL: appending leaves and reading hashes back.

``append_leaves`` takes the row lock on the log's state, so the order of indices is the order of
commits. Reading needs at most two tiles per level: some ten rows or ranges for any proof.
"""

from collections.abc import Mapping, Sequence

from sqlalchemy import BindParameter, Connection, bindparam, insert, select, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from intake.crypto.tlog.merkle import EMPTY_ROOT, HASH_BYTES, Frontier, leaf_hash
from intake.crypto.tlog.tiles import TILE_WIDTH, ReadTile, TileTree
from intake.log.events import Log
from intake.store.models.log import LogDetail, LogEntry, LogState, LogTile
from intake.store.statements import table_of

_STATES, _TILES = table_of(LogState), table_of(LogTile)
_OF: BindParameter[str] = bindparam("of")
_LEVEL: BindParameter[int] = bindparam("level")
_AT: BindParameter[int] = bindparam("at")
_IS_TILE = (_TILES.c.log == _OF, _TILES.c.lvl == _LEVEL, _TILES.c.n == _AT)

_LOCK = select(_STATES.c.size, _STATES.c.frontier).where(_STATES.c.log == _OF).with_for_update()
_TILE = select(_TILES.c.data).where(*_IS_TILE)
_ADD_TILE = insert(_TILES)
_GROW_TILE = update(_TILES).where(*_IS_TILE).values(data=bindparam("grown"))
_ADD_ENTRY, _ADD_DETAIL = insert(table_of(LogEntry)), insert(table_of(LogDetail))
_ADVANCE = (
    update(_STATES)
    .where(_STATES.c.log == _OF)
    .values(size=bindparam("new_size"), frontier=bindparam("new_frontier"))
)

# PostgreSQL takes a whole append as one statement: three of them cost it and the client more.
_ONE_ENTRY = _ADD_ENTRY.values(log=_OF, idx=_AT, leaf=bindparam("leaf"), hash=bindparam("hash"))
_ONE_DETAIL = _ADD_DETAIL.values(
    log=_OF, idx=_AT, salt=bindparam("salt"), detail=bindparam("detail")
)
_ADD_PLAIN = _ADVANCE.add_cte(_ONE_ENTRY.cte("e"))
_ADD_DETAILED = _ADD_PLAIN.add_cte(_ONE_DETAIL.cte("d"))

_STATE = select(_STATES.c.size, _STATES.c.frontier).where(_STATES.c.log == _OF)
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
        return _append(session.connection(), log.value, leaves, salted)
    except DBAPIError as error:
        # Only the kind: a driver's text may quote values.
        raise LogStoreError(f"database: {type(error.orig).__name__}") from None


def _append(
    db: Connection, log: str, leaves: Sequence[bytes], salted: tuple[bytes, bytes] | None
) -> int:
    row = db.execute(_LOCK, {"of": log}).first()
    if row is None:
        raise LogStoreError("log has no state")
    frontier = _frontier(*row)
    first = frontier.size
    hashes = [leaf_hash(leaf) for leaf in leaves]
    completed = [node for each in hashes for node in frontier.push(each)]
    for height, index, root in completed:
        if height % 8 == 0:
            _add_to_tile(db, log, height // 8, index, root)
    advance = {"of": log, "new_size": frontier.size, "new_frontier": b"".join(frontier.roots)}
    pairs = list(zip(leaves, hashes, strict=True))
    if len(pairs) == 1 and db.dialect.name == "postgresql":
        _append_one(db, first, pairs[0], salted, advance)
        return first
    rows = [
        {"log": log, "idx": first + at, "leaf": leaf, "hash": hashed}
        for at, (leaf, hashed) in enumerate(pairs)
    ]
    db.execute(_ADD_ENTRY, rows)
    if salted:
        salt, detail = salted
        db.execute(_ADD_DETAIL, {"log": log, "idx": first, "salt": salt, "detail": detail})
    db.execute(_ADVANCE, advance)
    return first


def _append_one(
    db: Connection,
    index: int,
    entry: tuple[bytes, bytes],
    salted: tuple[bytes, bytes] | None,
    advance: Mapping[str, object],
) -> None:
    """Store an entry, its detail and the state in one round trip."""
    row = {"at": index, "leaf": entry[0], "hash": entry[1], **advance}
    if salted:
        db.execute(_ADD_DETAILED, {"salt": salted[0], "detail": salted[1], **row})
    else:
        db.execute(_ADD_PLAIN, row)


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


def _add_to_tile(db: Connection, log: str, level: int, index: int, root: bytes) -> None:
    n, place = divmod(index, TILE_WIDTH)
    data = bytes(db.execute(_TILE, {"of": log, "level": level, "at": n}).scalar() or b"")
    if len(data) != place * HASH_BYTES:
        raise LogStoreError("tile does not fit the size")
    if data:
        where = {"of": log, "level": level, "at": n}
        db.execute(_GROW_TILE, {"grown": data + root, **where})
    else:
        db.execute(_ADD_TILE, {"log": log, "lvl": level, "n": n, "data": root})
