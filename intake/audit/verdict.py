"""One verdict on a log: what this machine can show of it.

Every entry was hashed by this process, once a day all of them and in between those that came, and
the tree they make is the one in a checkpoint signed now. What stands on a page is proved again each
time. Whoever runs the machine could have rewritten all of it; that is why the page says so, and why
``intake audit mirror`` and ``verify`` exist.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake.audit.listing import Entry
from intake.clock import DAY
from intake.crypto.tlog.checkpoint import Checkpoint
from intake.crypto.tlog.merkle import HASH_BYTES, Frontier, MerkleError, leaf_hash
from intake.crypto.tlog.tiles import TILE_WIDTH, TileError
from intake.log.events import Log
from intake.log.tree import LogStoreError, tree
from intake.store.models import LogEntry

WHOLE_SECONDS = DAY  # After which all entries are hashed again.
BATCH = 1_000


@dataclass(frozen=True)
class LogStanding:
    """What was checked, and what came of it."""

    size: int
    root: bytes
    holds: bool
    reason: str  # Empty when it holds.
    whole_at: int  # When all entries that were there then were hashed; Unix seconds.


@dataclass(frozen=True)
class Look:
    """What is looked at."""

    db: Session  # A reading one.
    log: Log
    checkpoint: Checkpoint  # The newest one that was signed.
    shown: Sequence[Entry] = ()  # Their leaves must lead to its root.
    refusal: str = ""  # Why the signer would not sign a newer one.


@dataclass(frozen=True)
class _Known:
    """The tree of the entries that this process has hashed, under a root that was signed."""

    tree: Frontier  # Never pushed to; copied.
    whole_at: int


class LogJudge:
    """Judges logs, and remembers how far it has hashed each.

    The memory is that of one process and is trusted as far as the process itself; a new one begins
    with nothing. What is stored is never believed to extend it: entries after it are hashed onto
    it, and a root that then is not the signed one is red. No lock: two views at once both work.
    """

    def __init__(self) -> None:
        self._known: dict[Log, _Known] = {}

    def judge(self, look: Look, *, now: int, is_whole: bool = False) -> LogStanding:
        """Return the verdict on the entries under a checkpoint.

        Args:
            look: What is looked at.
            now: Unix seconds.
            is_whole: Whether all entries are to be hashed again.
        """
        known = self._known.get(look.log)
        is_due = known is None or is_whole or now - known.whole_at >= WHOLE_SECONDS
        if known is None or is_due or look.refusal or known.tree.size > look.checkpoint.size:
            return self._judge_whole(look, now)
        edge = known.tree.copy()
        if _hash_up_to(look, edge, look.checkpoint.size) or edge.root() != look.checkpoint.root:
            return self._judge_whole(look, now)  # Which says what is wrong.
        if not _lead_to_root(look):
            return self._judge_whole(look, now)
        self._known[look.log] = _Known(edge, known.whole_at)
        return _verdict(look, "", known.whole_at)

    def _judge_whole(self, look: Look, now: int) -> LogStanding:
        edge, known = Frontier(), self._known.get(look.log)
        reason = _hash_up_to(look, edge, look.checkpoint.size)
        if not reason and edge.root() != look.checkpoint.root:
            reason = "the entries do not give the signed root"
        reason = reason or look.refusal
        if not reason and not _lead_to_root(look):
            reason = "what is shown here does not lead to the signed root"
        if not reason and known and not _begins(look, known.tree):
            reason = f"its first {known.tree.size} entries are not those that were checked before"
        if not reason and (known is None or known.tree.size <= edge.size):
            self._known[look.log] = _Known(edge, now)
        return _verdict(look, reason, now)


def _verdict(look: Look, reason: str, whole_at: int) -> LogStanding:
    checkpoint = look.checkpoint
    return LogStanding(checkpoint.size, checkpoint.root, not reason, reason, whole_at)


def _hash_up_to(look: Look, edge: Frontier, size: int) -> str:
    """Hash the stored entries onto a tree until it has a size; return what is wrong with them."""
    query = select(LogEntry.idx, LogEntry.leaf, LogEntry.hash).where(LogEntry.log == look.log)
    query = query.where(LogEntry.idx >= edge.size, LogEntry.idx < size).order_by(LogEntry.idx)
    with look.db.execute(query.execution_options(yield_per=BATCH)) as rows:
        for index, leaf, stored in rows:
            hashed = leaf_hash(leaf)
            if index != edge.size or hashed != stored:
                return f"entry {edge.size} is missing or was changed"
            edge.push(hashed)
    return "" if edge.size == size else f"entries from {edge.size} on are missing"


def _begins(look: Look, known: Frontier) -> bool:
    """Tell whether the stored entries begin with those that were hashed before."""
    edge = Frontier()
    return not _hash_up_to(look, edge, known.size) and edge.root() == known.root()


def _lead_to_root(look: Look) -> bool:
    """Tell whether the leaves that are shown follow from the signed root, by the stored tree."""
    stored = tree(look.db, look.log, look.checkpoint.size)
    try:
        for entry in look.shown:
            n, place = divmod(entry.index, TILE_WIDTH)
            at = HASH_BYTES * place
            if stored.tile(0, n)[at : at + HASH_BYTES] != entry.hash:
                return False
        return stored.fits(look.checkpoint.root)
    except (TileError, MerkleError, LogStoreError):
        return False
