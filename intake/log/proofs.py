"""Entries of a log, and the proofs that they and a whole tree are what was signed."""

from sqlalchemy.orm import Session

from intake.crypto.tlog.merkle import MerkleError
from intake.crypto.tlog.merkleproof import consistency_proof as make_consistency_proof
from intake.crypto.tlog.merkleproof import inclusion_proof as make_inclusion_proof
from intake.crypto.tlog.tiles import TileError
from intake.errors import AuditLogError
from intake.log.events import Log
from intake.log.tree import tree, tree_root
from intake.store.models.log import LogEntry


def find_entry(session: Session, log: Log, index: int) -> LogEntry | None:
    """Return an entry, its leaf bytes and leaf hash, or None."""
    return session.get(LogEntry, (log, index))


def root(session: Session, log: Log, size: int) -> bytes:
    """Return the root hash (32 bytes) over the first ``size`` entries."""
    try:
        return tree_root(session, log, size)
    except (MerkleError, TileError) as error:
        raise AuditLogError(str(error)) from error


def inclusion_proof(session: Session, log: Log, index: int, size: int) -> list[bytes]:
    """Return the hashes that prove entry ``index`` in the tree of ``size``, its sibling first."""
    try:
        return make_inclusion_proof(index, size, tree(session, log, size).subtree)
    except (MerkleError, TileError) as error:
        raise AuditLogError(str(error)) from error


def consistency_proof(session: Session, log: Log, old: int, new: int) -> list[bytes]:
    """Return the hashes that prove that the tree of ``old`` entries begins that of ``new``."""
    try:
        return make_consistency_proof(old, new, tree(session, log, new).subtree)
    except (MerkleError, TileError) as error:
        raise AuditLogError(str(error)) from error
