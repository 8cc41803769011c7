"""One verdict on a log: what this machine can show of it.

The tree of all entries, as they were hashed when the side tables took them in, is the one in a
checkpoint signed now; what stands on a page is proved again each time; and the last full pass,
which hashes everything again once a day, found nothing. Where one of the first two fails, all is
hashed here and now, to say which entry it is. Whoever runs the machine could have rewritten all of
it; that is why the page says so, and why ``intake audit mirror`` and ``verify`` exist.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from intake.audit.listing import Entry
from intake.audit.tables.rehashing import WRONG_ROOT, rehash
from intake.audit.tables.seen import Seen
from intake.crypto.tlog.checkpoint import Checkpoint
from intake.crypto.tlog.merkle import HASH_BYTES, Frontier, MerkleError
from intake.crypto.tlog.tiles import TILE_WIDTH, TileError
from intake.log import proofs
from intake.log.events import Log
from intake.log.proofs import Head
from intake.log.tree import LogStoreError, tree
from intake.verify.lamp import Blind

NOT_SHOWN = "what is shown here does not lead to the signed root"
NOT_SEEN = "the side tables do not follow from it: run intake audit rebuild"


@dataclass(frozen=True)
class LogStanding:
    """What was checked, and what came of it."""

    size: int
    root: bytes
    holds: bool
    reason: str  # Empty when it holds.
    full_at: int | None  # When the last full pass ended; Unix seconds, None before the first.
    full_size: int  # Entries it covered.
    blind: Blind | None = None  # Why there is nothing signed to compare it with.


@dataclass(frozen=True)
class Look:
    """What is looked at."""

    db: Session  # A reading one.
    log: Log
    checkpoint: Checkpoint  # The newest one that was signed; what is stored where it is blind.
    seen: Seen  # How far the side tables go, and what the last full pass found.
    shown: Sequence[Entry] = ()  # Their leaves must lead to its root.
    refusal: str = ""  # Why the signer would not sign a newer one.
    blind: Blind | None = None  # Why nobody knows what was signed.


class LogJudge:
    """Judges logs, and remembers the largest tree of each that held.

    The memory is that of one process and is trusted as far as the process itself; a new one begins
    with nothing. It is what a database and a signer that are put back together cannot put back. No
    lock: two views at once both work.
    """

    def __init__(self) -> None:
        self._known: dict[Log, Head] = {}

    def judge(self, look: Look) -> LogStanding:
        """Return the verdict on the entries under a checkpoint."""
        checkpoint, seen = look.checkpoint, look.seen
        reason = look.seen.full_reason
        if look.refusal or not self._holds_at_once(look):
            reason = self._find_reason(look)
        if not (reason or look.blind):
            self._remember(look)
        full = (seen.full_at, seen.full_size)
        return LogStanding(checkpoint.size, checkpoint.root, not reason, reason, *full, look.blind)

    def _holds_at_once(self, look: Look) -> bool:
        taken, known = look.seen.tree, self._known.get(look.log)
        is_known = known is None or _is_same_log(look, known)
        return is_known and _is_same_log(look, Head(taken.size, taken.root())) and _are_shown(look)

    def _find_reason(self, look: Look) -> str:
        """Hash all entries; return the gravest that is wrong, which is never nothing."""
        edge, known = Frontier(), self._known.get(look.log)
        reason = rehash(look.db, look.log, edge, look.checkpoint.size)
        if not reason and edge.root() != look.checkpoint.root:
            reason = WRONG_ROOT
        if reason or look.refusal:
            return reason or look.refusal
        if not _are_shown(look):
            return NOT_SHOWN
        if known and not _is_same_log(look, known):
            return f"its first {known.size} entries are not those that were checked before"
        return NOT_SEEN

    def _remember(self, look: Look) -> None:
        known, checkpoint = self._known.get(look.log), look.checkpoint
        if known is None or known.size <= checkpoint.size:
            self._known[look.log] = Head(checkpoint.size, checkpoint.root)


def _is_same_log(look: Look, head: Head) -> bool:
    """Tell whether the smaller of a tree and the checkpoint's begins the larger one."""
    ours = Head(look.checkpoint.size, look.checkpoint.root)
    return proofs.is_same_log(look.db, look.log, head, ours)


def _are_shown(look: Look) -> bool:
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
