"""Copying a log so that a server that changes its story is caught (C2SP tlog-tiles, as a client).

Nothing is believed: the checkpoint must be signed by the key that was pinned at the first copy; its
tiles must hash to its root; the tree of the newest checkpoint seen so far must be the beginning of
it; every tile must follow from the one above, every entry from its tile. Only then is it written,
the checkpoint last, so that a copy that was interrupted, or that reached its limits, is the old one
and goes on where it stopped. A checkpoint that contradicts what was seen is kept beside it: the two
signatures are the evidence.
"""

from collections.abc import Container
from dataclasses import dataclass

from intake.crypto import ed25519
from intake.crypto.tlog.checkpoint import (
    Checkpoint,
    CheckpointError,
    open_checkpoint,
    parse_checkpoint,
)
from intake.crypto.tlog.merkle import HASH_BYTES, MerkleError
from intake.crypto.tlog.note import NoteError, VerifierKey, parse_note, parse_vkey
from intake.crypto.tlog.tiles import (
    ENTRIES,
    TILE_WIDTH,
    ReadTile,
    TileAddress,
    TileError,
    TileTree,
    encode_tile_path,
)
from intake.verify.folder import NEXT, LogFolder
from intake.verify.mirror.cosigned import copy_cosigned
from intake.verify.mirror.detailing import copy_details
from intake.verify.mirror.following import Following, Progress
from intake.verify.mirror.limits import BUNDLE_BYTES, TEXT_BYTES, Limits
from intake.verify.mirror.refusal import Differences, MirrorRefusal
from intake.verify.mirror.sources import Source, SourceError

__all__ = ["CopyResult", "MirrorRefusal", "mirror_log"]


PUT_BACK = (
    "Entries were taken away, or the server's database was put back from a backup: here both look"
    " the same. Keep this copy, which has them, and ask whoever runs the server what was done, when"
    " and why; the entries since the backup are lost either way"
)


@dataclass(frozen=True)
class CopyResult:
    """What a run came to."""

    origin: str
    size: int  # Entries that the copy holds.
    signed: int  # Entries that the newest checkpoint signs; more than ``size`` if it stopped.
    differences: Differences


@dataclass(frozen=True)
class _Head:
    """A checkpoint whose signature holds, and its note."""

    checkpoint: Checkpoint
    note: str


def mirror_log(
    source: Source,
    folder: LogFolder,
    *,
    limits: Limits = Limits(),  # noqa: B008 - frozen
    is_brief: bool = False,
    sample: Container[int] = (),
    verify: ed25519.Verify = ed25519.verify,
    progress: Progress = lambda _done, _all: None,
) -> CopyResult:
    """Bring a copy up to the source's newest checkpoint, or as far as the limits allow.

    Args:
        source: Where to copy from.
        folder: The copy.
        limits: What one run may cost.
        is_brief: Whether the source is not asked again for what the copy holds,
        sample: but for these entry bundles.
        verify: How to check signatures.
        progress: Is told how far it is.

    Raises:
        MirrorRefusal: The copy stands for what it stood for; a contradicting checkpoint is kept.
        SourceError: The source has no such log or cannot be reached.
    """
    key, differences = _pin_key(source, folder), Differences()
    # One right after the other: the policy must be the one that the newest entries agreed to.
    policy, note = (_text(source, f"{folder.log}/{name}") for name in ("policy.txt", "checkpoint"))
    head = _Head(_open(note, key, verify), note)
    known = _find_known(folder, key, verify, differences)
    try:
        tree = _prove(source, folder, head.checkpoint, known.checkpoint if known else None)
        folder.write(NEXT, note.encode())
        following = Following(
            source, folder, tree, limits, differences, is_brief=is_brief, sample=sample
        )
        reached = following.run(progress)
        if reached == head.checkpoint.size:
            _compare_known(folder, head.checkpoint, known.checkpoint if known else None)
            details = _copied_size(folder) if is_brief else 0
            reached = copy_details(
                source, folder, reached, differences, known=details, most=following.left
            )
        if reached == head.checkpoint.size:
            _stand_for(folder, head, policy)
            copy_cosigned(source, folder, key, reached, differences, verify=verify)
    except MirrorRefusal:
        for each in (head, known):
            if each:
                folder.keep(each.checkpoint, each.note)
        raise
    return CopyResult(head.checkpoint.origin, reached, head.checkpoint.size, differences)


