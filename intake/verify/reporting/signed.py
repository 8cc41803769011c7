"""Which checkpoints a report may rest on: signed by the log, and of a beginning of the copy."""

from pathlib import Path

from intake.crypto import ed25519
from intake.crypto.tlog.checkpoint import Checkpoint, CheckpointError, open_checkpoint
from intake.crypto.tlog.merkle import MerkleError
from intake.crypto.tlog.note import NoteError, VerifierKey, parse_vkey
from intake.crypto.tlog.tiles import TileError
from intake.log.events import Log
from intake.verify.folder import LogFolder
from intake.verify.reporting.reading import LogCopy, Signed


class ReadingError(Exception):
    """What a report rests on is none of this copy."""


def open_copy(folder: Path, verify: ed25519.Verify) -> list[LogCopy]:
    """Return the logs of a copy at their newest checkpoints."""
    return [_open(LogFolder(folder, log), verify) for log in Log]


def open_at(folder: Path, notes: dict[Log, str], verify: ed25519.Verify) -> list[LogCopy]:
    """Return the logs of a copy at the checkpoints of a report.

    Args:
        folder: The copy.
        notes: A checkpoint of each log; empty where there was none.
        verify: How to check signatures.

    Raises:
        ReadingError: One is not signed by the log, or is not of a beginning of this copy.
    """
    return [_open_at(LogFolder(folder, log), notes.get(log, ""), verify) for log in Log]


def find_signed(copy: LogCopy, note: str, verify: ed25519.Verify) -> Signed:
    """Return a checkpoint that is a beginning of this copy.

    Raises:
        ReadingError: It is none.
    """
    if copy.key is None:
        raise ReadingError(f"log.vkey of log {copy.folder.log} cannot be read")
    try:
        checkpoint = open_checkpoint(note, copy.key, verify)
    except CheckpointError as error:
        raise ReadingError(f"its checkpoint of log {copy.folder.log}: {error}") from None
    require_beginning(copy.folder, checkpoint, verify)
    return Signed(checkpoint, note)


def require_beginning(folder: LogFolder, head: Checkpoint, verify: ed25519.Verify) -> None:
    """Check that a tree is a beginning of what this copy holds.

    Raises:
        ReadingError: It is not.
    """
    newest = _open(folder, verify)
    try:
        given = newest.tree().root(head.size) if head.size else head.root
    except (MerkleError, TileError) as error:
        text = f"the copy of log {folder.log} does not reach as far: {error}"
        raise ReadingError(text) from None
    if given != head.root:
        text = f"the first {head.size} entries of log {folder.log} are others in this copy"
        raise ReadingError(text)


def _open(folder: LogFolder, verify: ed25519.Verify) -> LogCopy:
    key = read_key(folder)
    note = (folder.read("checkpoint") or b"").decode("utf-8", "replace")
    try:
        head = Signed(open_checkpoint(note, key, verify), note) if key else None
    except CheckpointError:  # The check of the copy says so.
        head = None
    return LogCopy(folder, key, head)


def _open_at(folder: LogFolder, note: str, verify: ed25519.Verify) -> LogCopy:
    copy = LogCopy(folder, read_key(folder), None)
    if note:
        copy.head = find_signed(copy, note, verify)
    return copy


def read_key(folder: LogFolder) -> VerifierKey | None:
    """Return the log's key in the copy, or None."""
    try:
        return parse_vkey((folder.read("log.vkey") or b"").decode().removesuffix("\n"))
    except (NoteError, UnicodeDecodeError):
        return None
