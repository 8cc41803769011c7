"""The newest checkpoint of a log, and why none was signed now."""

from typing import NamedTuple

from sqlalchemy.orm import Session

from intake.audit.proving import parse_signed
from intake.crypto.tlog.checkpoint import Checkpoint
from intake.crypto.tlog.merkle import EMPTY_ROOT, MerkleError
from intake.crypto.tlog.note import parse_vkey
from intake.crypto.tlog.tiles import TileError
from intake.log.events import Log
from intake.log.signing.publishing import last_published
from intake.log.signing.refusal import SignerRefusal
from intake.log.signing.signer import Signer
from intake.log.signing.troubles import unsigned_since
from intake.log.tree import LogStoreError, log_size, tree_root
from intake.store.engine import Database
from intake.verify.lamp import Blind


class Head(NamedTuple):
    """A checkpoint that was signed; or what is stored, where nobody knows what was signed."""

    checkpoint: Checkpoint
    note: str  # As signed; empty where it is blind.
    refusal: str = ""  # Why the signer would not sign a newer one; empty if it did.
    blind: Blind | None = None  # Why nothing signed is there to compare with.
    unsigned_since: int | None = None  # Of the oldest entry that waited for a signature till now.


def newest_head(database: Database, signer: Signer, log: Log) -> Head:
    """Return the newest: of the intake log the last one that was published.

    A log that was tampered with is what the pages are for: it must not end as "try again later".

    Raises:
        SignerRefusal: The signer has lost its state.
    """
    try:
        return _head(signer.checkpoint(database, log))
    except SignerRefusal as refusal:
        return _head(signer.last(log), str(refusal))


def shown_head(database: Database, signer: Signer, log: Log) -> Head:
    """Return the newest for a page, which is there also where the signer has lost its state.

    Whoever took the state away must not end what auditors see, either.
    """
    try:
        since = _waiting_since(database, signer, log)  # Before this look has it signed.
        return newest_head(database, signer, log)._replace(unsigned_since=since)
    except SignerRefusal as refusal:
        if not refusal.is_lost:
            raise
        with database.reading() as db:
            return _stored_head(db, signer, log, Blind(refusal.reason))


def _head(note: str, refusal: str = "") -> Head:
    return Head(parse_signed(note), note, refusal)


def _waiting_since(database: Database, signer: Signer, log: Log) -> int | None:
    """Return since when entries wait; those of the intake log do for a day, all of them."""
    if log is Log.INTAKE:
        return None
    with database.reading() as db:
        return unsigned_since(db, signer)


def _stored_head(db: Session, signer: Signer, log: Log, blind: Blind) -> Head:
    """Return what is stored: of the intake log no more than what was published."""
    origin = parse_vkey(signer.vkey(log)).name
    try:
        size = log_size(db, log)
        if log is Log.INTAKE:
            published = last_published(db)
            size = min(published.size, size) if published else 0
        return Head(Checkpoint(origin, size, tree_root(db, log, size)), "", blind=blind)
    except (TileError, MerkleError, LogStoreError):
        return Head(Checkpoint(origin, 0, EMPTY_ROOT), "", blind=Blind.UNREADABLE)
