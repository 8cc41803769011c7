"""What the checkpoints that witnesses signed say for a log, and against it.

They are kept where whoever owns the machine can write, as the log is. So each is held against the
log as it lies there: that it was true when it was taken in says nothing of today.
"""

from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake.crypto.tlog.checkpoint import Checkpoint, CheckpointError, parse_checkpoint
from intake.crypto.tlog.note import NoteError, parse_note
from intake.crypto.tlog.witnesses.counting import (
    Standing,
    has_quorum,
    quorum_time,
    read_cosignatures,
)
from intake.crypto.tlog.witnesses.policy import Policy
from intake.log.events import Log
from intake.log.proofs import Head, is_same_log
from intake.store.models import LogCosigned


class Vouched(NamedTuple):
    """The largest checkpoint that enough witnesses of a policy signed."""

    size: int
    time: int  # Unix seconds; see ``counting.quorum_time``.
    names: tuple[str, ...]  # Of those who signed it, by the policy.


def find_vouched(session: Session, log: Log, policy: Policy) -> Vouched | None:
    """Return the largest checkpoint with enough lines by a policy, or None.

    Whether the log begins with it is for ``list_contradicted`` to say.
    """
    for row in _rows(session, log):
        checkpoint = _read(row)
        if checkpoint is None:
            continue
        found = read_cosignatures(row.checkpoint, policy)
        time = quorum_time(found, policy)
        if time is not None and has_quorum(found, policy):
            names = tuple(each.name for each in found if each.standing is Standing.HOLDS)
            return Vouched(checkpoint.size, time, names)
    return None


def list_contradicted(session: Session, log: Log, head: Head) -> list[int]:
    """Return the sizes of kept checkpoints that a log does not begin with.

    Whose lines are under one is not asked: it was taken in as the log's own, and so either the log
    is another one now, or somebody put another checkpoint in its place.

    Args:
        session: Any session.
        log: Which log.
        head: Its newest one.
    """
    return [row.size for row in _rows(session, log) if not _begins(session, log, row, head)]


def _begins(session: Session, log: Log, row: LogCosigned, head: Head) -> bool:
    kept = _read(row)
    return kept is not None and is_same_log(session, log, Head(kept.size, kept.root), head)


def _rows(session: Session, log: Log) -> list[LogCosigned]:
    of_log = select(LogCosigned).where(LogCosigned.log == log)
    return list(session.scalars(of_log.order_by(LogCosigned.size.desc())))


def _read(row: LogCosigned) -> Checkpoint | None:
    """Return what a row holds; None if that is no checkpoint of its size."""
    try:
        found = parse_checkpoint(parse_note(row.checkpoint).text)
    except (NoteError, CheckpointError):
        return None
    return found if found.size == row.size else None
