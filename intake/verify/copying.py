"""Copying a log so that a server that changes its story is caught (C2SP tlog-tiles, as a client).

Nothing is believed: the checkpoint must be signed by the key that was pinned at the first copy; its
tiles must hash to its root; the tree of the newest checkpoint kept so far must be the beginning of
it; every tile must follow from the one above, every entry from its tile. Only then is it written,
the checkpoint last, so that an interrupted copy is the old one. A checkpoint that contradicts what
is kept is kept beside it: the two signatures are the evidence.
"""

from collections.abc import Callable

from intake.crypto import ed25519
from intake.crypto.tlog.checkpoint import Checkpoint, CheckpointError, open_checkpoint
from intake.crypto.tlog.merkle import MerkleError, complete_root, leaf_hash
from intake.crypto.tlog.note import NoteError, VerifierKey, parse_vkey
from intake.crypto.tlog.tiles import (
    ENTRIES,
    TILE_WIDTH,
    ReadTile,
    TileAddress,
    TileError,
    TileTree,
    encode_tile_path,
    parse_bundle,
    tile_addresses,
)
from intake.verify.details import cut_details
from intake.verify.folder import LogFolder, details_name
from intake.verify.sources import Source, SourceError

Progress = Callable[[int, int], None]
"""(files done, files in all)."""


class MirrorRefusal(Exception):
    """The source contradicts the copy or itself; ``kind`` is one word.

    Kinds: ``key`` (not the pinned one), ``signature``, ``rolled-back``, ``forked``, ``damaged``
    (what is served does not follow from the checkpoint).
    """

    def __init__(self, kind: str, text: str) -> None:
        super().__init__(text)
        self.kind = kind


def mirror_log(
    source: Source,
    folder: LogFolder,
    *,
    verify: ed25519.Verify = ed25519.verify,
    progress: Progress = lambda _done, _all: None,
) -> Checkpoint:
    """Bring a copy up to the source's newest checkpoint, and return that.

    Raises:
        MirrorRefusal: The copy stays as it was; a contradicting checkpoint is kept as evidence.
        SourceError: The source has no such log, lacks a file or cannot be reached.
    """
    key = _pin_key(source, folder)
    note = _text(source, f"{folder.log}/checkpoint")
    head = _open(note, key, verify)
    known = _newest_kept(folder, key, verify)
    folder.keep(head, note)
    if known and head.size < known.size:
        text = f"the source has {head.size} entries, {known.size} were signed before"
        raise MirrorRefusal("rolled-back", text)
    try:
        _require_extension(source, folder, head, known)
        _copy_tiles(source, folder, head, progress)
    except (TileError, MerkleError) as error:
        raise MirrorRefusal("damaged", f"what is served does not hang together: {error}") from None
    folder.write("policy.txt", _text(source, f"{folder.log}/policy.txt").encode())
    folder.write("checkpoint", note.encode())
    return head


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


def _newest_kept(folder: LogFolder, key: VerifierKey, verify: ed25519.Verify) -> Checkpoint | None:
    """Return the checkpoint the copy stands for, or the largest kept one if that is larger."""
    notes = [folder.read("checkpoint") or b"", *reversed(folder.kept().values())][:2]
    heads = [_open(note.decode("utf-8", "replace"), key, verify) for note in notes if note]
    return max(heads, key=lambda head: head.size, default=None)


def _require_extension(
    source: Source, folder: LogFolder, head: Checkpoint, known: Checkpoint | None
) -> None:
    """Check that the source's own tiles give the head's root and contain the known tree.

    Raises:
        MirrorRefusal: They do not.
        TileError: A tile has another width.
    """
    tree = TileTree(head.size, _tile_reader(source, folder))
    if head.size and tree.root(head.size) != head.root:
        raise MirrorRefusal("damaged", "the tiles that are served do not give the signed root")
    if known and known.size and tree.root(known.size) != known.root:
        text = f"the first {known.size} entries are not those that were signed before"
        raise MirrorRefusal("forked", text)


def _copy_tiles(source: Source, folder: LogFolder, head: Checkpoint, progress: Progress) -> None:
    """Copy what is not there yet, from the top level down, then the entries.

    What was copied before was proved then, and is used in place of what the source would say now.
    """
    fetch = _tile_reader(source, folder)
    tree = TileTree(head.size, lambda *at: folder.read(_tile_path(*at)) or fetch(*at))
    if head.size and tree.root(head.size) != head.root:
        raise MirrorRefusal("damaged", "the tiles that were copied do not give the signed root")
    addresses = sorted(tile_addresses(head.size), key=lambda address: -address.level)
    for done, address in enumerate(addresses):
        if not folder.has(encode_tile_path(address)):
            _copy_one(source, folder, tree, address)
        if address.level == ENTRIES:
            _copy_details(source, folder, address)
        progress(done + 1, len(addresses))


def _tile_reader(source: Source, folder: LogFolder) -> ReadTile:
    return lambda *at: _bytes(source, f"{folder.log}/{_tile_path(*at)}")


def _tile_path(level: int, n: int, width: int) -> str:
    return encode_tile_path(TileAddress(level, n, width))


def _copy_one(source: Source, folder: LogFolder, tree: TileTree, address: TileAddress) -> None:
    level, n, width = address
    path = encode_tile_path(address)
    if level == ENTRIES:
        data = _bytes(source, f"{folder.log}/{path}")
        hashes = b"".join(leaf_hash(leaf) for leaf in parse_bundle(data))
        if hashes != folder.tile(0, n, width):
            raise MirrorRefusal("damaged", f"{path}: entries that are not those of their tile")
    elif level or width < TILE_WIDTH:
        # The root was made of all of a partial tile; a full one is compared with the one above.
        data = tree.tile(level, n)
    else:  # By far the most, and needed once: not kept in memory.
        data = _bytes(source, f"{folder.log}/{path}")
    if level != ENTRIES and width == TILE_WIDTH:
        hashes_of = [data[at : at + 32] for at in range(0, len(data), 32)]
        if complete_root(hashes_of) != tree.subtree(8 * (level + 1), n):
            raise MirrorRefusal("damaged", f"{path} does not follow from the tile above")
    folder.write(path, data)


def _copy_details(source: Source, folder: LogFolder, address: TileAddress) -> None:
    """Copy details where the source gives them; they may have been erased since."""
    data = source.details(folder.log, address.n)
    if data is None:
        return
    cut = cut_details(data, address.n, address.width)
    if folder.read(details_name(address.n)) != cut:
        folder.write(details_name(address.n), cut)


def _bytes(source: Source, path: str) -> bytes:
    data = source.read(path)
    if data is None:
        raise SourceError(f"{path} is not there")
    return data


def _text(source: Source, path: str) -> str:
    try:
        return _bytes(source, path).decode()
    except UnicodeDecodeError:
        raise SourceError(f"{path} is not text") from None
