"""The only writer of the two logs; every other room reaches it through ``intake.log.act``.

- An act and its entry are one transaction: ``append`` runs in the session that made the change,
  once the change is made. A disclosure commits its entry before the first byte leaves.
- ``append`` sends pending changes first and then takes the log's row lock, so that this lock is the
  transaction's last: the order of indices is the order of commits, and nothing waits in a circle.
  Rows locked after an ``append`` undo that promise.
- If appending fails, nothing may be served: every error here is an ``AuditLogError``, or comes from
  the database itself.
"""

import secrets
from collections.abc import Mapping, Sequence
from typing import Any, Literal, NamedTuple, Protocol

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake.clock import DAY, quarter_of
from intake.crypto.tlog.merkle import MerkleError
from intake.crypto.tlog.tiles import TILE_WIDTH
from intake.errors import AuditLogError
from intake.log.events import Event, Log
from intake.log.leaf import SALT_BYTES, Leaf, LeafError, commitment, encode_detail, encode_leaf
from intake.log.tree import LogStoreError, append_leaves, log_size
from intake.store.guard import mark_appended
from intake.store.models.log import LogActor
from intake.store.statements import add_if_new

Outcome = Literal["ok", "deny", "error"]


class HiddenDetail(NamedTuple):
    """Details with the salt that hides them and the commitment that an entry carries."""

    commitment: str  # base64url of 32 bytes
    salt: bytes  # 32 bytes
    detail: bytes  # canonical JSON


class LoggedCase(Protocol):
    """What a case row carries for its chain of entries."""

    log_ref: Any  # 32 hex digits, random: the case's name inside details
    log_seq: Any  # number of entries so far
    log_prev: Any  # commitment of the newest entry, None before the first


def append(
    session: Session, log: Log, leaves: Sequence[bytes], salted: HiddenDetail | None = None
) -> int:
    """Append entries, at least one, and return the index of the first; they stand with the commit.

    Args:
        session: The session of the act, not inside a savepoint.
        log: Which log.
        leaves: As ``encode`` made them.
        salted: What the first of them commits to.

    Raises:
        AuditLogError: The stored log is damaged.
    """
    if session.in_nested_transaction():
        # Rolling back the savepoint would take the entry away and leave the change.
        raise AuditLogError("append inside a savepoint")
    session.flush()
    try:
        hidden = (salted.salt, salted.detail) if salted else None
        first = append_leaves(session, log, leaves, hidden)
    except (LogStoreError, MerkleError) as error:
        raise AuditLogError(str(error)) from error
    mark_appended(session)
    return first


def encode(log: Log, leaf: Leaf) -> bytes:
    """Return the bytes of an entry, for ``append``.

    Raises:
        AuditLogError: Something in it is not on the closed lists.
    """
    try:
        return encode_leaf(log, leaf)
    except LeafError as error:
        raise AuditLogError(str(error)) from error


def salt(detail: Mapping[str, object]) -> HiddenDetail:
    """Return details as an entry commits to them.

    Raises:
        AuditLogError: Something in them is not on the closed lists.
    """
    fresh = secrets.token_bytes(SALT_BYTES)
    try:
        encoded = encode_detail(detail)
    except LeafError as error:
        raise AuditLogError(str(error)) from error
    return HiddenDetail(commitment(fresh, encoded), fresh, encoded)


def continue_chain(
    session: Session, case: LoggedCase, detail: Mapping[str, object]
) -> HiddenDetail:
    """Return details that continue a case's own chain, as ``salt`` does.

    The chain is ``case_seq``, counting from 1, and ``case_prev``, the commitment before (absent in
    the first): an entry left out of a case's history shows. The case's row is locked for it; an act
    on several cases takes them in the order of their ids.

    Args and raises: as ``salt``; ``case`` is a row of this session, pending or stored.
    """
    session.flush()
    session.refresh(case, ("log_seq", "log_prev"), with_for_update=True)
    chain: dict[str, object] = {"case_seq": case.log_seq + 1, "log_ref": case.log_ref}
    if case.log_prev is not None:
        chain["case_prev"] = case.log_prev
    salted = salt({**detail, **chain})
    case.log_seq, case.log_prev = case.log_seq + 1, salted.commitment
    return salted


def pad(session: Session, log: Log, now: int, *, least: int = 0) -> int:
    """Append ``pad`` entries up to a multiple of 256, at least ``least``; return the size."""
    leaf = encode(log, Leaf(Event.PAD, now - now % DAY if log is Log.INTAKE else now))
    size = log_size(session, log)
    count = least + -(size + least) % TILE_WIDTH
    if count:
        append(session, log, [leaf] * count)
    return size + count


def actor_for(session: Session, account_id: str, now: int) -> str:
    """Return the account's pseudonym of this quarter, 16 random hex digits; made when needed.

    Call it before ``append``: it may wait for another transaction.
    """
    since = quarter_of(now)
    is_theirs = (LogActor.account_id == account_id, LogActor.since == since)
    query = select(LogActor.pseudonym).where(*is_theirs)
    found = session.scalar(query)
    if found is None:
        row = {"pseudonym": secrets.token_hex(8), "account_id": account_id, "since": since}
        add_if_new(session, LogActor, row)
        found = session.scalars(query).one()
    return found