def _pin_key(source: Source, folder: LogFolder) -> VerifierKey:
    served = _text(source, f"{folder.log}/log.vkey")
    try:
        key = parse_vkey(served.removesuffix("\n"))
    except NoteError as error:
        raise MirrorRefusal("key", f"log.vkey: {error}") from None
    pinned = folder.read("log.vkey")
    if pinned is None:
        folder.write("log.vkey", served.encode())
    elif pinned != served.encode():
        raise MirrorRefusal("key", "the log's key is not the one that was copied first")
    return key


def _open(note: str, key: VerifierKey, verify: ed25519.Verify) -> Checkpoint:
    try:
        return open_checkpoint(note, key, verify)
    except CheckpointError as error:
        raise MirrorRefusal("signature", f"checkpoint: {error}") from None


def _find_known(
    folder: LogFolder, key: VerifierKey, verify: ed25519.Verify, differences: Differences
) -> _Head | None:
    """Return the largest checkpoint seen: copied, kept as evidence, or copied half way."""
    kept = [f"checkpoints/{name}" for name in folder.kept()][-1:]
    heads = []
    for name in ("checkpoint", NEXT, *kept):
        note = (folder.read(name) or b"").decode("utf-8", "replace")
        try:
            heads += [_Head(open_checkpoint(note, key, verify), note)] if note else []
        except CheckpointError as error:
            differences.add("signature", f"{name} was changed in this copy: {error}")
    return max(heads, key=lambda head: head.checkpoint.size, default=None)


def _prove(
    source: Source, folder: LogFolder, head: Checkpoint, known: Checkpoint | None
) -> TileTree:
    """Check that the source's own tiles give the head's root and contain the known tree.

    Raises:
        MirrorRefusal: They do not, or the source does not have what it signed.
    """
    if known and head.size < known.size:
        text = f"the source has {head.size} entries, {known.size} were signed before"
        raise MirrorRefusal("rolled-back", f"{text}. {PUT_BACK}")
    _require_last(source, folder, head)
    tree = TileTree(head.size, _tile_reader(source, folder))
    try:
        if head.size and tree.root(head.size) != head.root:
            raise MirrorRefusal("damaged", "the tiles that are served do not give the signed root")
        root = tree.root(known.size) if known and known.size else None
        if not tree.fits(head.root):
            raise MirrorRefusal("damaged", "the tiles that are served do not hang together")
    except (TileError, MerkleError) as error:
        raise MirrorRefusal("damaged", f"what is served does not hang together: {error}") from None
    if known and root not in {None, known.root}:
        text = f"the first {known.size} entries are not those that were signed before"
        raise MirrorRefusal("forked", text)
    return tree


def _require_last(source: Source, folder: LogFolder, head: Checkpoint) -> None:
    """Check that the last of the entries that were signed is there."""
    if not head.size:
        return
    n, place = divmod(head.size - 1, TILE_WIDTH)
    path = encode_tile_path(TileAddress(ENTRIES, n, place + 1))
    if source.read(f"{folder.log}/{path}", BUNDLE_BYTES) is None:
        text = f"the source signed {head.size} entries and no longer has the last of them"
        raise MirrorRefusal("rolled-back", f"{text}. {PUT_BACK}")


def _tile_reader(source: Source, folder: LogFolder) -> ReadTile:
    def read_tile(level: int, n: int, width: int) -> bytes:
        path = encode_tile_path(TileAddress(level, n, width))
        return source.read(f"{folder.log}/{path}", width * HASH_BYTES) or b""

    return read_tile


def _compare_known(folder: LogFolder, head: Checkpoint, known: Checkpoint | None) -> None:
    """Check that the copy's own files contain what was seen before."""
    if known and known.size:
        try:
            root = TileTree(head.size, folder.tile).root(known.size)
        except (TileError, MerkleError) as error:
            raise MirrorRefusal("damaged", f"the copy does not hang together: {error}") from None
        if root != known.root:
            text = f"the first {known.size} entries are not those signed before"
            raise MirrorRefusal("forked", text)


def _copied_size(folder: LogFolder) -> int:
    """Return how many entries the copy stands for."""
    try:
        note = (folder.read("checkpoint") or b"").decode()
        return parse_checkpoint(parse_note(note).text).size if note else 0
    except (CheckpointError, NoteError, UnicodeDecodeError):
        return 0


def _stand_for(folder: LogFolder, head: _Head, policy: str) -> None:
    folder.keep(head.checkpoint, head.note)
    folder.write("policy.txt", policy.encode())
    folder.write("checkpoint", head.note.encode())
    folder.remove(NEXT)


def _text(source: Source, path: str) -> str:
    data = source.read(path, TEXT_BYTES)
    if data is None:
        raise SourceError(f"{path} is not there")
    try:
        return data.decode()
    except UnicodeDecodeError:
        raise SourceError(f"{path} is not text") from None
