"""Before a new head is signed the stored tree must prove to be an extension of the old one."""

from intake.crypto.tlog.checkpoint import Checkpoint
from intake.crypto.tlog.merkle import MerkleError
from intake.crypto.tlog.merkleproof import consistency_proof, verify_consistency
from intake.crypto.tlog.tiles import TileError
from intake.log.events import Log
from intake.log.signing.refusal import SignerRefusal
from intake.log.tree import LogStoreError, log_size, tree
from intake.store.engine import Database


def extend(database: Database, log: Log, old: Checkpoint, size: int | None) -> Checkpoint:
    """Return the head to sign, once it is proved to extend the old one.

    Args:
        database: Where the tree is stored.
        log: Which one.
        old: The head that was signed last.
        size: Entries of the new one; None for all that are stored.

    Raises:
        SignerRefusal: smaller, missing, damaged or inconsistent.
    """
    with database.reading() as session:
        try:
            stored = log_size(session, log)
            wanted = stored if size is None else size
            _require_size(log, old.size, stored, wanted)
            if wanted == 0:
                return old
            tiles = tree(session, log, wanted)
            root = tiles.root(wanted)
            proof = consistency_proof(old.size, wanted, tiles.subtree)
        except (LogStoreError, TileError) as error:
            raise SignerRefusal(log, "damaged", f"the stored tree is damaged: {error}") from error
    try:
        verify_consistency(old.size, wanted, old.root, root, proof)
    except MerkleError:
        text = f"the {old.size} entries signed before are not the beginning of what is stored"
        raise SignerRefusal(log, "inconsistent", text) from None
    return Checkpoint(old.origin, wanted, root)


def _require_size(log: Log, signed: int, stored: int, wanted: int) -> None:
    if stored < signed or wanted < signed:
        text = f"{signed} entries were signed before, {min(stored, wanted)} are there: rolled back"
        raise SignerRefusal(log, "smaller", text)
    if stored < wanted:
        raise SignerRefusal(log, "missing", f"{wanted} entries to be signed, {stored} are there")
