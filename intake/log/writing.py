"""The only writer of the two logs, and the source of their proofs (docs/spec/log.md).

- An act and its entry are one transaction: call ``append`` in the session that made the change,
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

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from intake.clock import DAY, day_of
from intake.crypto.tlog.merkle import MerkleError
from intake.crypto.tlog.merkleproof import consistency_proof as make_consistency_proof
from intake.crypto.tlog.merkleproof import inclusion_proof as make_inclusion_proof
from intake.crypto.tlog.tiles import TILE_WIDTH, TileError
from intake.log.events import Event, Log
from intake.log.leaf import SALT_BYTES, Leaf, LeafError, commitment, encode_detail, encode_leaf
from intake.log.tree import LogStoreError, append_leaves, log_size, tree, tree_root
from intake.store.guard import mark_appended
from intake.store.models.log import LogActor, LogEntry

Outcome = Literal["ok", "deny", "error"]
Facts = Mapping[str, str] | None
Detail = Mapping[str, object] | None
SYSTEM = "system"  # The actor that a leaf does not name.

_ADD_ACTOR = text(
    "INSERT INTO log_actor (pseudonym, account_id, since) VALUES (:pseudonym, :account, :since)"
    " ON CONFLICT DO NOTHING"
)


class AuditLogError(RuntimeError):
    """An entry could not be made or proved; whoever asked gets nothing (503)."""


class Salted(NamedTuple):
    """Details with the salt that hides them and the commitment that an entry carries."""

    commitment: str  # base64url of 32 bytes
    salt: bytes  # 32 bytes
    detail: bytes  # canonical JSON


class LoggedCase(Protocol):
    """What a case row carries for its chain of entries."""

    log_ref: Any  # 32 hex digits, random: the case's name inside details
    log_seq: Any  # number of entries so far
    log_prev: Any  # commitment of the newest entry, None before the first


def append(  # noqa: PLR0913 - the parts of an entry
    session: Session,
    log: Log,
    event: Event,
    *,
    now: int,
    actor: str = SYSTEM,
    outcome: Outcome | None = None,
    facts: Facts = None,
    detail: Mapping[str, object] | Salted | None = None,
) -> int:
    """Append an entry and return its index; it stands when the caller commits.

    Args:
        session: The session of the act, not inside a savepoint.
        log: Which log; the intake log takes no actor.
        event: An event of this log.
        now: Unix seconds; the intake log keeps the day only.
        actor: Pseudonym from ``actor_for``, or "none" for somebody unknown.
        outcome: What came of it, if that is a question.
        facts: Names (logevents.FACTS) to SHA-256 values, base64url without padding, in clear.
        detail: See ``logleaf.encode_detail``; stored beside the log, the entry commits to it.
            ``append_case`` hands over details it has salted already.

    Raises:
        AuditLogError: Something is not on the closed lists, or the stored log is damaged.
    """
    salted = _salt(detail) if isinstance(detail, Mapping) else detail
    leaf = Leaf(
        event,
        _time(log, now),
        actor=None if actor == SYSTEM else actor,
        commitment=salted.commitment if salted else None,
        outcome=outcome,
        facts=facts or {},
    )
    return _store(session, log, [_encode(log, leaf)], salted)


def append_by(
    db: Session, by: str, event: Event, *, now: int, facts: Facts = None, detail: Detail = None
) -> int:
    """Append to the access log, as ``append`` does, what an account (its id) did with success."""
    told: dict[str, Any] = {"facts": facts, "detail": detail, "outcome": "ok"}
    return append(db, Log.ACCESS, event, now=now, actor=actor_for(db, by, now), **told)


def encode_entry(log: Log, event: Event, *, now: int, facts: Facts = None) -> bytes:
    """Return the bytes of an entry of the system without details, for ``append_encoded``.

    Args and raises: as ``append``.
    """
    return _encode(log, Leaf(event, _time(log, now), facts=facts or {}))


def append_encoded(session: Session, log: Log, leaves: Sequence[bytes]) -> int:
    """Append entries that ``encode_entry`` made, at least one; return the index of the first."""
    return _store(session, log, leaves)


def append_case(  # noqa: PLR0913 - the parts of an entry
    session: Session,
    log: Log,
    event: Event,
    case: LoggedCase,
    *,
    now: int,
    actor: str = SYSTEM,
    outcome: Outcome | None = None,
    facts: Facts = None,
    detail: Detail = None,
) -> int:
    """Append an entry about a case; its detail continues the case's own chain.

    The chain is ``case_seq``, counting from 1, and ``case_prev``, the commitment before (absent in
    the first): an entry left out of a case's history shows. The case's row is locked for it; an act
    on several cases takes them in the order of their ids.

    Args and raises: as ``append``; ``case`` is a row of this session, pending or stored.
    """
    session.flush()
    session.refresh(case, ("log_seq", "log_prev"), with_for_update=True)
    chain: dict[str, object] = {"case_seq": case.log_seq + 1, "log_ref": case.log_ref}
    if case.log_prev is not None:
        chain["case_prev"] = case.log_prev
    salted = _salt({**(detail or {}), **chain})
    case.log_seq, case.log_prev = case.log_seq + 1, salted.commitment
    return append(
        session, log, event, now=now, actor=actor, outcome=outcome, facts=facts, detail=salted
    )


def pad(session: Session, log: Log, now: int, *, least: int = 0) -> int:
    """Append ``pad`` entries up to a multiple of 256, at least ``least``; return the size."""
    leaf = encode_entry(log, Event.PAD, now=now)
    size = log_size(session, log)
    count = least + -(size + least) % TILE_WIDTH
    if count:
        _store(session, log, [leaf] * count)
    return size + count


def actor_for(session: Session, account_id: str, now: int) -> str:
    """Return the account's pseudonym of this quarter, 16 random hex digits; made when needed.

    Call it before ``append``: it may wait for another transaction.
    """
    since = _quarter(now)
    is_theirs = (LogActor.account_id == account_id, LogActor.since == since)
    query = select(LogActor.pseudonym).where(*is_theirs)
    found = session.scalar(query)
    if found is None:
        row = {"pseudonym": secrets.token_hex(8), "account": account_id, "since": since}
        session.execute(_ADD_ACTOR, row)  # Does nothing if another act was faster.
        found = session.scalars(query).one()
    return found


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


def _store(
    session: Session, log: Log, leaves: Sequence[bytes], salted: Salted | None = None
) -> int:
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


def _encode(log: Log, leaf: Leaf) -> bytes:
    try:
        return encode_leaf(log, leaf)
    except LeafError as error:
        raise AuditLogError(str(error)) from error


def _salt(detail: Mapping[str, object]) -> Salted:
    salt = secrets.token_bytes(SALT_BYTES)
    try:
        encoded = encode_detail(detail)
    except LeafError as error:
        raise AuditLogError(str(error)) from error
    return Salted(commitment(salt, encoded), salt, encoded)


def _time(log: Log, now: int) -> int:
    return now - now % DAY if log is Log.INTAKE else now


def _quarter(now: int) -> int:
    """Return the Unix time at which the quarter of ``now`` began."""
    today = day_of(now)
    first = today.replace(month=today.month - (today.month - 1) % 3, day=1)
    return (now // DAY - (today - first).days) * DAY
