"""Checkpoints that witnesses signed: taken in once they are proved, and kept while they say most.

One is kept for each size, with the newest line of everybody who signed it. It goes when all who
signed it have signed a larger one: that says all that the smaller one did.
"""

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake.crypto.tlog.checkpoint import Checkpoint, CheckpointError, open_checkpoint
from intake.crypto.tlog.note import NoteError, join_signatures, parse_note, parse_vkey
from intake.crypto.tlog.tiles import TileError
from intake.crypto.tlog.witnesses.counting import Standing, read_cosignatures
from intake.crypto.tlog.witnesses.policy import Policy
from intake.log.events import Log
from intake.log.signing.signer import Signer
from intake.log.tree import LogStoreError, log_size, tree_root
from intake.store.models import LogCosigned


class CosignedError(ValueError):
    """What somebody brings is no checkpoint of this log that a witness of the policy signed."""


def keep_cosigned(
    session: Session, signer: Signer, log: Log, note: str, policy: Policy
) -> list[str]:
    """Take in a checkpoint with lines of witnesses; return the names of those that hold.

    Args:
        session: One that writes; the caller commits.
        signer: Knows the log's key.
        log: Which log.
        note: The checkpoint as the log signed it, and lines of witnesses below.
        policy: Whose lines are taken; what others signed is left out.

    Raises:
        CosignedError: It is not this log's, does not fit what is stored, or no line of a witness of
            the policy holds.
    """
    checkpoint, held = require_cosigned(session, signer, log, note, policy)
    keys = {(each.key.name, each.key.key_id) for each in policy.witnesses if each.name in held}
    ours = _only(note, {*keys, (checkpoint.origin, parse_vkey(signer.vkey(log)).key_id)})
    row = session.get(LogCosigned, (log, checkpoint.size), with_for_update=True)
    if row is None:
        session.add(LogCosigned(log=log, size=checkpoint.size, checkpoint=ours))
    else:
        row.checkpoint = _join(ours, row.checkpoint)
    session.flush()
    _drop_what_says_less(session, log)
    return [each.name for each in policy.witnesses if each.name in held]


def require_cosigned(
    session: Session, signer: Signer, log: Log, note: str, policy: Policy
) -> tuple[Checkpoint, set[str]]:
    """Return the checkpoint in a note, and who of a policy signed it; nothing is kept.

    Args and raises: as ``keep_cosigned``.
    """
    checkpoint = _open(session, signer, log, note)
    found = read_cosignatures(note, policy)
    held = {each.name for each in found if each.standing is Standing.HOLDS}
    if not held:
        raise CosignedError("no witness of the policy signed this checkpoint")
    return checkpoint, held


def _join(note: str, kept: str) -> str:
    try:
        return join_signatures(note, kept) or note
    except NoteError as error:
        raise CosignedError(str(error)) from None


def list_cosigned(session: Session, log: Log) -> list[str]:
    """Return the kept checkpoints, the largest first."""
    of_log = select(LogCosigned.checkpoint).where(LogCosigned.log == log)
    return list(session.scalars(of_log.order_by(LogCosigned.size.desc())))


def join_kept(session: Session, log: Log, note: str) -> str:
    """Return a checkpoint with the lines that witnesses put under it, if they did."""
    size = int(note.split("\n", 2)[1])
    row = session.get(LogCosigned, (log, size))
    return (row and join_signatures(note, row.checkpoint)) or note


def _open(session: Session, signer: Signer, log: Log, note: str) -> Checkpoint:
    try:
        checkpoint = open_checkpoint(note, parse_vkey(signer.vkey(log)))
        if not 0 < checkpoint.size <= log_size(session, log):
            raise CosignedError("there are not so many entries")
        if tree_root(session, log, checkpoint.size) != checkpoint.root:
            raise CosignedError("what is stored does not begin with this checkpoint")
    except (CheckpointError, TileError, LogStoreError) as error:
        raise CosignedError(str(error)) from None
    return checkpoint


def _only(note: str, keys: set[tuple[str, bytes]]) -> str:
    """Return a note with the lines of these keys alone, the newest of each."""
    head, _, lines = note.rpartition("\n\n")
    wanted = dict(zip(parse_note(note).signatures, lines.splitlines(), strict=True))
    newest = {each[:2]: line for each, line in wanted.items() if each[:2] in keys}
    return "\n".join([f"{head}\n", *newest.values()]) + "\n"


def _drop_what_says_less(session: Session, log: Log) -> None:
    seen: set[tuple[str, bytes]] = set()
    of_log = select(LogCosigned).where(LogCosigned.log == log)
    for row in session.scalars(of_log.order_by(LogCosigned.size.desc())).all():
        parsed = parse_note(row.checkpoint)
        origin = parsed.text.partition("\n")[0]
        signers = {each[:2] for each in parsed.signatures if each.name != origin}
        if signers <= seen:
            session.delete(row)
        seen |= signers


def read_note(checkpoint: str, lines: str) -> str:
    """Return a checkpoint with signature lines under it; nothing is verified.

    Raises:
        CosignedError: They do not make a note.
    """
    try:
        parse_note(checkpoint + lines)
    except NoteError as error:
        raise CosignedError(str(error)) from None
    return checkpoint + lines
