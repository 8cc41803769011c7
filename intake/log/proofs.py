"""Entries of a log, and the proofs that they and a whole tree are what was signed."""

from collections.abc import Collection
from functools import cache
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake.crypto.tlog.merkle import MerkleError
from intake.crypto.tlog.merkleproof import consistency_proof as make_consistency_proof
from intake.crypto.tlog.merkleproof import inclusion_proof as make_inclusion_proof
from intake.crypto.tlog.merkleproof import verify_consistency
from intake.crypto.tlog.tiles import TileError
from intake.errors import AuditLogError
from intake.log.events import Log
from intake.log.tree import LogStoreError, tree, tree_root
from intake.store.models.log import LogDetail, LogEntry


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


class ProvedEntry(NamedTuple):
    """An entry with what opens its commitment and what proves it."""

    leaf: bytes
    salt: bytes  # 32 bytes, of its details
    path: list[bytes]  # 32 bytes each, its sibling first


def prove_entries(
    session: Session, log: Log, indices: Collection[int], size: int
) -> dict[int, ProvedEntry]:
    """Return by index those of some entries below ``size`` whose details are still there.

    Raises:
        AuditLogError: The stored tree is damaged.
    """
    rows = (
        select(LogEntry.idx, LogEntry.leaf, LogDetail.salt)
        .join(LogDetail, (LogDetail.log == LogEntry.log) & (LogDetail.idx == LogEntry.idx))
        .where(LogEntry.log == log, LogEntry.idx.in_(indices), LogEntry.idx < size)
    )
    subtree = cache(tree(session, log, size).subtree)  # What proofs share is hashed once.
    try:
        return {
            index: ProvedEntry(leaf, salt, make_inclusion_proof(index, size, subtree))
            for index, leaf, salt in session.execute(rows).all()
        }
    except (MerkleError, TileError) as error:
        raise AuditLogError(str(error)) from error


def consistency_proof(session: Session, log: Log, old: int, new: int) -> list[bytes]:
    """Return the hashes that prove that the tree of ``old`` entries begins that of ``new``."""
    try:
        return make_consistency_proof(old, new, tree(session, log, new).subtree)
    except (MerkleError, TileError) as error:
        raise AuditLogError(str(error)) from error


class Head(NamedTuple):
    """A tree of a log, whoever says so."""

    size: int
    root: bytes


def is_same_log(session: Session, log: Log, one: Head, other: Head) -> bool:
    """Tell whether the smaller of two trees begins the larger one.

    Nothing that is stored is believed: its hashes must lead from the one root to the other. That
    takes some ten rows or tiles, however large the trees are.
    """
    old, new = sorted((one, other), key=lambda head: head.size)
    try:
        proof = make_consistency_proof(old.size, new.size, tree(session, log, new.size).subtree)
        verify_consistency(old.size, new.size, old.root, new.root, proof)
    except (TileError, MerkleError, LogStoreError):
        return False
    return True
