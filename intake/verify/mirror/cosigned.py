"""Copying checkpoints that witnesses signed; a source need not have any."""

from intake.crypto import ed25519
from intake.crypto.tlog.checkpoint import Checkpoint, CheckpointError, open_checkpoint
from intake.crypto.tlog.merkle import MerkleError
from intake.crypto.tlog.note import VerifierKey
from intake.crypto.tlog.tiles import TileError, TileTree
from intake.verify.folder import LogFolder
from intake.verify.mirror.limits import COSIGNED_BYTES
from intake.verify.mirror.refusal import Differences, MirrorRefusal
from intake.verify.mirror.sources import Source


def copy_cosigned(
    source: Source,
    folder: LogFolder,
    key: VerifierKey,
    size: int,
    differences: Differences,
    *,
    verify: ed25519.Verify,
) -> None:
    """Keep what witnesses signed beside the other checkpoints.

    Args:
        source: Where to copy from.
        folder: The copy, which has ``size`` entries already.
        key: The log's.
        size: Larger ones are left for the next run.
        differences: Takes what is no checkpoint of this log.
        verify: How to check signatures.

    Raises:
        MirrorRefusal: One is of another history; it is kept as evidence.
        SourceError: The source cannot be reached, or gives too much.
    """
    data = source.read(f"{folder.log}/cosigned", COSIGNED_BYTES)
    for note in split_notes((data or b"").decode("utf-8", "replace")):
        try:
            checkpoint = open_checkpoint(note, key, verify)
        except CheckpointError as error:
            differences.add("signature", f"cosigned: {error}")
            continue
        if checkpoint.size <= size:
            folder.keep(checkpoint, note)
            _require_begins(folder, checkpoint, size)


def split_notes(text: str) -> list[str]:
    """Return the notes of a file that has one after another, a blank line between them.

    A note of ours has one blank line in it, after its three lines.
    """
    parts = text.removesuffix("\n").split("\n\n") if text else []
    pairs = zip(parts[::2], [*parts[1::2], ""], strict=False)
    return [f"{head}\n\n{lines}\n" for head, lines in pairs]


def _require_begins(folder: LogFolder, checkpoint: Checkpoint, size: int) -> None:
    if not checkpoint.size:
        return
    try:
        root = TileTree(size, folder.tile).root(checkpoint.size)
    except (TileError, MerkleError) as error:
        raise MirrorRefusal("damaged", f"the copy does not hang together: {error}") from None
    if root != checkpoint.root:
        text = f"witnesses signed another history of {checkpoint.size} entries"
        raise MirrorRefusal("forked", text)
