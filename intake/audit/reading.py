"""Reading the logs for people: pages of entries, single entries with proof, and one verdict.

The verdict says what this machine can show: every stored entry hashed again, the tree rebuilt, its
root compared with a checkpoint signed now. Whoever runs the machine could have rewritten all of it;
that is why the page says so, and why ``intake audit mirror`` and ``verify`` exist.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake.crypto.tlog.checkpoint import Checkpoint, parse_checkpoint
from intake.crypto.tlog.merkle import Frontier, MerkleError, leaf_hash
from intake.crypto.tlog.merkleproof import verify_inclusion
from intake.crypto.tlog.note import parse_note
from intake.crypto.tlog.tlogproof import TlogProof, encode_tlog_proof
from intake.errors import AuditLogError, NotFound
from intake.log import proofs
from intake.log.events import Log
from intake.log.leaf import Leaf, LeafError, commitment, parse_leaf
from intake.store.models import LogDetail, LogEntry

PAGE = 100  # entries on one page
SCANNED = 20_000  # entries looked through for one page of a filtered list
BATCH = 1_000
UNREADABLE = "unreadable"  # Stands for the event of an entry that is of no known form.
END_OF_TIME = 253_402_300_800  # Unix time of the year 10000, which no calendar here can write.


@dataclass(frozen=True)
class Filter:
    """What to show; empty text means everything."""

    event: str = ""
    actor: str = ""
    case: str = ""  # log reference, 32 hex digits, as it stands in details


@dataclass(frozen=True)
class Entry:
    """One entry for a page."""

    index: int
    time: int  # Unix seconds
    event: str
    actor: str
    outcome: str
    facts: dict[str, str]
    detail: dict[str, object] | None  # None where there is none, or where it was erased
    detail_holds: bool  # whether the detail is what the entry commits to
    leaf: str


@dataclass(frozen=True)
class Proof:
    """A C2SP tlog-proof file, or why none can be given: then the text is empty."""

    text: str
    reason: str = ""


@dataclass(frozen=True)
class LogStanding:
    """What was checked just now."""

    size: int
    root: bytes
    holds: bool
    reason: str  # empty when it holds


def list_entries(
    db: Session, log: Log, before: int, wanted: Filter
) -> tuple[list[Entry], int | None]:
    """Return a page of entries below an index, newest first, and where the next page begins."""
    found: list[Entry] = []
    for scanned, (row, detail) in enumerate(_descending(db, log, before), start=1):
        entry = _entry(row, detail)
        if _matches(entry, wanted):
            found.append(entry)
        if len(found) == PAGE or scanned == SCANNED:
            return found, entry.index or None
    return found, None


def _descending(db: Session, log: Log, before: int) -> Iterator[tuple[LogEntry, LogDetail | None]]:
    """Yield entries with their details, from just below an index down to the first."""
    query = select(LogEntry, LogDetail).outerjoin(
        LogDetail, (LogDetail.log == LogEntry.log) & (LogDetail.idx == LogEntry.idx)
    )
    query = query.where(LogEntry.log == log).order_by(LogEntry.idx.desc()).limit(BATCH)
    while batch := db.execute(query.where(LogEntry.idx < before)).all():
        yield from batch
        before = batch[-1][0].idx


def _entry(row: LogEntry, detail: LogDetail | None) -> Entry:
    """Return an entry for a page; one that was tampered with is shown as far as it can be read."""
    leaf = _find_leaf(row)
    told, holds = _find_detail(detail, leaf.commitment if leaf else None)
    return Entry(
        index=row.idx,
        time=leaf.t if leaf else 0,
        event=leaf.event if leaf else UNREADABLE,
        actor=(leaf and leaf.actor) or "system",
        outcome=(leaf and leaf.outcome) or "",
        facts=dict(leaf.facts) if leaf else {},
        detail=told,
        detail_holds=holds,
        leaf=row.leaf.decode("ascii", "backslashreplace"),
    )


def _find_leaf(row: LogEntry) -> Leaf | None:
    try:
        leaf = parse_leaf(Log(row.log), row.leaf)
    except LeafError:
        return None
    return leaf if leaf.t < END_OF_TIME else None


def _find_detail(
    row: LogDetail | None, committed: str | None
) -> tuple[dict[str, object] | None, bool]:
    """Return a detail that can be read, and whether it is what the entry commits to."""
    if row is None:
        return None, True
    try:
        told = json.loads(row.detail)
        holds = commitment(row.salt, row.detail) == committed
    except (
        ValueError,
        RecursionError,
    ):  # No JSON, or no salt: whoever holds the database wrote it.
        return None, False
    return (told, holds) if isinstance(told, dict) else (None, False)


def _matches(entry: Entry, wanted: Filter) -> bool:
    detail = entry.detail or {}
    return (
        wanted.event in {"", entry.event}
        and wanted.actor in {"", entry.actor}
        and wanted.case in {"", detail.get("log_ref")}
    )


def find_entry(db: Session, log: Log, index: int, size: int) -> Entry | None:
    """Return one entry, or None when it was signed and is gone.

    Args:
        db: A reading session.
        log: Which log.
        index: NotFound when it is not below ``size``.
        size: Of the newest checkpoint that was signed.
    """
    if index >= size:
        raise NotFound("entry")
    row = proofs.find_entry(db, log, index)
    return _entry(row, db.get(LogDetail, (log, index))) if row else None


def parse_signed(checkpoint: str) -> Checkpoint:
    """Return the checkpoint in a signed note of our own signer."""
    return parse_checkpoint(parse_note(checkpoint).text)


def prove(db: Session, log: Log, index: int, checkpoint: str, refusal: str = "") -> Proof:
    """Return the C2SP proof file of an entry, or why there is none.

    Args:
        db: A reading session.
        log: Which log.
        index: Of an entry under this checkpoint.
        checkpoint: The newest one that was signed.
        refusal: Why the signer would not sign a newer one; empty if it did.
    """
    row, signed = proofs.find_entry(db, log, index), parse_signed(checkpoint)
    if row is None:
        return Proof("", f"entry {index} was signed and is missing from the database")
    if leaf_hash(row.leaf) != row.hash:
        return Proof("", f"entry {index} was changed after it was written")
    if refusal:
        return Proof("", refusal)
    try:
        hashes = proofs.inclusion_proof(db, log, index, signed.size)
        verify_inclusion(index, signed.size, row.hash, signed.root, hashes)
    except (AuditLogError, MerkleError):
        return Proof("", f"entry {index} does not lead to the signed root")
    return Proof(encode_tlog_proof(TlogProof(index, tuple(hashes), checkpoint)))


def verdict(db: Session, log: Log, checkpoint: Checkpoint, refusal: str = "") -> LogStanding:
    """Hash every entry under a checkpoint again and compare.

    Args:
        db: A reading session.
        log: Which log.
        checkpoint: The newest one that was signed.
        refusal: Why the signer would not sign a newer one; empty if it did.
    """
    found = _rehash(db, log, checkpoint)
    return _broken(checkpoint, refusal) if found.holds and refusal else found


def _rehash(db: Session, log: Log, checkpoint: Checkpoint) -> LogStanding:
    tree, expected = Frontier(), 0
    query = select(LogEntry.idx, LogEntry.leaf, LogEntry.hash).where(LogEntry.log == log)
    query = query.where(LogEntry.idx < checkpoint.size).order_by(LogEntry.idx)
    with db.execute(query.execution_options(yield_per=BATCH)) as rows:
        for index, leaf, stored in rows:
            hashed = leaf_hash(leaf)
            if index != expected or hashed != stored:
                return _broken(checkpoint, f"entry {expected} is missing or was changed")
            tree.push(hashed)
            expected += 1
    if expected != checkpoint.size:
        return _broken(checkpoint, f"entries from {expected} on are missing")
    if tree.root() != checkpoint.root:
        return _broken(checkpoint, "the entries do not give the signed root")
    return LogStanding(checkpoint.size, checkpoint.root, holds=True, reason="")


def _broken(checkpoint: Checkpoint, reason: str) -> LogStanding:
    return LogStanding(checkpoint.size, checkpoint.root, holds=False, reason=reason)


def query_hash(wanted: Filter) -> str:
    """Return a hash of what was asked for; the log holds no search terms."""
    return sha256(f"{wanted.event}\n{wanted.actor}\n{wanted.case}".encode()).hexdigest()
